package dev.leastwise.privilege;

/** How one grant stands to another. */
public enum Order {
    LESS,
    SAME,
    MORE,
    INCOMPARABLE,
    UNKNOWN;

    static Order of(boolean atMost, boolean atLeast) {
        if (atMost) return atLeast ? SAME : LESS;
        return atLeast ? MORE : INCOMPARABLE;
    }

    /** The order of two pairs taken together. */
    Order and(Order other) {
        if (this == other || other == SAME) return this;
        if (this == SAME) return other;
        if (this == UNKNOWN || other == UNKNOWN) return UNKNOWN;
        return INCOMPARABLE;
    }
}
