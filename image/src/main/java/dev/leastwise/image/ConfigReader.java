package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** Reads an image's configuration (OCI image-spec config.md). */
final class ConfigReader {

    static ImageConfig read(KubeNode image) {
        KubeNode config = image.get("config");
        return new ImageConfig(
                Platform.of(image).toString(),
                config.get("User").text().orElse(""),
                config.get("Entrypoint").texts(),
                config.get("Cmd").texts(),
                config.get("Env").texts(),
                config.get("WorkingDir").text().orElse(""),
                names(config.get("Volumes")),
                names(config.get("ExposedPorts")));
    }

    /** Sets are written as objects whose values say nothing. */
    private static List<String> names(KubeNode set) {
        List<String> names = new ArrayList<>();
        for (KubeNode field : set.fields()) names.add(field.name());
        names.sort(null);
        return names;
    }

    private ConfigReader() {}
}
