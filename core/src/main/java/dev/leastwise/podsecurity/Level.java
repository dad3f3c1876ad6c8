package dev.leastwise.podsecurity;

import java.util.Locale;
import java.util.Optional;

/** How strict a standard is. */
public enum Level {
    PRIVILEGED,
    BASELINE,
    RESTRICTED;

    /** The name in labels, on the command line and in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Level> of(String id) {
        for (Level level : values()) {
            if (level.id().equals(id)) return Optional.of(level);
        }
        return Optional.empty();
    }
}
