package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import java.util.Optional;

/**
 * What a layout says of one of its blobs (OCI image-spec descriptor.md).
 *
 * @param mediaType empty where none is given
 * @param name the annotation that a tag is kept in, empty where there is none
 * @param attachment whether it is no image but something said of one, such as where it comes from
 */
public record Descriptor(
        String mediaType, Digest digest, long size, Optional<Platform> platform, String name, boolean attachment) {

    private static final String NAME = "org.opencontainers.image.ref.name";
    private static final String ATTACHMENT = "vnd.docker.reference.type";

    static Descriptor of(KubeNode object) {
        String digest = object.get("digest").text().orElse("");
        long size = object.get("size").integer().orElse(-1L);
        if (size < 0) throw ImageError.damaged("the size of blob \"" + digest + "\" is not given");
        Optional<Platform> platform = object.get("platform").isMapping()
                ? Optional.of(Platform.of(object.get("platform")))
                : Optional.empty();
        KubeNode annotations = object.get("annotations");
        boolean attachment = annotations.get(ATTACHMENT).exists()
                || platform.filter(p -> p.os().equals("unknown")).isPresent();
        return new Descriptor(
                object.get("mediaType").text().orElse(""),
                Digest.of(digest),
                size,
                platform,
                annotations.get(NAME).text().orElse(""),
                attachment);
    }
}
