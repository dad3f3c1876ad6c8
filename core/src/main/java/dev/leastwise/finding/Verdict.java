package dev.leastwise.finding;

import java.util.Locale;

/** Whether a rule is violated, or cannot be decided by what is known. */
public enum Verdict {
    VIOLATED,
    UNDECIDED;

    /** The name in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
