package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.Workload;
import java.util.Map;
import java.util.Optional;

/**
 * Computes what containers are granted under one target.
 *
 * @param images what is known of images, by {@linkplain ImageName normalised reference}
 * @param accounts the ServiceAccounts of the input
 */
public record Grants(Target target, Map<String, ImageFacts> images, ServiceAccounts accounts) {

    public static Grants under(Target target) {
        return new Grants(target, Map.of(), new ServiceAccounts());
    }

    public Privileges of(Workload workload, Container container) {
        return new Granting(workload, container, target, image(container), accounts).privileges();
    }

    /** What is known of a container's image. */
    public Optional<ImageFacts> image(Container container) {
        if (images.isEmpty()) return Optional.empty();
        return container.image().map(reference -> images.get(ImageName.normalised(reference)));
    }
}
