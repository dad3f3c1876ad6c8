package dev.leastwise.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the UTF-8 bytes of a scalar. */
final class ByteBuilder {

    private byte[] bytes = new byte[32];
    private int length;

    void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    void append(byte[] from, int start, int count) {
        reserve(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    void append(ByteBuilder other) {
        append(other.bytes, 0, other.length);
    }

    void appendCodePoint(int codePoint) {
        byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean startsWithLineFeed() {
        return length > 0 && bytes[0] == '\n';
    }

    void clear() {
        length = 0;
    }

    private void reserve(int count) {
        if (length + count > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
