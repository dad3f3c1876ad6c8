package dev.leastwise.image.zstd;

import java.io.IOException;

/** Bits that are read from the last to the first, as those of Huffman and FSE streams are (RFC 8878, 4.1 and 4.2). */
final class BackwardBits {

    private final byte[] bytes;
    private final int start;
    private int at;
    private long container;
    private int consumed;

    /** A stream whose last byte's highest set bit marks its end. */
    BackwardBits(byte[] bytes, int start, int size) throws IOException {
        if (size < 1 || bytes[start + size - 1] == 0) throw new IOException("a stream of bits has no end");
        this.bytes = bytes;
        this.start = start;
        this.consumed = Integer.numberOfLeadingZeros(bytes[start + size - 1] & 0xFF) - 3 * Byte.SIZE + 1;
        if (size >= Long.BYTES) {
            at = start + size - Long.BYTES;
            container = load();
            return;
        }
        at = start;
        for (int i = size - 1; i >= 0; i--) container = container << Byte.SIZE | (bytes[start + i] & 0xFF);
        consumed += (Long.BYTES - size) * Byte.SIZE;
    }

    private long load() {
        byte[] b = bytes;
        int i = at;
        long low = (b[i] & 0xFF) | (b[i + 1] & 0xFF) << 8 | (b[i + 2] & 0xFF) << 16 | b[i + 3] << 24;
        long high = (b[i + 4] & 0xFF) | (b[i + 5] & 0xFF) << 8 | (b[i + 6] & 0xFF) << 16 | b[i + 7] << 24;
        return high << 32 | (low & 0xFFFFFFFFL);
    }

    /** The next bits without passing them; between one refill and the next no more than 56. */
    int peek(int count) {
        return (int) (container << consumed >>> 1 >>> (63 - count));
    }

    void pass(int count) {
        consumed += count;
    }

    int read(int count) {
        int value = peek(count);
        consumed += count;
        return value;
    }

    void refill() {
        int whole = Math.min(consumed >>> 3, at - start);
        if (whole == 0) return;
        at -= whole;
        consumed -= whole << 3;
        container = load();
    }

    /** Whether more was read than there is. */
    boolean isOverrun() {
        return at == start && consumed > Long.SIZE;
    }

    /** Whether all was read, and no more. */
    boolean isAtEnd() {
        return at == start && consumed == Long.SIZE;
    }
}
