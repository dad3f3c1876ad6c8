package dev.leastwise.image;

import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageName;
import dev.leastwise.source.InputError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images that somebody says where to find. Each is read when a manifest names it, and only then; one that cannot be read
 * is an error once, and unknown.
 */
public final class Images {

    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, Optional<Image>> read = new HashMap<>();
    private final List<InputError> errors = new ArrayList<>();
    private final Platform platform;
    private final Optional<Path> cache;

    /**
     * @param places where each image is, {@code DIR} or {@code DIR:TAG}, by its reference as manifests write it
     * @param cache a folder for what is known of them; empty where nothing is to be kept
     */
    public Images(Map<String, String> places, Platform platform, Optional<Path> cache) {
        places.forEach((reference, place) -> this.places.put(ImageName.normalised(reference), place));
        this.platform = platform;
        this.cache = cache;
    }

    /** What is known of the image that a manifest names. */
    public Optional<ImageFacts> facts(String reference) {
        return image(reference).map(Image::facts);
    }

    /** The image that a manifest names. */
    public Optional<Image> image(String reference) {
        String name = ImageName.normalised(reference);
        String place = places.get(name);
        return place == null ? Optional.empty() : read.computeIfAbsent(name, first -> read(place));
    }

    /** Whether a manifest names it. */
    public boolean isAsked(String reference) {
        return read.containsKey(ImageName.normalised(reference));
    }

    private Optional<Image> read(String place) {
        try {
            return Optional.of(at(place, platform, cache));
        } catch (ImageError e) {
            InputError error = InputError.of(place, e.fact(), e.remedy());
            if (!errors.contains(error)) errors.add(error);
            return Optional.empty();
        }
    }

    /** The image at {@code DIR} or {@code DIR:TAG}; a folder whose own name ends that way is that folder. */
    public static Image at(String place, Platform platform, Optional<Path> cache) {
        int colon = place.lastIndexOf(':');
        boolean tagged = colon > place.lastIndexOf('/') && !Files.exists(path(place));
        Path layout = path(tagged ? place.substring(0, colon) : place);
        return Image.read(layout, tagged ? place.substring(colon + 1) : "", platform, cache);
    }

    private static Path path(String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw new ImageError("is no path", "check the path");
        }
    }

    /** Why some of them could not be read. */
    public List<InputError> errors() {
        return errors;
    }
}
