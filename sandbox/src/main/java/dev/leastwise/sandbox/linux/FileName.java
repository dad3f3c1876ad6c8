package dev.leastwise.sandbox.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Names of files as text without loss, though they are bytes: what is no UTF-8 goes to the end of the last private use area, as
 * in the names of layers, and so does what is written with characters from there.
 */
final class FileName {

    private static final int BYTES = 0x10FF00;

    static byte[] bytes(String name) {
        if (!holdsBytes(name)) return name.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        name.codePoints().forEach(c -> {
            if (c >= BYTES) bytes.write(c - BYTES);
            else bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
        });
        return bytes.toByteArray();
    }

    private static boolean holdsBytes(String name) {
        return name.indexOf(Character.highSurrogate(BYTES)) >= 0;
    }

    static String of(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (!holdsBytes(text) && Arrays.equals(text.getBytes(UTF_8), bytes)) return text;
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = sequence(bytes, at);
            if (length == 0) name.appendCodePoint(BYTES + (bytes[at++] & 0xFF));
            else name.append(new String(bytes, at, length, UTF_8));
            at += length;
        }
        return name.toString();
    }

    /** The length of the character there; 0 where there is none that stands for itself. */
    private static int sequence(byte[] bytes, int at) {
        int length = Math.max(1, Integer.numberOfLeadingZeros(~(bytes[at] << 24)));
        if (length > 4 || at + length > bytes.length) return 0;
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        String text = new String(part, UTF_8);
        boolean one = Arrays.equals(text.getBytes(UTF_8), part) && text.codePointCount(0, text.length()) == 1;
        return one && text.codePointAt(0) < BYTES ? length : 0;
    }

    private FileName() {}
}
