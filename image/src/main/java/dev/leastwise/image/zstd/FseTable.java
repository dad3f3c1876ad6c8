package dev.leastwise.image.zstd;

import java.io.IOException;

/** A decoding table of finite state entropy (RFC 8878, 4.1): what its states stand for, and which bits lead to the next. */
final class FseTable {

    private final int accuracy;
    private final byte[] symbols;
    private final byte[] bits;
    private final int[] bases;

    private FseTable(int accuracy, byte[] symbols, byte[] bits, int[] bases) {
        this.accuracy = accuracy;
        this.symbols = symbols;
        this.bits = bits;
        this.bases = bases;
    }

    /** The state to begin with. */
    int first(BackwardBits in) {
        return in.read(accuracy);
    }

    /** What a state stands for. */
    int symbol(int state) {
        return symbols[state];
    }

    /** The state that follows. */
    int next(int state, BackwardBits in) {
        return bases[state] + in.read(bits[state]);
    }

    /** A table that always gives the same. */
    static FseTable of(int symbol) {
        return new FseTable(0, new byte[] {(byte) symbol}, new byte[1], new int[1]);
    }

    /** The table of a distribution, in which -1 stands for "less than one". */
    static FseTable of(int accuracy, int... counts) throws IOException {
        int size = 1 << accuracy;
        byte[] symbols = new byte[size];
        int[] next = new int[counts.length];
        int high = size;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            next[symbol] = Math.abs(counts[symbol]);
            if (counts[symbol] == -1) symbols[--high] = (byte) symbol;
        }
        spread(counts, symbols, high);
        byte[] bits = new byte[size];
        int[] bases = new int[size];
        for (int state = 0; state < size; state++) {
            int value = next[symbols[state] & 0xFF]++;
            if (value == 0) throw new IOException("a distribution is malformed");
            bits[state] = (byte) (accuracy - (31 - Integer.numberOfLeadingZeros(value)));
            bases[state] = (value << bits[state]) - size;
        }
        return new FseTable(accuracy, symbols, bits, bases);
    }

    private static void spread(int[] counts, byte[] symbols, int high) throws IOException {
        int size = symbols.length;
        int step = (size >> 1) + (size >> 3) + 3;
        int position = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            for (int i = 0; i < counts[symbol]; i++) {
                symbols[position] = (byte) symbol;
                do position = (position + step) & (size - 1);
                while (position >= high);
            }
        }
        if (position != 0) throw new IOException("a distribution is malformed");
    }

    /** A table and where what follows its description begins. */
    record Described(FseTable table, int end) {}

    /** The table that is described there (RFC 8878, 4.1.1). */
    static Described read(byte[] bytes, int from, int to, int mostAccuracy, int mostSymbol) throws IOException {
        ForwardBits in = new ForwardBits(bytes, from, to);
        int accuracy = in.read(4) + 5;
        if (accuracy > mostAccuracy) throw new IOException("a distribution is too fine");
        int[] counts = new int[mostSymbol + 1];
        int remaining = (1 << accuracy) + 1;
        int symbol = 0;
        while (remaining > 1) {
            if (symbol > mostSymbol) throw new IOException("a distribution has too many symbols");
            int count = in.readCount(remaining);
            remaining -= Math.abs(count);
            counts[symbol++] = count;
            if (count == 0) symbol += in.readRepeats();
        }
        if (remaining != 1) throw new IOException("a distribution is malformed");
        return new Described(of(accuracy, counts), in.end());
    }

    /** Bits that are read from the first to the last. */
    private static final class ForwardBits {

        private final byte[] bytes;
        private final int to;
        private int bit;

        ForwardBits(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.to = to;
            this.bit = from * Byte.SIZE;
        }

        private int peek(int count) throws IOException {
            if (bit + count > to * Byte.SIZE + Byte.SIZE) throw new IOException("a distribution ends too early");
            int value = 0;
            for (int i = 0; i < count; i++) {
                int at = (bit + i) >> 3;
                int set = at < to ? bytes[at] >> ((bit + i) & 7) & 1 : 0;
                value |= set << i;
            }
            return value;
        }

        int read(int count) throws IOException {
            int value = peek(count);
            bit += count;
            return value;
        }

        /** A count, in one bit less where that is enough. */
        int readCount(int remaining) throws IOException {
            int width = 32 - Integer.numberOfLeadingZeros(remaining);
            int few = (1 << width) - 1 - remaining;
            int low = peek(width - 1);
            if (low < few) {
                bit += width - 1;
                return low - 1;
            }
            int value = read(width);
            return (value >= 1 << (width - 1) ? value - few : value) - 1;
        }

        int readRepeats() throws IOException {
            int repeats = 0;
            int flag = read(2);
            while (flag == 3) {
                repeats += 3;
                flag = read(2);
            }
            return repeats + flag;
        }

        int end() throws IOException {
            int end = (bit + 7) >> 3;
            if (end > to) throw new IOException("a distribution ends too early");
            return end;
        }
    }
}
