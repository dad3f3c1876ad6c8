package dev.leastwise.suppression;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the comments of a document that speak to Leastwise. It walks the document's nodes in their order beside the places
 * that look like such a comment: a place within a scalar is text, and a comment on a line of its own holds for the field,
 * the item or the document that begins next.
 */
final class CommentReader {

    static final String WORD = "leastwise:";

    private final SourceText source;
    private final byte[] bytes;
    private final List<Comment> comments = new ArrayList<>();

    /** The number signs of what may be comments, in their order, and the first that the walk has not passed. */
    private final List<Integer> candidates = new ArrayList<>();

    private int next;

    /** Comments on lines of their own that have been passed since the last node began. */
    private final List<Integer> waiting = new ArrayList<>();

    private CommentReader(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
    }

    static List<Comment> read(SourceText source, Document.Parsed document) {
        CommentReader reader = new CommentReader(source);
        reader.findCandidates(document.root());
        if (reader.candidates.isEmpty()) return List.of();
        reader.begin(document.root().start(), document.root().end(), false);
        reader.walk(document.root(), document.root().start());
        reader.passUpTo(source.length());
        reader.holdForNothing();
        return reader.comments;
    }

    private void findCandidates(YamlNode root) {
        int end = documentEnd(root.end());
        int word = source.find(WORD, documentStart(root.start()));
        for (; word >= 0 && word < end; word = source.find(WORD, word + 1)) {
            int sign = word - 1;
            while (sign >= 0 && isBlank(bytes[sign])) sign--;
            if (sign < 0 || bytes[sign] != '#') continue;
            if (sign == 0 || bytes[sign - 1] <= ' ') candidates.add(sign);
        }
    }

    /** The line behind which nothing but comments and empty documents come before the root. */
    private int documentStart(int root) {
        int start = lineStart(root);
        while (start > 0 && !isMarker(start)) start = lineStart(start - 1);
        int line = start;
        while (line > 0) {
            line = lineStart(line - 1);
            boolean marker = isMarker(line);
            if (!marker && !isEmpty(line)) return start;
            if (marker || line == 0) start = line;
        }
        return start;
    }

    /** Whether a line holds nothing but a comment. */
    private boolean isEmpty(int line) {
        int at = line;
        while (at < bytes.length && isBlank(bytes[at])) at++;
        return at == lineEnd(at) || bytes[at] == '#';
    }

    private int documentEnd(int root) {
        int line = lineEnd(root) + 1;
        while (line < bytes.length && !isMarker(line)) line = lineEnd(line) + 1;
        return Math.min(line, bytes.length);
    }

    private boolean isMarker(int line) {
        return line + 2 < bytes.length && bytes[line] == '-' && bytes[line + 1] == '-' && bytes[line + 2] == '-';
    }

    /**
     * Passes what lies in a node.
     *
     * @param from where the field or the item begins that the node is the value of
     */
    private void walk(YamlNode node, int from) {
        boolean flow = (node instanceof Mapping m && m.flow()) || (node instanceof Sequence s && s.flow());
        boolean collection = node instanceof Mapping || node instanceof Sequence;
        if (flow || !collection) begin(from, node);
        if (node instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                YamlNode key = mapping.key(i);
                YamlNode value = mapping.value(i);
                begin(key.start(), value.end(), !flow && i > 0);
                walk(key, key.start());
                walk(value, key.start());
            }
        } else if (node instanceof Sequence sequence) {
            boolean first = true;
            for (YamlNode item : sequence.items()) {
                begin(item.start(), item.end(), !flow && !first);
                walk(item, item.start());
                first = false;
            }
        } else if (node instanceof Scalar scalar) {
            skipText(scalar);
        }
        if (!flow) return;
        passUpTo(node.end());
        holdForNothing();
    }

    /** A value begins: what stands between it and its key holds for the field. */
    private void begin(int from, YamlNode value) {
        passUpTo(value.start());
        hold(from, value.end());
    }

    /**
     * A field or an item begins, or the document.
     *
     * @param below whether it is below a sibling: what stands further in than itself is then of that one
     */
    private void begin(int from, int to, boolean below) {
        passUpTo(from);
        for (int start : waiting) {
            boolean ofSibling = below && indentation(start) > indentation(from);
            add(start, ofSibling ? start : from, ofSibling ? start : to);
        }
        waiting.clear();
    }

    private void hold(int from, int to) {
        for (int start : waiting) add(start, from, to);
        waiting.clear();
    }

    private void holdForNothing() {
        for (int start : waiting) add(start, start, start);
        waiting.clear();
    }

    private void passUpTo(int offset) {
        while (next < candidates.size() && candidates.get(next) < offset) pass(candidates.get(next++));
    }

    private void pass(int start) {
        if (isAlone(start)) waiting.add(start);
        else add(start, lineStart(start), lineEnd(start));
    }

    /** What lies within a scalar is its text; but behind the first line of a block scalar a comment may stand. */
    private void skipText(Scalar scalar) {
        boolean block = scalar.style() == Scalar.Style.LITERAL || scalar.style() == Scalar.Style.FOLDED;
        int textStart = block ? lineEnd(scalar.start()) : scalar.start();
        passUpTo(Math.min(textStart, scalar.end()));
        while (next < candidates.size() && candidates.get(next) < scalar.end()) next++;
    }

    private void add(int start, int from, int to) {
        int end = lineEnd(start);
        int text = source.find(WORD, start) + WORD.length();
        int following = Collections.binarySearch(candidates, start) + 1;
        int textEnd = following < candidates.size() ? Math.min(end, candidates.get(following)) : end;
        comments.add(new Comment(start, end, source.text(text, textEnd).strip(), from, to));
    }

    /** How far in that begins which stands first on the line of a place. */
    private int indentation(int offset) {
        int line = lineStart(offset);
        int at = line;
        while (isBlank(bytes[at])) at++;
        return at - line;
    }

    /** Whether nothing but the dashes of items and of the document's beginning stands before it on its line. */
    private boolean isAlone(int start) {
        for (int i = lineStart(start); i < start; i++) {
            if (!isBlank(bytes[i]) && bytes[i] != '-') return false;
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private int lineStart(int offset) {
        int start = offset;
        while (start > 0 && bytes[start - 1] != '\n' && bytes[start - 1] != '\r') start--;
        return start;
    }

    private int lineEnd(int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') end++;
        return end;
    }
}
