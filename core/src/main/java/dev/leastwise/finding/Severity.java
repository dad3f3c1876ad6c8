package dev.leastwise.finding;

import java.util.Locale;
import java.util.Optional;

/** How much an intruder gains, the worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /** The name on the command line and in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String id) {
        for (Severity severity : values()) {
            if (severity.id().equals(id)) return Optional.of(severity);
        }
        return Optional.empty();
    }

    /** The next weaker one. */
    public Severity lower() {
        return switch (this) {
            case CRITICAL -> HIGH;
            case HIGH -> MEDIUM;
            case MEDIUM -> LOW;
            case LOW, INFO -> INFO;
        };
    }

    public Severity worseOf(Severity other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
