package dev.leastwise.finding;

import java.util.Locale;

/** How sure it is that a workload goes on as before when it is mended, the surest first. */
public enum Safety {
    /** No container that runs is granted anything else, or its image shows that it has no use for what it loses. */
    SAFE,
    /** It starts, as far as is known; running it shows whether it needs what it loses. */
    NEEDS_TEST,
    /** A choice that only a person can make. */
    SHOW_ONLY;

    /** The name in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Safety lessSureOf(Safety other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
