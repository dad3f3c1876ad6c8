package dev.leastwise.sandbox.volume;

/** A file that a volume is to have. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Projection(byte[] content, int mode) {}
