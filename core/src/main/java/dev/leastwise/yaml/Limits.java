package dev.leastwise.yaml;

/** The bounds within which hostile input is read; docs/limits.md tells users. */
public final class Limits {

    /** Bytes of one input. */
    public static final int INPUT_BYTES = 32 << 20;

    /** Collections within collections. */
    public static final int DEPTH = 200;

    /** Nodes of a document with its aliases followed. */
    public static final int EXPANDED_NODES = 1_000_000;

    /** Suppressions that one input holds. */
    public static final int SUPPRESSIONS = 1_000;

    private Limits() {}
}
