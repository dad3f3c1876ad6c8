package dev.leastwise.podsecurity;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Kubernetes' controls a standard has.
 *
 * @param minor the N of v1.N; empty for the newest that is known
 */
public record PolicyVersion(OptionalLong minor) {

    public static final PolicyVersion LATEST = new PolicyVersion(OptionalLong.empty());

    private static final Pattern FORM = Pattern.compile("v1\\.(0|[1-9][0-9]*)");

    public static PolicyVersion of(long minor) {
        return new PolicyVersion(OptionalLong.of(minor));
    }

    /** Reads {@code latest} or {@code v1.N}, as the labels of namespaces have it. */
    public static Optional<PolicyVersion> of(String text) {
        if (text.equals("latest")) return Optional.of(LATEST);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        try {
            return Optional.of(of(Long.parseLong(matcher.group(1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public String id() {
        return minor.isPresent() ? "v1." + minor.getAsLong() : "latest";
    }
}
