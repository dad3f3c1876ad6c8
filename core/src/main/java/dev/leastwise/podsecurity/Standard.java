package dev.leastwise.podsecurity;

import java.util.Optional;

/** One of the Pod Security Standards at a version, such as {@code restricted:v1.36}. */
public record Standard(Level level, PolicyVersion version) {

    /** What is written instead of a standard for those that the labels of namespaces ask for. */
    public static final String OF_NAMESPACE = "namespace";

    /** Reads {@code LEVEL} or {@code LEVEL:VERSION}. */
    public static Optional<Standard> of(String text) {
        int colon = text.indexOf(':');
        Optional<Level> level = Level.of(colon < 0 ? text : text.substring(0, colon));
        Optional<PolicyVersion> version =
                colon < 0 ? Optional.of(PolicyVersion.LATEST) : PolicyVersion.of(text.substring(colon + 1));
        return level.isEmpty() || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Standard(level.get(), version.get()));
    }

    /** As messages name it. */
    public String id() {
        return level.id() + ':' + version.id();
    }
}
