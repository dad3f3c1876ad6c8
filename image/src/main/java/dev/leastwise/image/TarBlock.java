package dev.leastwise.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A block of a tar that is a header: fields of text and of numbers at fixed places (POSIX ustar, GNU tar's tar.h). */
final class TarBlock {

    static final int SIZE = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
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
        boolean posix = bytes[MAGIC + 5] == 0 && text(MAGIC, 6).equals("ustar");
        String prefix = posix ? text(PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + '/' + name;
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
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** A number in octal digits, or as GNU tar writes large ones, in binary behind a set bit; -1 where it is neither. */
    private long number(int start, int length) {
        if ((bytes[start] & 0x80) == 0) return octal(start, length);
        long value = bytes[start] & 0x7F;
        for (int i = start + 1; i < start + length; i++) {
            if (value > Long.MAX_VALUE >> Byte.SIZE) return -1;
            value = value << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return value;
    }

    private long octal(int start, int length) {
        long value = 0;
        int i = start;
        while (i < start + length && bytes[i] == ' ') i++;
        while (i < start + length && bytes[i] >= '0' && bytes[i] <= '7') value = value * 8 + bytes[i++] - '0';
        return i == start + length || bytes[i] == 0 || bytes[i] == ' ' ? value : -1;
    }
}
