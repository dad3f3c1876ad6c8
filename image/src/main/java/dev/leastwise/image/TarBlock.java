package dev.leastwise.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A block of a tar that is a header: fields of text and of numbers at fixed places (POSIX ustar, GNU tar's tar.h). */
final class TarBlock {

    static final int SIZE = 512;

    /** What a field holds that holds no number. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int STAR_PREFIX_LENGTH = 131;
    private static final int STAR_TRAILER = 508;
    private static final int GNU_ACCESSED = 345;
    private static final int GNU_CHANGED = 357;
    private static final int TIME_LENGTH = 12;
    private static final int SPARSE_EXTENDED = 482;

    private final byte[] bytes;

    TarBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isZero() {
        return Arrays.equals(bytes, new byte[SIZE]);
    }

    /** Whether its checksum is right; some old programs summed signed bytes. */
    boolean isHeader() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM_END ? (byte) ' ' : bytes[i];
            unsigned += b & 0xFF;
            signed += b;
        }
        long written = octal(CHECKSUM, CHECKSUM_END - CHECKSUM);
        return written == unsigned || written == signed;
    }

    char type() {
        return (char) (bytes[TYPE] & 0xFF);
    }

    String name() {
        String name = text(0, 100);
        String prefix = prefix();
        return prefix.isEmpty() ? name : prefix + '/' + name;
    }

    /** What comes before the name; Go takes what GNU tar has there for it too, where it is neither of two times. */
    private String prefix() {
        if (starts(MAGIC, "ustar\0")) {
            return text(PREFIX, starts(STAR_TRAILER, "tar\0") ? STAR_PREFIX_LENGTH : PREFIX_LENGTH);
        }
        if (!starts(MAGIC, "ustar  \0") || (isTime(GNU_ACCESSED) && isTime(GNU_CHANGED))) return "";
        String prefix = text(PREFIX, PREFIX_LENGTH);
        return prefix.chars().allMatch(c -> c < 0x80) ? prefix : "";
    }

    private boolean isTime(int start) {
        return bytes[start] == 0 || number(start, TIME_LENGTH) != NO_NUMBER;
    }

    private boolean starts(int start, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length);
    }

    String linkName() {
        return text(157, 100);
    }

    long mode() {
        return number(100, 8);
    }

    long uid() {
        return number(108, 8);
    }

    long gid() {
        return number(116, 8);
    }

    long size() {
        return number(124, 12);
    }

    long modified() {
        return number(136, 12);
    }

    long major() {
        return number(329, 8);
    }

    long minor() {
        return number(337, 8);
    }

    /** Whether more blocks of an old GNU sparse map follow. */
    boolean sparseContinues() {
        return bytes[SPARSE_EXTENDED] != 0;
    }

    private String text(int start, int length) {
        int end = start;
        while (end < start + length && bytes[end] != 0) end++;
        return FileNames.of(Arrays.copyOfRange(bytes, start, end));
    }

    /** A number in octal digits, or as GNU tar writes large and negative ones, in binary behind a set bit. */
    private long number(int start, int length) {
        if ((bytes[start] & 0x80) == 0) return octal(start, length);
        boolean negative = (bytes[start] & 0x40) != 0;
        int inverse = negative ? 0xFF : 0;
        long value = (bytes[start] ^ inverse) & 0x7F;
        for (int i = start + 1; i < start + length; i++) {
            if (value > Long.MAX_VALUE >> Byte.SIZE) return NO_NUMBER;
            value = value << Byte.SIZE | ((bytes[i] ^ inverse) & 0xFF);
        }
        return negative ? ~value : value;
    }

    /** Blanks and NULs around the digits count for nothing; no digits are 0. */
    private long octal(int start, int length) {
        int from = start;
        int to = start + length;
        while (from < to && isPadding(bytes[from])) from++;
        while (to > from && isPadding(bytes[to - 1])) to--;
        long value = 0;
        for (int i = from; i < to && bytes[i] != 0; i++) {
            if (bytes[i] < '0' || bytes[i] > '7') return NO_NUMBER;
            value = value * 8 + bytes[i] - '0';
        }
        return value;
    }

    private static boolean isPadding(byte b) {
        return b == 0 || b == ' ';
    }
}
