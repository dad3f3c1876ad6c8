package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.List;

/** Where things stand in the text around the nodes of a document. */
final class Layout {

    private static final int NONE = -1;

    private final SourceText source;
    private final byte[] bytes;

    Layout(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
    }

    /** The byte at an offset; a line feed at the end. */
    byte at(int offset) {
        return offset < bytes.length ? bytes[offset] : (byte) '\n';
    }

    String text(int start, int end) {
        return source.text(start, end);
    }

    int lineStart(int offset) {
        return source.lineStart(offset);
    }

    int lineEnd(int offset) {
        return source.lineEnd(offset);
    }

    int nextLine(int offset) {
        return source.nextLine(offset);
    }

    int length() {
        return bytes.length;
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    boolean sameLine(int one, int other) {
        return lineStart(one) == lineStart(other);
    }

    /** The line break that lines around an offset have. */
    String lineBreak(int offset) {
        int end = lineEnd(offset);
        if (end == bytes.length) end = lineEnd(Math.max(0, lineStart(offset) - 1));
        return at(end) == '\r' ? "\r\n" : "\n";
    }

    /** The line break that lines need which end at an offset with a blank one of a block scalar. */
    String lastBreak(List<String> lines, int offset) {
        return lines.getLast().isEmpty() && offset == bytes.length ? lineBreak(offset) : "";
    }

    /** The offset behind spaces and tabs. */
    int skipBlanks(int offset) {
        int i = offset;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t')) i++;
        return i;
    }

    /** The offset behind blanks and line breaks. */
    int skipSpace(int offset) {
        int i = offset;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t' || isBreak(bytes[i]))) i++;
        return i;
    }

    /** The offset of the next token, behind blanks, line breaks and comments. */
    int skip(int offset) {
        int i = skipSpace(offset);
        while (i < bytes.length && bytes[i] == '#') i = skipSpace(lineEnd(i));
        return i;
    }

    private static boolean isBreak(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Whether only blanks stand before it on its line. */
    boolean beginsLine(int offset) {
        return skipBlanks(lineStart(offset)) >= offset;
    }

    /** Whether only blanks stand on the line of an offset. */
    boolean isBlankLine(int offset) {
        return skipBlanks(lineStart(offset)) >= lineEnd(offset);
    }

    /** Whether nothing but a comment stands on the line of an offset. */
    boolean isCommentLine(int offset) {
        return at(skipBlanks(lineStart(offset))) == '#';
    }

    /** How far the line of an offset is indented. */
    int indentation(int offset) {
        int start = lineStart(offset);
        return skipBlanks(start) - start;
    }

    /** The comment behind a token that ends at an offset; the end of the line where there is none. */
    int commentBehind(int offset) {
        int i = skipBlanks(offset);
        return at(i) == '#' ? i : lineEnd(offset);
    }

    /** Where the text of a node ends; blank lines that belong to a scalar are its text. */
    int end(YamlNode node) {
        return switch (node) {
            case Mapping mapping
            when !mapping.flow() || isPair(mapping) -> {
                int last = mapping.size() - 1;
                yield Math.max(mapping.key(last).end(), end(mapping.value(last)));
            }
            case Sequence sequence when !sequence.flow() -> end(sequence.items().getLast());
            case Scalar scalar when isBlock(scalar) -> blockEnd(scalar);
            default -> node.end();
        };
    }

    static boolean isFlow(YamlNode node) {
        return (node instanceof Mapping mapping && mapping.flow())
                || (node instanceof Sequence sequence && sequence.flow());
    }

    static boolean isBlockCollection(YamlNode node) {
        return (node instanceof Mapping || node instanceof Sequence) && !isFlow(node);
    }

    /** Whether it is the one entry of a mapping without braces, as may stand in a flow sequence. */
    boolean isPair(Mapping mapping) {
        return mapping.flow() && at(skip(behindProperties(mapping))) != '{';
    }

    static boolean isBlock(Scalar scalar) {
        return scalar.style() == Scalar.Style.LITERAL || scalar.style() == Scalar.Style.FOLDED;
    }

    /** Behind blank lines where they are kept, or are wider than the text is indented and so have blanks of it. */
    private int blockEnd(Scalar scalar) {
        boolean keeps = keeps(scalar);
        int end = lineEnd(scalar.end());
        for (int line = nextLine(end); line < bytes.length && isBlankLine(line); line = nextLine(line)) {
            if (keeps || lineEnd(line) > line) end = lineEnd(line);
        }
        return end;
    }

    /** Whether a node ends with a block scalar, to which blank lines behind it may belong. */
    boolean endsInBlock(YamlNode node) {
        return lastScalar(node) instanceof Scalar scalar && isBlock(scalar);
    }

    /** The last blank line behind an offset that would become text of a block scalar which ends there; else the offset. */
    int blanksInBlock(int offset, YamlNode node) {
        if (!(lastScalar(node) instanceof Scalar scalar) || !isBlock(scalar)) return offset;
        boolean keeps = keeps(scalar);
        int end = offset;
        for (int line = nextLine(offset); line < bytes.length && isBlankLine(line); line = nextLine(line)) {
            if (keeps || lineEnd(line) > line) end = lineEnd(line);
        }
        return end;
    }

    private static YamlNode lastScalar(YamlNode node) {
        return switch (node) {
            case Mapping mapping when !mapping.flow() -> lastScalar(mapping.value(mapping.size() - 1));
            case Sequence sequence
            when !sequence.flow() -> lastScalar(sequence.items().getLast());
            default -> node;
        };
    }

    private boolean keeps(Scalar scalar) {
        int header = header(scalar);
        return at(header + 1) == '+' || at(header + 2) == '+';
    }

    /** Where the indicator of a block scalar stands. */
    int header(Scalar scalar) {
        return skip(behindProperties(scalar));
    }

    /** Where the header of a block scalar ends, its comment left out. */
    int headerEnd(Scalar scalar) {
        int i = header(scalar) + 1;
        while (at(i) == '+' || at(i) == '-' || (at(i) >= '0' && at(i) <= '9')) i++;
        return i;
    }

    /** The offset behind the anchor and the tag of a node; its start where it has neither. */
    int behindProperties(YamlNode node) {
        if (node instanceof Alias) return node.start();
        int end = node.start();
        for (int i = end; at(i) == '&' || at(i) == '!'; i = skip(end)) {
            if (node.anchor().isEmpty() && node.tag().isEmpty()) break;
            end = i;
            while (at(end) != ' ' && at(end) != '\t' && !isBreak(at(end))) end++;
        }
        return end;
    }

    /** Where the entry of a key begins: at its question mark, if it has one. */
    int entryStart(YamlNode key) {
        int i = key.start() - 1;
        while (i >= 0 && (bytes[i] == ' ' || bytes[i] == '\t')) i--;
        return i >= 0 && bytes[i] == '?' && i < key.start() - 1 ? i : key.start();
    }

    /** The offset behind the colon of a key; -1 where it has none. */
    int behindColon(YamlNode key) {
        int colon = skip(key.end());
        return at(colon) == ':' ? colon + 1 : NONE;
    }

    /** The offset of the dash before an item of a block sequence. */
    int dash(Sequence sequence, int index) {
        return skip(
                index == 0 ? behindProperties(sequence) : end(sequence.items().get(index - 1)));
    }

    /**
     * The start of the first line of what begins at an offset: the comments right above it, as far to the right as it is,
     * are its own.
     *
     * @param floor where what stands before it ends
     */
    int head(int start, int floor) {
        int column = column(start);
        int head = lineStart(start);
        if (!beginsLine(start)) return head;
        while (head > 0) {
            int above = lineStart(head - 1);
            if (above <= floor || !isCommentLine(above) || indentation(above) != column) break;
            head = above;
        }
        return head;
    }

    /** The end of the last line of what ends at an offset: comments below that are further to the right are its own. */
    int foot(int end, int column) {
        int foot = lineEnd(end);
        for (int line = nextLine(foot); line < bytes.length; line = nextLine(line)) {
            if (isBlankLine(line)) continue;
            if (!isCommentLine(line) || indentation(line) <= column) break;
            foot = lineEnd(line);
        }
        return foot;
    }
}
