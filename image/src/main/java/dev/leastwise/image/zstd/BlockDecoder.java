package dev.leastwise.image.zstd;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the compressed blocks of one frame (RFC 8878, 3.1.1.3); tables and offsets go from one to the next. */
final class BlockDecoder {

    static final int MOST_BLOCK = 128 << 10;

    private static final int MOST_LITERALS = MOST_BLOCK;
    private static final int MOST_OFFSET_CODE = 30;

    // RFC 8878, 3.1.1.3.2.1.1: literal lengths and match lengths by their codes
    private static final int[] LITERAL_BASES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final byte[] LITERAL_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final byte[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    // RFC 8878, 3.1.1.3.2.2: the distributions that need no description
    private static final int[] LITERAL_DEFAULT = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    };
    private static final int[] OFFSET_DEFAULT = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };
    private static final int[] MATCH_DEFAULT = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };

    /** One of the three parts of a sequence, with the table that was last used for it. */
    private static final class Part {

        private final int mostAccuracy;
        private final int mostSymbol;
        private final int defaultAccuracy;
        private final int[] defaultCounts;
        private @Nullable FseTable table;

        Part(int mostAccuracy, int mostSymbol, int defaultAccuracy, int[] defaultCounts) {
            this.mostAccuracy = mostAccuracy;
            this.mostSymbol = mostSymbol;
            this.defaultAccuracy = defaultAccuracy;
            this.defaultCounts = defaultCounts;
        }

        /** Takes the table that a block names; says where what follows its description begins. */
        int read(int mode, byte[] block, int at, int size) throws IOException {
            switch (mode) {
                case 0 -> table = FseTable.of(defaultAccuracy, defaultCounts);
                case 1 -> {
                    need(at + 1, size);
                    if ((block[at] & 0xFF) > mostSymbol) throw new IOException("a sequence has a code that is none");
                    table = FseTable.of(block[at]);
                    return at + 1;
                }
                case 2 -> {
                    FseTable.Described described = FseTable.read(block, at, size, mostAccuracy, mostSymbol);
                    table = described.table();
                    return described.end();
                }
                default -> table();
            }
            return at;
        }

        FseTable table() throws IOException {
            FseTable known = table;
            if (known == null) throw new IOException("a block lacks a table");
            return known;
        }
    }

    private final byte[] literals = new byte[MOST_LITERALS];
    private int literalCount;
    private @Nullable HuffmanTable huffman;
    private final Part literalPart = new Part(9, 35, 6, LITERAL_DEFAULT);
    private final Part offsetPart = new Part(8, 31, 5, OFFSET_DEFAULT);
    private final Part matchPart = new Part(9, 52, 6, MATCH_DEFAULT);
    private int offset1 = 1;
    private int offset2 = 4;
    private int offset3 = 8;

    /** Decodes a block into the window. */
    void decode(byte[] block, int size, Window window) throws IOException {
        int at = readLiterals(block, size);
        decodeSequences(block, at, size, window);
    }

    private int readLiterals(byte[] block, int size) throws IOException {
        need(1, size);
        int type = block[0] & 3;
        int format = block[0] >> 2 & 3;
        if (type < 2) return readPlainLiterals(block, size, type, format);
        int header = format < 2 ? 3 : format + 2;
        need(header, size);
        long fields = 0;
        for (int i = header - 1; i >= 0; i--) fields = fields << Byte.SIZE | (block[i] & 0xFF);
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        literalCount = (int) (fields >> 4) & ((1 << width) - 1);
        int compressed = (int) (fields >> (4 + width)) & ((1 << width) - 1);
        if (literalCount > MOST_LITERALS) throw new IOException("a block has too many literals");
        int end = header + compressed;
        need(end, size);
        int at = header;
        if (type == 2) {
            HuffmanTable.Described described = HuffmanTable.read(block, header, end);
            huffman = described.table();
            at = described.end();
        }
        HuffmanTable table = huffman;
        if (table == null) throw new IOException("a block lacks its Huffman table");
        if (format == 0) table.decode(block, at, end - at, literals, 0, literalCount);
        else decodeFour(table, block, at, end);
        return end;
    }

    private int readPlainLiterals(byte[] block, int size, int type, int format) throws IOException {
        int header = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
        need(header, size);
        int fields = 0;
        for (int i = header - 1; i >= 0; i--) fields = fields << Byte.SIZE | (block[i] & 0xFF);
        literalCount = fields >> (header == 1 ? 3 : 4);
        if (literalCount > MOST_LITERALS) throw new IOException("a block has too many literals");
        int end = header + (type == 0 ? literalCount : 1);
        need(end, size);
        if (type == 0) System.arraycopy(block, header, literals, 0, literalCount);
        else Arrays.fill(literals, 0, literalCount, block[header]);
        return end;
    }

    private void decodeFour(HuffmanTable table, byte[] block, int from, int end) throws IOException {
        need(from + 6, end);
        int each = (literalCount + 3) / 4;
        int at = from + 6;
        for (int i = 0; i < 4; i++) {
            int size = i < 3 ? little(block, from + 2 * i) : end - at;
            int count = i < 3 ? each : literalCount - 3 * each;
            if (size > end - at || count < 0) throw new IOException("a Huffman stream ends too early");
            table.decode(block, at, size, literals, i * each, count);
            at += size;
        }
    }

    private static int little(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << Byte.SIZE;
    }

    private static void need(int end, int size) throws IOException {
        if (end > size) throw new IOException("a block ends too early");
    }

    private void decodeSequences(byte[] block, int from, int size, Window window) throws IOException {
        need(from + 1, size);
        int first = block[from] & 0xFF;
        int header = first < 128 ? 1 : first < 255 ? 2 : 3;
        need(from + header, size);
        int count = first;
        if (header == 2) count = ((first - 128) << Byte.SIZE) + (block[from + 1] & 0xFF);
        if (header == 3) count = little(block, from + 1) + 0x7F00;
        int at = from + header;
        if (count == 0) {
            window.append(literals, 0, literalCount);
            return;
        }
        need(at + 1, size);
        int modes = block[at++] & 0xFF;
        at = literalPart.read(modes >> 6, block, at, size);
        at = offsetPart.read((modes >> 4) & 3, block, at, size);
        at = matchPart.read((modes >> 2) & 3, block, at, size);
        execute(new BackwardBits(block, at, size - at), count, window);
    }

    private void execute(BackwardBits in, int count, Window window) throws IOException {
        FseTable literalTable = literalPart.table();
        FseTable offsetTable = offsetPart.table();
        FseTable matchTable = matchPart.table();
        int literalState = literalTable.first(in);
        int offsetState = offsetTable.first(in);
        int matchState = matchTable.first(in);
        int literalAt = 0;
        for (int i = 0; i < count; i++) {
            in.refill();
            int offsetCode = offsetTable.symbol(offsetState);
            if (offsetCode > MOST_OFFSET_CODE) throw new IOException("a sequence has an offset that cannot be");
            int offsetValue = (1 << offsetCode) + in.read(offsetCode);
            in.refill();
            int matchCode = matchTable.symbol(matchState);
            int match = MATCH_BASES[matchCode] + in.read(MATCH_BITS[matchCode]);
            int literalCode = literalTable.symbol(literalState);
            int length = LITERAL_BASES[literalCode] + in.read(LITERAL_BITS[literalCode]);
            if (length > literalCount - literalAt) throw new IOException("a sequence has more literals than there are");
            window.append(literals, literalAt, length);
            literalAt += length;
            window.repeat(offset(offsetValue, length), match);
            if (i == count - 1) break;
            in.refill();
            literalState = literalTable.next(literalState, in);
            matchState = matchTable.next(matchState, in);
            offsetState = offsetTable.next(offsetState, in);
        }
        in.refill();
        if (!in.isAtEnd()) throw new IOException("the sequences do not end where they should");
        window.append(literals, literalAt, literalCount - literalAt);
    }

    /** Small values stand for one of the last three offsets (RFC 8878, 3.1.1.5). */
    private int offset(int value, int literalLength) throws IOException {
        int offset;
        if (value > 3) {
            offset = value - 3;
            offset3 = offset2;
            offset2 = offset1;
        } else {
            int which = literalLength == 0 ? value + 1 : value;
            if (which == 1) return offset1;
            if (which == 2) {
                offset = offset2;
            } else {
                offset = which == 3 ? offset3 : offset1 - 1;
                offset3 = offset2;
            }
            offset2 = offset1;
        }
        if (offset <= 0) throw new IOException("a sequence has no offset");
        offset1 = offset;
        return offset;
    }
}
