package dev.leastwise.image.zstd;

import java.io.IOException;
import java.util.Arrays;

/** What was decoded last: as much as may be repeated, and what nobody has read yet. */
final class Window {

    private final int size;
    private byte[] bytes;
    private int end;
    private int read;

    Window(int size) {
        this.size = size;
        this.bytes = new byte[Math.min(size, 1 << 20) + 2 * BlockDecoder.MOST_BLOCK];
    }

    /** Makes room for a block, after everything was read: what is too old to be repeated goes. */
    void makeRoom() {
        if (bytes.length - end >= BlockDecoder.MOST_BLOCK) return;
        if (end >= 2 * size && end - size >= size / 2) {
            System.arraycopy(bytes, end - size, bytes, 0, size);
            end = size;
            read = size;
        } else {
            long most = 2L * size + 2 * BlockDecoder.MOST_BLOCK;
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, most));
        }
    }

    void append(byte[] from, int at, int length) throws IOException {
        need(length);
        System.arraycopy(from, at, bytes, end, length);
        end += length;
    }

    void append(byte value, int length) throws IOException {
        need(length);
        Arrays.fill(bytes, end, end + length, value);
        end += length;
    }

    /** Repeats what stands so far back, which may reach into what is being repeated. */
    void repeat(int offset, int length) throws IOException {
        need(length);
        if (offset > end || offset > size) throw new IOException("a sequence leads out of the window");
        int from = end - offset;
        if (offset >= length) {
            System.arraycopy(bytes, from, bytes, end, length);
        } else {
            for (int i = 0; i < length; i++) bytes[end + i] = bytes[from + i];
        }
        end += length;
    }

    private void need(int length) throws IOException {
        if (length > bytes.length - end) throw new IOException("a block is too large");
    }

    int available() {
        return end - read;
    }

    int read(byte[] into, int at, int length) {
        int count = Math.min(length, end - read);
        System.arraycopy(bytes, read, into, at, count);
        read += count;
        return count;
    }
}
