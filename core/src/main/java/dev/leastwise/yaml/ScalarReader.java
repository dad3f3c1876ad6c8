package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Scalar.Style;

/** Finds where scalars end and that no escape in them is wrong; {@link ScalarText} decodes them when somebody asks. */
final class ScalarReader {

    /** The indentation of a block scalar that its first line decides. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final SourceText source;
    private final Cursor cursor;

    ScalarReader(SourceText source, Cursor cursor) {
        this.source = source;
        this.cursor = cursor;
    }

    /** The value that is not written behind a colon or dash. */
    Scalar empty(int offset) {
        return scalar(offset, offset, Style.PLAIN);
    }

    /** The scalar at the cursor: a quoted one whole, of a plain one what is on this line; a colon may follow. */
    Scalar start(int parent) {
        byte b = cursor.peek();
        if (b == '"' || b == '\'') {
            Scalar quoted = quoted(b, parent);
            cursor.skipSpaces();
            return quoted;
        }
        if (!startsPlain(b, cursor.isBlank(cursor.at + 1))) throw new HandOver();
        int start = cursor.at;
        return scalar(start, plainLine(), Style.PLAIN);
    }

    /** The whole of a scalar that is no key: goes to the next token, which belongs to a plain scalar if it is indented. */
    Scalar finish(Scalar scalar, int parent) {
        boolean commented = cursor.nextToken();
        if (cursor.column <= parent || !scalar.plain()) return scalar;
        int end = 0;
        while (cursor.column > parent) {
            if (commented) throw new HandOver();
            end = plainLine();
            commented = cursor.nextToken();
        }
        return scalar(scalar.start(), end, Style.PLAIN);
    }

    /** A scalar within a flow collection; a plain one must be on one line. */
    Scalar inFlow() {
        byte b = cursor.peek();
        if (b == '"' || b == '\'') return quoted(b, 0);
        if (!startsPlain(b, cursor.isBlank(cursor.at + 1) || !continuesFlow(cursor.at + 1))) throw new HandOver();
        int start = cursor.at;
        return scalar(start, plainInFlow(), Style.PLAIN);
    }

    private Scalar scalar(int start, int end, Style style) {
        return new Scalar(source, start, end, style, "", "", null);
    }

    private static boolean startsPlain(byte b, boolean blankFollows) {
        return switch (b) {
            case '-' -> !blankFollows;
            case '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' -> false;
            default -> b > ' ' || b < 0;
        };
    }

    /** Passes the part of a plain scalar on this line; returns where its last word ends. */
    private int plainLine() {
        byte[] text = cursor.bytes;
        int end = cursor.end;
        int i = cursor.at;
        for (; i < end; i++) {
            byte b = text[i];
            if (b > ':' || b < 0) continue;
            if (b == '\n' || (b == ':' && cursor.isBlank(i + 1)) || (b == '#' && cursor.isBlank(i - 1))) break;
        }
        cursor.at = i;
        return trim(i);
    }

    private int plainInFlow() {
        int i = cursor.at;
        while (continuesFlow(i)) {
            byte b = cursor.bytes[i];
            if (b == '\t' || b == '?') throw new HandOver();
            if (b == '#' && cursor.isBlank(i - 1)) break;
            if (b == ':') {
                if (cursor.isBlank(i + 1)) break;
                if (!continuesFlow(i + 1)) throw new HandOver(); // go-yaml reads {a:} as "a:"
            }
            i++;
        }
        cursor.at = i;
        return trim(i);
    }

    /** Whether a plain scalar in a flow collection can go on with the byte at an offset. */
    private boolean continuesFlow(int offset) {
        if (offset >= cursor.end) return false;
        byte b = cursor.bytes[offset];
        return b != ',' && b != '[' && b != ']' && b != '{' && b != '}' && b != '\n';
    }

    /** Where the last character that is no blank ends before an offset. */
    private int trim(int offset) {
        int end = offset;
        while (cursor.isBlank(end - 1)) end--;
        return end;
    }

    private Scalar quoted(byte quote, int parent) {
        int start = cursor.at;
        int i = start + 1;
        while (true) {
            if (i >= cursor.end) throw new HandOver();
            byte b = cursor.bytes[i];
            if (b == quote) {
                if (quote == '"' || cursor.at(i + 1) != '\'') break;
                i += 2;
            } else if (b == '\\' && quote == '"') {
                i = passEscape(i + 1);
            } else if (b == '\n') {
                i = passIndentation(i + 1, parent);
            } else {
                i++;
            }
        }
        cursor.at = i + 1;
        return scalar(start, i + 1, quote == '"' ? Style.DOUBLE_QUOTED : Style.SINGLE_QUOTED);
    }

    /** Passes the letter of an escape and its hexadecimal digits; a line break is left. */
    private int passEscape(int letter) {
        return switch (cursor.at(letter)) {
            case '0', 'a', 'b', 't', 'n', 'v', 'f', 'r', 'e', ' ', '"', '\\', 'N', '_', 'L', 'P' -> letter + 1;
            case 'x' -> passHex(letter + 1, 2);
            case 'u' -> passHex(letter + 1, 4);
            case '\n', '\r' -> letter;
            default -> throw new HandOver();
        };
    }

    private int passHex(int from, int digits) {
        int code = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(cursor.at(i), 16);
            if (digit < 0) throw new HandOver();
            code = code << 4 | digit;
        }
        if (code >= 0xD800 && code < 0xE000) throw new HandOver(); // go-yaml refuses surrogates, JSON pairs them
        return from + digits;
    }

    /** Passes the spaces before a further line of a quoted scalar. */
    private int passIndentation(int line, int parent) {
        int i = cursor.behindSpaces(line, cursor.end);
        boolean blank = cursor.at(i) == '\n' || cursor.at(i) == '\r';
        if (!blank && (i - line <= parent || cursor.at(i) == '\t')) throw new HandOver();
        cursor.lineStart = line;
        return i;
    }

    /** A literal or folded scalar: its header and all lines that are blank or indented enough. */
    Scalar block(int parent) {
        int start = cursor.at;
        Style style = cursor.peek() == '|' ? Style.LITERAL : Style.FOLDED;
        int explicit = passHeader();
        int indent = explicit == 0 ? UNKNOWN : parent + explicit;
        int header = cursor.lineBreak(cursor.at);
        int last = passLines(header, parent, indent);
        cursor.skip();
        int end = trim(last);
        if (last == header) {
            if (keeps(start)) throw new HandOver();
            return new Scalar(source, start, end, style, "", "", "");
        }
        String value = indent == UNKNOWN ? null : ScalarText.block(cursor.bytes, start, end, indent);
        return new Scalar(source, start, end, style, "", "", value);
    }

    /** Passes the indicators of a block scalar and returns its indentation, 0 where it is to be found out. */
    private int passHeader() {
        int indentation = 0;
        boolean chomping = false;
        while (true) {
            cursor.at++;
            byte b = cursor.peek();
            if ((b == '-' || b == '+') && !chomping) {
                chomping = true;
            } else if (b >= '1' && b <= '9' && indentation == 0) {
                indentation = b - '0';
            } else {
                break;
            }
        }
        cursor.skipSpaces();
        if (!cursor.atLineEnd()) throw new HandOver();
        return indentation;
    }

    private boolean keeps(int header) {
        return cursor.at(header + 1) == '+' || cursor.at(header + 2) == '+';
    }

    /** Passes the lines of a block scalar behind its header; returns where the last line with content ends. */
    private int passLines(int header, int parent, int indentation) {
        int indent = indentation;
        int widestBlank = 0;
        int last = header;
        int line = header + 1;
        while (line < cursor.end) {
            int i = cursor.behindSpaces(line, indent);
            int column = i - line;
            byte b = cursor.at(i);
            if (b == '\n' || b == '\r') {
                if (indent == UNKNOWN) widestBlank = Math.max(widestBlank, column);
                line = cursor.lineBreak(i) + 1;
                continue;
            }
            if (b == '\t' && column < indent) throw new HandOver();
            if (indent == UNKNOWN && column > parent) {
                indent = column;
                if (widestBlank > indent) throw new HandOver();
            }
            if (column < indent) break;
            last = cursor.lineBreak(i);
            line = last + 1;
        }
        if (last == header && widestBlank > 0) throw new HandOver();
        cursor.lineStart = line;
        cursor.at = Math.min(line, cursor.end);
        return last;
    }
}
