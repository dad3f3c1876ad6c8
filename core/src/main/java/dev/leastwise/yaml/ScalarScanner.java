package dev.leastwise.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.tokens.ScalarToken;

/** Scans scalars by the rules of libyaml, which are YAML 1.1's. */
final class ScalarScanner {

    private static final int HEX_RADIX = 16;

    private final TokenCursor cursor;
    private boolean endedInBlankLine;

    ScalarScanner(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether the last plain scalar was followed by a line break, after which a key may stand. */
    boolean endedInBlankLine() {
        return endedInBlankLine;
    }

    ScalarToken plain(int indent, boolean flow) {
        Optional<Mark> start = cursor.mark();
        Optional<Mark> end = start;
        ByteBuilder text = new ByteBuilder();
        Folding folding = new Folding();
        while (!cursor.isDocumentMarker('-') && !cursor.isDocumentMarker('.') && cursor.peek() != '#') {
            boolean any = false;
            while (!cursor.isSeparation(0) && !endsPlain(flow)) {
                folding.endInto(text);
                cursor.read(text);
                any = true;
            }
            if (any) end = cursor.mark();
            if (!cursor.isBlank(0) && !cursor.isBreak()) break;
            skipSpaceInPlain(folding, indent);
            if (!flow && cursor.column <= indent) break;
        }
        endedInBlankLine = folding.inLines;
        return new ScalarToken(text.toString(), true, start, end);
    }

    private boolean endsPlain(boolean flow) {
        int c = cursor.peek();
        if (c == ':') return cursor.isSeparation(1);
        return flow && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}');
    }

    private void skipSpaceInPlain(Folding folding, int indent) {
        while (cursor.isBlank(0) || cursor.isBreak()) {
            if (folding.inLines && cursor.column <= indent && cursor.peek() == '\t') {
                throw new Unreadable(cursor.at, "a tab indents a line", "indent with spaces");
            }
            folding.take();
        }
    }

    ScalarToken singleQuoted() {
        return quoted(ScalarStyle.SINGLE_QUOTED, '\'');
    }

    ScalarToken doubleQuoted() {
        return quoted(ScalarStyle.DOUBLE_QUOTED, '"');
    }

    private ScalarToken quoted(ScalarStyle style, char quote) {
        Optional<Mark> start = cursor.mark();
        int opened = cursor.at;
        cursor.skip();
        ByteBuilder text = new ByteBuilder();
        Folding folding = new Folding();
        while (true) {
            if (cursor.isDocumentMarker('-') || cursor.isDocumentMarker('.') || cursor.isEnd()) {
                throw new Unreadable(opened, "a quoted string is not closed", "write " + quote + " where it ends");
            }
            if (quotedWord(text, folding, quote)) break;
            while (cursor.isBlank(0) || cursor.isBreak()) folding.take();
            folding.endInto(text);
        }
        cursor.skip();
        return new ScalarToken(text.toString(), false, style, start, cursor.mark());
    }

    /** Reads up to a blank or an escaped line break; true at the closing quote. */
    private boolean quotedWord(ByteBuilder text, Folding folding, char quote) {
        while (!cursor.isSeparation(0)) {
            int c = cursor.peek();
            if (quote == '\'' && c == '\'' && cursor.peek(1) == '\'') {
                text.append('\'');
                cursor.skip(2);
            } else if (c == quote) {
                return true;
            } else if (quote == '"' && c == '\\') {
                cursor.skip();
                if (cursor.isBreak()) {
                    cursor.skipBreak();
                    folding.inLines = true;
                    return false;
                }
                escape(text);
            } else {
                cursor.read(text);
            }
        }
        return false;
    }

    private void escape(ByteBuilder text) {
        int c = cursor.peek();
        int value = switch (c) {
            case '0' -> 0;
            case 'a' -> 7;
            case 'b' -> '\b';
            case 't', '\t' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'e' -> 0x1B;
            case ' ', '"', '\'', '\\' -> c;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'U' -> hex(8);
            default ->
                throw new Unreadable(
                        cursor.at - 1, "an escape is unknown", "write \\\\ for a backslash, or use single quotes");
        };
        cursor.skip();
        text.appendCodePoint(value);
    }

    /** Reads the digits behind the current character, all but the last passed. */
    private int hex(int digits) {
        int escape = cursor.at - 1;
        long value = 0;
        for (int i = 0; i < digits; i++) {
            cursor.skip();
            int digit = cursor.peek() < 0x80 ? Character.digit(cursor.peek(), HEX_RADIX) : -1;
            if (digit < 0)
                throw new Unreadable(escape, "an escape lacks hexadecimal digits", "write " + digits + " of them");
            value = value * HEX_RADIX + digit;
        }
        if (value > Character.MAX_CODE_POINT
                || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            throw new Unreadable(escape, "an escape is no Unicode character", "write the character itself");
        }
        return (int) value;
    }

    ScalarToken block(int parentIndent) {
        Optional<Mark> start = cursor.mark();
        boolean literal = cursor.peek() == '|';
        int header = cursor.at;
        cursor.skip();
        char chomping = 0;
        int increment = 0;
        for (int i = 0; i < 2; i++) {
            int c = cursor.peek();
            if ((c == '+' || c == '-') && chomping == 0) {
                chomping = (char) c;
            } else if (c >= '1' && c <= '9' && increment == 0) {
                increment = c - '0';
            } else {
                break;
            }
            cursor.skip();
        }
        cursor.skipBlanks();
        cursor.skipComment();
        if (!cursor.isBreak() && !cursor.isEnd()) {
            throw new Unreadable(
                    header, "a block scalar's header holds something else", "begin its text on the next line");
        }
        if (cursor.isBreak()) cursor.skipBreak();
        int indent = increment == 0 ? 0 : Math.max(parentIndent, 0) + increment;
        String text = blockText(literal, chomping, indent, parentIndent);
        ScalarStyle style = literal ? ScalarStyle.LITERAL : ScalarStyle.FOLDED;
        return new ScalarToken(text, false, style, start, cursor.mark());
    }

    private String blockText(boolean literal, char chomping, int givenIndent, int parentIndent) {
        ByteBuilder text = new ByteBuilder();
        ByteBuilder lineBreak = new ByteBuilder();
        ByteBuilder emptyLines = new ByteBuilder();
        int indent = emptyLines(givenIndent, parentIndent, emptyLines);
        boolean previousIndented = false;
        while (cursor.column == indent && !cursor.isEnd()) {
            boolean indented = cursor.isBlank(0);
            if (!literal && !previousIndented && !indented && lineBreak.startsWithLineFeed()) {
                if (emptyLines.isEmpty()) text.append(' ');
            } else {
                text.append(lineBreak);
            }
            lineBreak.clear();
            text.append(emptyLines);
            emptyLines.clear();
            previousIndented = indented;
            while (!cursor.isBreak() && !cursor.isEnd()) cursor.read(text);
            if (cursor.isBreak()) cursor.readBreak(lineBreak);
            emptyLines(indent, parentIndent, emptyLines);
        }
        if (chomping != '-') text.append(lineBreak);
        if (chomping == '+') text.append(emptyLines);
        return text.toString();
    }

    /** Passes indentation and empty lines; the indentation of the text, found from them where it is 0. */
    private int emptyLines(int indent, int parentIndent, ByteBuilder breaks) {
        int widest = 0;
        while (true) {
            while ((indent == 0 || cursor.column < indent) && cursor.peek() == ' ') cursor.skip();
            widest = Math.max(widest, cursor.column);
            if ((indent == 0 || cursor.column < indent) && cursor.peek() == '\t') {
                throw new Unreadable(cursor.at, "a tab indents a block scalar", "indent with spaces");
            }
            if (!cursor.isBreak()) break;
            cursor.readBreak(breaks);
        }
        return indent > 0 ? indent : Math.max(widest, Math.max(parentIndent + 1, 1));
    }

    /** The white space within a scalar, of which lines are folded. */
    private final class Folding {

        private final ByteBuilder blanks = new ByteBuilder();
        private final ByteBuilder firstBreak = new ByteBuilder();
        private final ByteBuilder moreBreaks = new ByteBuilder();
        private boolean inLines;

        /** Passes a blank or a line break. */
        void take() {
            if (!cursor.isBreak()) {
                if (inLines) cursor.skip();
                else cursor.read(blanks);
            } else if (inLines) {
                cursor.readBreak(moreBreaks);
            } else {
                blanks.clear();
                cursor.readBreak(firstBreak);
                inLines = true;
            }
        }

        /** Appends what the white space means, and begins anew. */
        void endInto(ByteBuilder text) {
            if (!inLines) {
                text.append(blanks);
            } else if (!firstBreak.startsWithLineFeed()) {
                text.append(firstBreak);
                text.append(moreBreaks);
            } else if (moreBreaks.isEmpty()) {
                text.append(' ');
            } else {
                text.append(moreBreaks);
            }
            blanks.clear();
            firstBreak.clear();
            moreBreaks.clear();
            inLines = false;
        }
    }
}
