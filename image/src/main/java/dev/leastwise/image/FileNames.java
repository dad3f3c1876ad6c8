package dev.leastwise.image;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The names that a tar holds as text: two that differ in any byte stay two, though names of files need not be UTF-8. */
final class FileNames {

    /** Where bytes that are no UTF-8 go: the end of the last private use area. */
    private static final int BYTES = 0x10FF00;

    static String of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(2 * bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        for (int i = 0; i < out.position(); i++) refuse(out, i);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) out.put(Character.toChars(BYTES + (in.get() & 0xFF)));
            int valid = out.position();
            result = decoder.reset().decode(in, out, true);
            for (int i = valid; i < out.position(); i++) refuse(out, i);
        }
        return out.flip().toString();
    }

    /** A name that is written with what stands for bytes here would be taken for another one. */
    private static void refuse(CharBuffer text, int at) {
        if (text.get(at) == Character.highSurrogate(BYTES) && text.get(at + 1) >= Character.lowSurrogate(BYTES)) {
            throw ImageError.hostile("a name holds characters of the last private use area");
        }
    }

    private FileNames() {}
}
