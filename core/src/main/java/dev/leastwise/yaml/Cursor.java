package dev.leastwise.yaml;

/**
 * A place in the bytes of one document that moves from token to token.
 *
 * <p>{@link #checkCharacters} makes sure of what everything else counts on: a carriage return stands only before a line
 * feed, so that it can be treated as one more blank at the end of its line.
 */
final class Cursor {

    private static final int IMPLICIT_KEY_BYTES = 1024;

    final byte[] bytes;
    final int end;

    /** The offset of the next byte. */
    int at;

    /** The offset at which the current line begins. */
    int lineStart;

    /** The column of the token that {@link #nextToken} found; -1 at the end. */
    int column;

    Cursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.lineStart = start;
        this.end = end;
    }

    /** Hands over where a character stands that YAML forbids, or a line break that is none for everybody. */
    void checkCharacters() {
        byte[] text = bytes;
        int last = end;
        for (int i = at; i < last; i++) {
            byte b = text[i];
            if ((b < ' ' && b != '\n') || b == 0x7F) checkCharacter(i);
        }
    }

    private void checkCharacter(int i) {
        boolean fine = switch (bytes[i] & 0xFF) {
            case '\t' -> true;
            case '\r' -> i + 1 < end && bytes[i + 1] == '\n';
            case 0xC2 -> (bytes[i + 1] & 0xFF) >= 0xA0; // C1 controls and NEL
            case 0xE2 -> bytes[i + 1] != (byte) 0x80 || (bytes[i + 2] & 0xFE) != 0xA8; // LS and PS
            case 0xEF -> !isMarkOrNone(bytes[i + 1] & 0xFF, bytes[i + 2] & 0xFF);
            default -> bytes[i] < 0;
        };
        if (!fine) throw new HandOver();
    }

    /** Whether it is U+FEFF, U+FFFE or U+FFFF. */
    private static boolean isMarkOrNone(int second, int third) {
        return (second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE);
    }

    /** The next byte; a line break at the end. */
    byte peek() {
        return at(at);
    }

    /** The byte at an offset; a line break at the end. */
    byte at(int offset) {
        return offset < end ? bytes[offset] : (byte) '\n';
    }

    /** Whether a blank, a line break or the end stands at an offset. */
    boolean isBlank(int offset) {
        return offset >= end || (bytes[offset] <= ' ' && bytes[offset] >= 0);
    }

    void skipSpaces() {
        at = behindSpaces(at, end);
    }

    /** Skips spaces and tabs, which may stand between a key or value and what follows it on its line. */
    void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
    }

    /** Whether nothing but a comment follows on this line; blanks have been skipped. */
    boolean atLineEnd() {
        byte b = peek();
        return b == '\n' || b == '\r' || (b == '#' && isBlank(at - 1));
    }

    /** Whether a colon that makes what stands before it a key is next. */
    boolean atKeyColon() {
        return peek() == ':' && isBlank(at + 1);
    }

    /** Whether the dash of a block sequence's item is next. */
    boolean atDash() {
        return peek() == '-' && isBlank(at + 1);
    }

    /** Steps behind the colon of a key, which must be short and on one line (YAML 1.2, 7.4.2). */
    void passColon(int keyStart) {
        if (peek() != ':' || keyStart < lineStart || at - keyStart > IMPLICIT_KEY_BYTES) throw new HandOver();
        at++;
    }

    /** Goes to the first token, behind the document's {@code ---} where it has one. */
    void start() {
        if (!isMarker('-')) {
            skip();
            return;
        }
        at += 3;
        if (!isBlank(at)) throw new HandOver();
        nextToken();
    }

    /** Leaves a line on which only a comment may follow, for the next token; tells whether it passed a comment. */
    boolean nextToken() {
        int line = lineStart;
        skipBlanks();
        boolean commented = skip();
        if (lineStart == line && at < end) throw new HandOver();
        return commented;
    }

    /** Skips spaces, line breaks and comments; tells whether it passed a comment. */
    boolean skip() {
        boolean commented = false;
        byte[] text = bytes;
        int last = end;
        for (int i = at; i < last; i++) {
            byte b = text[i];
            if (b == ' ' || b == '\r') continue;
            if (b == '\n') {
                lineStart = i + 1;
            } else if (b == '#' && (i == lineStart || isBlank(i - 1))) {
                commented = true;
                i = lineBreak(i) - 1;
            } else {
                startToken(i);
                return commented;
            }
        }
        at = last;
        column = -1;
        return commented;
    }

    private void startToken(int offset) {
        at = offset;
        column = offset - lineStart;
        if (bytes[at] == '\t' || (column == 0 && (isMarker('.') || isMarker('-')))) throw new HandOver();
    }

    /** The offset behind spaces, of which there may be so many at most. */
    int behindSpaces(int from, int most) {
        byte[] text = bytes;
        int last = most < end - from ? from + most : end;
        int i = from;
        while (i < last && text[i] == ' ') i++;
        return i;
    }

    /** The offset of the next line feed, or the end. */
    int lineBreak(int from) {
        byte[] text = bytes;
        int last = end;
        int i = from;
        while (i < last && text[i] != '\n') i++;
        return i;
    }

    private boolean isMarker(char c) {
        return at + 2 < end && bytes[at] == c && bytes[at + 1] == c && bytes[at + 2] == c;
    }
}
