package dev.leastwise.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the characters of an input are written, which its byte order mark tells. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8),
    UTF_8_MARKED(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
    UTF_16_BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
    UTF_16_LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE);

    private final Charset charset;

    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] mark;

    Encoding(Charset charset, int... mark) {
        this.charset = charset;
        this.mark = mark;
    }

    static Encoding of(byte[] raw) {
        if (UTF_8_MARKED.begins(raw)) return UTF_8_MARKED;
        if (UTF_16_BE.begins(raw)) return UTF_16_BE;
        return UTF_16_LE.begins(raw) ? UTF_16_LE : UTF_8;
    }

    private boolean begins(byte[] raw) {
        if (raw.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) {
            if ((raw[i] & 0xFF) != mark[i]) return false;
        }
        return true;
    }

    /** UTF-8 bytes without a mark as bytes of this encoding, mark included. */
    byte[] encode(byte[] utf8) {
        if (this == UTF_8) return utf8;
        byte[] text = this == UTF_8_MARKED ? utf8 : new String(utf8, StandardCharsets.UTF_8).getBytes(charset);
        byte[] encoded = new byte[mark.length + text.length];
        for (int i = 0; i < mark.length; i++) encoded[i] = (byte) mark[i];
        System.arraycopy(text, 0, encoded, mark.length, text.length);
        return encoded;
    }
}
