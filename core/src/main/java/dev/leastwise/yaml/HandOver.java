package dev.leastwise.yaml;

/** Thrown where {@link FastReader} meets what it does not read: the document is {@link EngineReader}'s to read or to refuse. */
@SuppressWarnings("serial")
final class HandOver extends RuntimeException {

    HandOver() {
        super(null, null, false, false);
    }
}
