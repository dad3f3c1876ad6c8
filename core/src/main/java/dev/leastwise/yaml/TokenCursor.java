package dev.leastwise.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A place in the bytes of one document, moved character by character, with libyaml's idea of lines: NEL, LS and PS break
 * them too. Behind the last byte, one line feed more is read where there is none, as kubectl hands each line on with one.
 */
final class TokenCursor {

    private static final int[] NO_BUFFER = {};

    private final byte[] bytes;
    private final int end;
    private final boolean endsInLine;

    int at;
    int line;
    int column;

    /** Characters passed. */
    int index;

    TokenCursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.endsInLine = end > start && bytes[end - 1] != '\n';
    }

    /** go-yaml takes one byte order mark off the front, and passes a second one as a blank. */
    void skipByteOrderMarks() {
        if (isByteOrderMark()) at += 3;
        if (isByteOrderMark()) skip();
    }

    private boolean isByteOrderMark() {
        return peek() == 0xEF && peek(1) == 0xBB && peek(2) == 0xBF;
    }

    /** The byte at a distance; 0 at the end. */
    int peek(int distance) {
        int i = at + distance;
        if (i < end) return bytes[i] & 0xFF;
        return i == end && endsInLine ? '\n' : 0;
    }

    int peek() {
        return peek(0);
    }

    boolean isEnd() {
        return peek() == 0;
    }

    boolean isBlank(int distance) {
        int c = peek(distance);
        return c == ' ' || c == '\t';
    }

    /** Whether a blank, a line break or the end is at a distance. */
    boolean isSeparation(int distance) {
        return isBlank(distance) || peek(distance) == 0 || breakLength(distance) > 0;
    }

    boolean isBreak() {
        return breakLength(0) > 0;
    }

    /** The bytes of the line break at a distance; 0 where there is none. */
    private int breakLength(int distance) {
        return switch (peek(distance)) {
            case '\n' -> 1;
            case '\r' -> carriageReturnLength(distance);
            case 0xC2 -> peek(distance + 1) == 0x85 ? 2 : 0;
            case 0xE2 -> peek(distance + 1) == 0x80 && (peek(distance + 2) & 0xFE) == 0xA8 ? 3 : 0;
            default -> 0;
        };
    }

    /** Of two carriage returns before a line feed, kubectl drops one and go-yaml the other. */
    private int carriageReturnLength(int distance) {
        if (peek(distance + 1) == '\n') return 2;
        return peek(distance + 1) == '\r' && peek(distance + 2) == '\n' ? 3 : 1;
    }

    /** Whether {@code ---} or {@code ...} begins a line here. */
    boolean isDocumentMarker(char c) {
        return column == 0 && peek() == c && peek(1) == c && peek(2) == c && isSeparation(3);
    }

    /** Passes one character. */
    void skip() {
        at += width(peek());
        column++;
        index++;
    }

    void skip(int characters) {
        for (int i = 0; i < characters; i++) skip();
    }

    /** Passes one character and appends it. */
    void read(ByteBuilder into) {
        int width = width(peek());
        into.append(bytes, at, Math.min(width, end - at));
        skip();
    }

    /** Passes a line break. */
    void skipBreak() {
        int length = breakLength(0);
        at += length;
        index += length == 2 && peek(-1) == '\n' ? 2 : 1;
        line++;
        column = 0;
    }

    /** Passes a line break and appends what it means: a line feed, or LS or PS as they are. */
    void readBreak(ByteBuilder into) {
        if (peek() == 0xE2) into.append(bytes, at, 3);
        else into.append('\n');
        skipBreak();
    }

    void skipBlanks() {
        while (isBlank(0)) skip();
    }

    void skipComment() {
        if (peek() != '#') return;
        while (!isEnd() && !isBreak()) skip();
    }

    /** The place, with the byte offset as its index. */
    Optional<Mark> mark() {
        return mark(Math.min(at, end), line, column);
    }

    static Optional<Mark> mark(int offset, int line, int column) {
        return Optional.of(new Mark("", offset, line, column, NO_BUFFER, 0));
    }

    private static int width(int leadByte) {
        if (leadByte < 0x80) return 1;
        if (leadByte < 0xE0) return 2;
        return leadByte < 0xF0 ? 3 : 4;
    }
}
