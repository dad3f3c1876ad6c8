package dev.leastwise.yaml;

import java.nio.charset.StandardCharsets;

/** Decodes the characters of a scalar from its bytes, in which {@link FastReader} has found no mistake. */
final class ScalarText {

    private final byte[] text;
    private final byte[] out;
    private int length;

    /** Where the characters that no line break takes away end: escaped blanks stay. */
    private int fixed;

    private ScalarText(byte[] text, int capacity) {
        this.text = text;
        this.out = new byte[capacity];
    }

    static String decode(byte[] text, int start, int end, Scalar.Style style) {
        return switch (style) {
            case LITERAL, FOLDED -> block(text, start, end, indentation(text, start));
            case PLAIN, JSON_LITERAL -> inline(text, start, end, style);
            case SINGLE_QUOTED, DOUBLE_QUOTED -> inline(text, start + 1, end - 1, style);
        };
    }

    private static String inline(byte[] text, int start, int end, Scalar.Style style) {
        if (isVerbatim(text, start, end)) return new String(text, start, end - start, StandardCharsets.UTF_8);
        ScalarText decoded = new ScalarText(text, (end - start) * 3 / 2); // \L takes two bytes and becomes three
        decoded.inline(start, end, style);
        return decoded.toString();
    }

    private static boolean isVerbatim(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b == '\n' || b == '\\' || b == '\'') return false;
        }
        return true;
    }

    private void inline(int start, int end, Scalar.Style style) {
        int i = start;
        while (i < end) {
            byte b = text[i];
            if (b == '\n') {
                i = fold(i, end);
            } else if (b == '\\' && style == Scalar.Style.DOUBLE_QUOTED) {
                i = unescape(i + 1, end);
            } else {
                out[length++] = b;
                i += b == '\'' && style == Scalar.Style.SINGLE_QUOTED ? 2 : 1;
            }
        }
    }

    /** One line break becomes a space, further ones stay; blanks around them go. */
    private int fold(int from, int end) {
        while (length > fixed && isBlank(out[length - 1])) length--;
        int breaks = 0;
        int i = from;
        for (; i < end && isBlank(text[i]); i++) {
            if (text[i] == '\n' && ++breaks > 1) out[length++] = '\n';
        }
        if (breaks == 1) out[length++] = ' ';
        fixed = length;
        return i;
    }

    private int unescape(int letter, int end) {
        int next = letter + 1;
        switch (text[letter]) {
            case '0' -> append(0);
            case 'a' -> append(7);
            case 'b' -> append('\b');
            case 't' -> append('\t');
            case 'n' -> append('\n');
            case 'v' -> append(0x0B);
            case 'f' -> append('\f');
            case 'r' -> append('\r');
            case 'e' -> append(0x1B);
            case 'N' -> append(0x85);
            case '_' -> append(0xA0);
            case 'L' -> append(0x2028);
            case 'P' -> append(0x2029);
            case 'x' -> next = hex(letter + 1, 2);
            case 'u' -> next = hex(letter + 1, 4);
            case '\n', '\r' -> next = join(letter, end);
            default -> append(text[letter]);
        }
        fixed = length;
        return next;
    }

    private int hex(int from, int digits) {
        int code = 0;
        for (int i = from; i < from + digits; i++) code = code << 4 | Character.digit(text[i], 16);
        append(code);
        return from + digits;
    }

    /** An escaped line break is nothing, and the blanks behind it go; further ones stay. */
    private int join(int from, int end) {
        int breaks = 0;
        int i = from;
        for (; i < end && isBlank(text[i]); i++) {
            if (text[i] == '\n' && ++breaks > 1) out[length++] = '\n';
        }
        return i;
    }

    private void append(int code) {
        if (code < 0x80) {
            out[length++] = (byte) code;
            return;
        }
        if (code < 0x800) {
            out[length++] = (byte) (0xC0 | code >> 6);
        } else {
            out[length++] = (byte) (0xE0 | code >> 12);
            out[length++] = (byte) (0x80 | (code >> 6 & 0x3F));
        }
        out[length++] = (byte) (0x80 | (code & 0x3F));
    }

    /** Decodes a literal or folded scalar whose lines are indented by so many spaces; blank lines behind it count too. */
    static String block(byte[] text, int start, int end, int indent) {
        int limit = end;
        while (limit < text.length && isBlank(text[limit])) limit++;
        ScalarText decoded = new ScalarText(text, limit - start);
        int breaks = decoded.lines(lineBreak(text, start, limit) + 1, limit, indent, text[start] == '>');
        byte first = text[start + 1];
        byte second = text[start + 2];
        boolean strip = first == '-' || second == '-';
        boolean keep = first == '+' || second == '+';
        decoded.breaks(strip ? 0 : keep ? breaks : Math.min(breaks, 1));
        return decoded.toString();
    }

    /** Decodes lines and returns how many line breaks follow the last one with content. */
    private int lines(int from, int limit, int indent, boolean folded) {
        int breaks = 0;
        boolean folds = false;
        int next;
        for (int line = from; line < limit; line = next + 1) {
            next = lineBreak(text, line, limit);
            int content = Math.min(line + indent, limit);
            int end = text[next - 1] == '\r' ? next - 1 : next;
            if (content < end && isIndented(line, content)) {
                boolean blank = isBlank(text[content]);
                if (folds && !blank && breaks == 1) out[length++] = ' ';
                else breaks(folds && !blank ? breaks - 1 : breaks);
                System.arraycopy(text, content, out, length, end - content);
                length += end - content;
                breaks = 0;
                folds = folded && !blank;
            }
            if (next < limit || next == text.length) breaks++; // kubectl ends the last line where the input does not
        }
        return breaks;
    }

    private boolean isIndented(int line, int content) {
        for (int i = line; i < content; i++) {
            if (text[i] != ' ') return false;
        }
        return true;
    }

    private void breaks(int count) {
        for (int i = 0; i < count; i++) out[length++] = '\n';
    }

    /** How far the first line with content is indented. */
    private static int indentation(byte[] text, int start) {
        int line = lineBreak(text, start, text.length) + 1;
        int i = line;
        while (isBlank(text[i])) {
            if (text[i] == '\n') line = i + 1;
            i++;
        }
        return i - line;
    }

    private static int lineBreak(byte[] text, int from, int limit) {
        int i = from;
        while (i < limit && text[i] != '\n') i++;
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    @Override
    public String toString() {
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
