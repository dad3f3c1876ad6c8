package dev.leastwise.image.zstd;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses Zstandard (RFC 8878): frames one after the other, skippable ones passed over. Checksums of content are not
 * computed: a layer's digest covers it. Dictionaries are not known here.
 */
public final class ZstdInputStream extends InputStream {

    /** The first four bytes of a frame. */
    private static final int MAGIC = 0xFD2FB528;

    /** What zstd --ultra makes at most. */
    public static final int MOST_WINDOW = 128 << 20;

    private static final int SKIPPABLE = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    private static final int SMALLEST_WINDOW = 1 << 10;
    private static final int CHECKSUM_BYTES = 4;

    private final InputStream in;
    private final byte[] block = new byte[BlockDecoder.MOST_BLOCK + Long.BYTES];
    private Window window = new Window(SMALLEST_WINDOW);
    private BlockDecoder decoder = new BlockDecoder();
    private boolean inFrame;
    private boolean checksum;
    private boolean ended;

    /** Whether what begins with that number is compressed so, be it that there is something to skip before. */
    public static boolean begins(int magic) {
        return magic == MAGIC || isSkippable(magic);
    }

    private static boolean isSkippable(int magic) {
        return (magic & SKIPPABLE_MASK) == SKIPPABLE;
    }

    public ZstdInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) return 0;
        while (window.available() == 0 && !ended) {
            if (inFrame) readBlock();
            else beginFrame();
        }
        return window.available() == 0 ? -1 : window.read(into, from, length);
    }

    private void beginFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            ended = true;
            return;
        }
        int magic = first | (int) little(3) << Byte.SIZE;
        if (isSkippable(magic)) {
            in.skipNBytes(little(4));
            return;
        }
        if (magic != MAGIC) throw new IOException("a frame does not begin as one");
        int descriptor = (int) little(1);
        boolean single = (descriptor & 0x20) != 0;
        if ((descriptor & 0x08) != 0) throw new IOException("a frame is of a newer format");
        checksum = (descriptor & 0x04) != 0;
        long windowSize = single ? 0 : windowSize((int) little(1));
        int dictionary = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        if (little(dictionary) != 0) throw new IOException("a frame needs a dictionary");
        int sizeFlag = descriptor >> 6;
        if (single || sizeFlag > 0) {
            long content = little(1 << sizeFlag);
            if (sizeFlag == 1) content += 256;
            if (single) windowSize = Math.max(content, SMALLEST_WINDOW);
        }
        if (windowSize < 0 || windowSize > MOST_WINDOW) throw new IOException("a frame needs too much memory");
        window = new Window((int) windowSize);
        decoder = new BlockDecoder();
        inFrame = true;
    }

    private static long windowSize(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private void readBlock() throws IOException {
        int header = (int) little(3);
        int size = header >> 3;
        if (size > BlockDecoder.MOST_BLOCK) throw new IOException("a block is too large");
        window.makeRoom();
        switch (header >> 1 & 3) {
            case 0 -> {
                fill(size);
                window.append(block, 0, size);
            }
            case 1 -> window.append((byte) little(1), size);
            case 2 -> {
                fill(size);
                decoder.decode(block, size, window);
            }
            default -> throw new IOException("a block is of no known type");
        }
        if ((header & 1) == 0) return;
        inFrame = false;
        if (checksum) little(CHECKSUM_BYTES);
    }

    private void fill(int size) throws IOException {
        if (in.readNBytes(block, 0, size) < size) throw new IOException("a block ends too early");
    }

    private long little(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int next = in.read();
            if (next < 0) throw new IOException("a frame ends too early");
            value |= (long) next << (i * Byte.SIZE);
        }
        return value;
    }

    @Override
    public int available() {
        return window.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
