package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.Workload;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes what containers are granted under one target.
 *
 * @param images tells what is known of the image that a manifest names
 * @param accounts the ServiceAccounts of the input
 */
public record Grants(Target target, Function<String, Optional<ImageFacts>> images, ServiceAccounts accounts) {

    public static Grants under(Target target) {
        return new Grants(target, Grants::unknown, new ServiceAccounts());
    }

    /** The same where something is known of images. */
    public Grants with(Function<String, Optional<ImageFacts>> known) {
        return new Grants(target, known, accounts);
    }

    public Privileges of(Workload workload, Container container) {
        return new Granting(workload, container, target, image(container), accounts).privileges();
    }

    /** What is known of a container's image. */
    public Optional<ImageFacts> image(Container container) {
        Optional<String> reference = container.image();
        return reference.isEmpty() ? Optional.empty() : images.apply(reference.get());
    }

    /** What is known of any image where none was given. */
    public static Optional<ImageFacts> unknown(String reference) {
        return Optional.empty();
    }
}
