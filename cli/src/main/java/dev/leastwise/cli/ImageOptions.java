package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.image.Images;
import dev.leastwise.image.Platform;
import dev.leastwise.privilege.Grants;
import dev.leastwise.report.Terminal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that say where images are. */
final class ImageOptions {

    static final OptionSpec PLATFORM =
            OptionSpec.value("platform", "OS/ARCH", "which of an image's platforms to read (default linux/amd64)");

    static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.value(
                            "image",
                            "REF=DIR[:TAG]",
                            "what the image REF is: an OCI image layout, as skopeo copy makes it;\nmay be given several times")
                    .of(Values.ANY.then('=', Values.FILES)),
            PLATFORM);

    /** The images of the command line, over those of the configurations; empty where there are none. */
    static Optional<Images> read(Arguments arguments, Optional<Configurations> configurations, Console console) {
        return read(places(arguments, configurations), arguments, console);
    }

    /** The images at those places. */
    static Optional<Images> read(Map<String, String> places, Arguments arguments, Console console) {
        if (places.isEmpty()) return Optional.empty();
        return Optional.of(new Images(places, platform(arguments), cache(console)));
    }

    /** Where each image is, by its reference. */
    static Map<String, String> places(Arguments arguments, Optional<Configurations> configurations) {
        Map<String, String> places = new LinkedHashMap<>();
        if (configurations.isPresent()) {
            configurations.get().images().forEach((reference, path) -> places.put(reference, path.toString()));
        }
        for (String value : arguments.values("image")) {
            int equals = value.indexOf('=');
            if (equals <= 0 || equals == value.length() - 1) {
                throw new UsageError(
                        "--image \"" + value + "\" names no image and folder; write --image REF=DIR[:TAG]");
            }
            places.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return places;
    }

    /** Says which images of the command line no manifest names: they told nothing. */
    static void warnOfUnused(Arguments arguments, Optional<Images> images, Console console) {
        for (String value : arguments.values("image")) {
            String reference = value.substring(0, value.indexOf('='));
            if (images.isPresent() && images.get().isAsked(reference)) continue;
            console.error(Terminal.harmless("leastwise: --image \"" + reference
                    + "\" is the image of no container in these inputs; write it as they do"));
        }
    }

    /** The same grants, where something is known of images. */
    static Grants known(Grants grants, Optional<Images> images) {
        return images.isEmpty() ? grants : grants.with(images.get()::facts);
    }

    static Platform platform(Arguments arguments) {
        Optional<String> written = arguments.value("platform");
        if (written.isEmpty()) return Platform.DEFAULT;
        return Platform.parse(written.get())
                .orElseThrow(() -> new UsageError(
                        "--platform \"" + written.get() + "\" is none; write OS/ARCH, such as linux/arm64"));
    }

    /** Where what is known of images is kept. */
    static Optional<Path> cache(Console console) {
        return cacheFolder(console).map(folder -> folder.resolve("images"));
    }

    /** A folder of the XDG cache folder (XDG Base Directory Specification). */
    static Optional<Path> cacheFolder(Console console) {
        String set = console.environment().getOrDefault("XDG_CACHE_HOME", "");
        String home = console.environment().getOrDefault("HOME", "");
        if (set.startsWith("/")) return Optional.of(Path.of(set, "leastwise"));
        return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".cache", "leastwise"));
    }

    private ImageOptions() {}
}
