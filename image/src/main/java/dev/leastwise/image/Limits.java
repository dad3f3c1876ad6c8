package dev.leastwise.image;

/** The bounds within which hostile images are read; docs/limits.md tells users. */
final class Limits {

    /** Bytes of an index, a manifest or a configuration. */
    static final int JSON_BYTES = 4 << 20;

    /** Indexes within indexes. */
    static final int INDEX_DEPTH = 4;

    static final int LAYERS = 512;

    /** Entries of all layers together. */
    static final int ENTRIES = 500_000;

    /** Uncompressed bytes of one layer. */
    static final long LAYER_BYTES = 32L << 30;

    /** Bytes of what a tar says of one entry beside its content: long names and extended attributes. */
    static final int HEADER_BYTES = 1 << 20;

    /** Bytes of a file whose content is kept: /etc/passwd and /etc/group. */
    static final int KEPT_BYTES = 1 << 20;

    /** Bytes of all names and targets of links together. */
    static final int NAMES_BYTES = 64 << 20;

    /** Bytes of a path (PATH_MAX) and of a name in it (NAME_MAX). */
    static final int PATH_BYTES = 4096;

    static final int NAME_BYTES = 255;

    /** Bytes that the cache holds at most. */
    static final long CACHE_BYTES = 256L << 20;

    private Limits() {}
}
