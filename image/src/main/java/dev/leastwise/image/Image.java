package dev.leastwise.image;

import dev.leastwise.privilege.ImageFacts;
import java.nio.file.Path;
import java.util.Optional;

/** An image of a layout, and what is known from it. */
public record Image(OciLayout layout, ImageManifest manifest, ImageFacts facts) {

    /** What stands for everything in it. */
    public Digest digest() {
        return manifest.digest();
    }

    /**
     * The image of a layout, from the cache where it is there.
     *
     * @param tag the name that the layout gives to it; empty where there is only one
     * @param cache a folder; empty where nothing is to be kept
     */
    public static Image read(Path layout, String tag, Platform platform, Optional<Path> cache) {
        OciLayout opened = OciLayout.open(layout);
        ImageManifest manifest = ImageManifest.choose(opened, tag, platform);
        Optional<FactsCache> kept = cache.map(FactsCache::new);
        Optional<ImageFacts> known = kept.flatMap(facts -> facts.get(manifest.digest()));
        if (known.isPresent()) return new Image(opened, manifest, known.get());
        ImageFacts facts = ImageReader.read(opened, manifest);
        kept.ifPresent(files -> files.put(manifest.digest(), facts));
        return new Image(opened, manifest, facts);
    }
}
