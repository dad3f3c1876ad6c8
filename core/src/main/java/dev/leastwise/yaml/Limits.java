package dev.leastwise.yaml;

/** The bounds within which hostile input is read; docs/limits.md tells users. */
public final class Limits {

    /** Bytes of one input. */
    public static final int INPUT_BYTES = 32 << 20;

    /** Collections within collections. */
    public static final int DEPTH = 200;

    /** Bytes of one scalar or comment that snakeyaml-engine is given: its time grows with their square. */
    public static final int TOKEN_BYTES = 1 << 20;

    /** Nodes of a document with its aliases followed. */
    public static final int EXPANDED_NODES = 1_000_000;

    private Limits() {}
}
