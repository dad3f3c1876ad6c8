package dev.leastwise.image.zstd;

import java.io.IOException;
import java.util.Arrays;

/** A decoding table of Huffman codes (RFC 8878, 4.2): for the next bits, the symbol that they begin with and its length. */
final class HuffmanTable {

    private static final int MOST_WIDTH = 11;
    private static final int MOST_WEIGHT_ACCURACY = 6;
    private static final int SYMBOLS = 256;

    private final int width;
    private final byte[] symbols;
    private final byte[] lengths;

    private HuffmanTable(int width, byte[] symbols, byte[] lengths) {
        this.width = width;
        this.symbols = symbols;
        this.lengths = lengths;
    }

    /** A table and where what follows its description begins. */
    record Described(HuffmanTable table, int end) {}

    static Described read(byte[] bytes, int from, int to) throws IOException {
        if (from >= to) throw new IOException("a Huffman table is missing");
        int header = bytes[from] & 0xFF;
        int[] weights = new int[SYMBOLS];
        if (header >= 128) {
            int count = header - 127;
            int end = from + 1 + (count + 1) / 2;
            if (end > to) throw new IOException("a Huffman table ends too early");
            for (int i = 0; i < count; i++) {
                int pair = bytes[from + 1 + i / 2] & 0xFF;
                weights[i] = i % 2 == 0 ? pair >> 4 : pair & 0xF;
            }
            return new Described(of(weights, count), end);
        }
        int end = from + 1 + header;
        if (end > to) throw new IOException("a Huffman table ends too early");
        return new Described(of(weights, readWeights(bytes, from + 1, end, weights)), end);
    }

    /** Weights that are FSE-compressed with two states in turn (RFC 8878, 4.2.1.2). */
    private static int readWeights(byte[] bytes, int from, int to, int[] weights) throws IOException {
        FseTable.Described described = FseTable.read(bytes, from, to, MOST_WEIGHT_ACCURACY, SYMBOLS - 1);
        FseTable table = described.table();
        BackwardBits in = new BackwardBits(bytes, described.end(), to - described.end());
        int one = table.first(in);
        int other = table.first(in);
        int count = 0;
        while (count < SYMBOLS - 1) {
            in.refill();
            weights[count++] = table.symbol(one);
            one = table.next(one, in);
            if (in.isOverrun()) {
                weights[count++] = table.symbol(other);
                return count;
            }
            int next = table.next(other, in);
            weights[count++] = table.symbol(other);
            other = next;
            if (in.isOverrun()) {
                if (count == SYMBOLS) break;
                weights[count++] = table.symbol(one);
                return count;
            }
        }
        throw new IOException("a Huffman table has too many weights");
    }

    /** The last weight is the one that makes the sum a power of two. */
    private static HuffmanTable of(int[] weights, int count) throws IOException {
        if (count >= SYMBOLS) throw new IOException("a Huffman table has too many weights");
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MOST_WIDTH) throw new IOException("a Huffman code is too long");
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }
        if (sum == 0) throw new IOException("a Huffman table is empty");
        int width = 32 - Integer.numberOfLeadingZeros(sum);
        int left = (1 << width) - sum;
        if (width > MOST_WIDTH || Integer.bitCount(left) != 1) throw new IOException("a Huffman table is malformed");
        weights[count] = 32 - Integer.numberOfLeadingZeros(left);
        return fill(weights, count + 1, width);
    }

    private static HuffmanTable fill(int[] weights, int count, int width) {
        byte[] symbols = new byte[1 << width];
        byte[] lengths = new byte[1 << width];
        int at = 0;
        for (int weight = 1; weight <= width; weight++) {
            for (int symbol = 0; symbol < count; symbol++) {
                if (weights[symbol] != weight) continue;
                int end = at + (1 << (weight - 1));
                Arrays.fill(symbols, at, end, (byte) symbol);
                Arrays.fill(lengths, at, end, (byte) (width + 1 - weight));
                at = end;
            }
        }
        return new HuffmanTable(width, symbols, lengths);
    }

    /** Decodes a stream of so many symbols. */
    void decode(byte[] bytes, int from, int size, byte[] into, int at, int count) throws IOException {
        BackwardBits in = new BackwardBits(bytes, from, size);
        int end = at + count;
        int next = at;
        while (next < end - 3) {
            in.refill();
            next = decodeOne(in, into, next);
            next = decodeOne(in, into, next);
            next = decodeOne(in, into, next);
            next = decodeOne(in, into, next);
        }
        in.refill();
        while (next < end) next = decodeOne(in, into, next);
        in.refill();
        if (!in.isAtEnd()) throw new IOException("a Huffman stream does not end where it should");
    }

    private int decodeOne(BackwardBits in, byte[] into, int at) {
        int code = in.peek(width);
        in.pass(lengths[code]);
        into[at] = symbols[code];
        return at + 1;
    }
}
