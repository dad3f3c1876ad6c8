package dev.leastwise.yaml;

import java.nio.charset.StandardCharsets;

/** Decodes the characters of a scalar from its bytes. */
final class ScalarText {

    static String decode(byte[] bytes, int start, int end, Scalar.Style style) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private ScalarText() {}
}
