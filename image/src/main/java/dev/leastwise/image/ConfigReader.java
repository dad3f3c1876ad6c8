package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** Reads an image's configuration (OCI image-spec config.md). */
final class ConfigReader {

    private static final List<String> KEYS =
            List.of("User", "Entrypoint", "Cmd", "Env", "WorkingDir", "Volumes", "ExposedPorts");

    static ImageConfig read(KubeNode image) {
        checkCase(image, List.of("os", "architecture", "variant", "config"));
        KubeNode config = image.get("config");
        if (config.exists() && !config.isMapping()) throw malformed("config");
        checkCase(config, KEYS);
        return new ImageConfig(
                Platform.of(image).toString(),
                text(config, "User"),
                texts(config, "Entrypoint"),
                texts(config, "Cmd"),
                texts(config, "Env"),
                text(config, "WorkingDir"),
                names(config, "Volumes"),
                names(config, "ExposedPorts"));
    }

    /** Go takes a key in any case, and of two the last: what is not read alike by all is not guessed at. */
    private static void checkCase(KubeNode object, List<String> keys) {
        for (KubeNode field : object.fields()) {
            for (String key : keys) {
                if (field.name().equalsIgnoreCase(key) && !field.name().equals(key)) {
                    throw ImageError.damaged("its configuration writes " + key + " as " + field.name());
                }
            }
        }
    }

    private static String text(KubeNode config, String key) {
        KubeNode value = config.get(key);
        if (!value.exists()) return "";
        return value.text().orElseThrow(() -> malformed(key));
    }

    private static List<String> texts(KubeNode config, String key) {
        KubeNode list = config.get(key);
        if (list.exists() && !list.isSequence()) throw malformed(key);
        List<String> texts = list.texts();
        if (texts.size() < list.items().size()) throw malformed(key);
        return texts;
    }

    private static ImageError malformed(String key) {
        return ImageError.damaged("the " + key + " of its configuration is of another type than it can be");
    }

    /** Sets are written as objects whose values say nothing. */
    private static List<String> names(KubeNode config, String key) {
        KubeNode set = config.get(key);
        if (set.exists() && !set.isMapping()) throw malformed(key);
        List<String> names = new ArrayList<>();
        for (KubeNode field : set.fields()) names.add(field.name());
        names.sort(null);
        return names;
    }

    private ConfigReader() {}
}
