package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import java.util.Optional;

/**
 * What an image runs on.
 *
 * @param variant such as {@code v8}, empty where none is named
 */
public record Platform(String os, String architecture, String variant) {

    /** Where most clusters run, whatever the machine that asks: a verdict must not depend on that. */
    public static final Platform DEFAULT = new Platform("linux", "amd64", "");

    /** One written as {@code OS/ARCHITECTURE[/VARIANT]}; empty where it is not. */
    public static Optional<Platform> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3) return Optional.empty();
        for (String part : parts) {
            if (part.isEmpty()) return Optional.empty();
        }
        return Optional.of(new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : ""));
    }

    /** That of a descriptor's {@code platform} or of a configuration; its parts are empty where they are not said. */
    static Platform of(KubeNode object) {
        return new Platform(
                object.get("os").text().orElse(""),
                object.get("architecture").text().orElse(""),
                object.get("variant").text().orElse(""));
    }

    /** Whether an image for this is one for the other, which may leave the variant open. */
    boolean serves(Platform wanted) {
        return os.equals(wanted.os)
                && architecture.equals(wanted.architecture)
                && (wanted.variant.isEmpty() || wanted.variant.equals(variant));
    }

    @Override
    public String toString() {
        return os + '/' + architecture + (variant.isEmpty() ? "" : '/' + variant);
    }
}
