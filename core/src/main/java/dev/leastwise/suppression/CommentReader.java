package dev.leastwise.suppression;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
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
        reader.begin(document.root().start(), document.root().end());
        reader.walk(document.root());
        reader.passUpTo(source.length());
        for (int start : reader.waiting) reader.add(start, start, start);
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

    /** The line behind which nothing but comments comes before the root: the last {@code ---}, or the first line. */
    private int documentStart(int root) {
        int line = lineStart(root);
        while (line > 0 && !isMarker(line)) line = lineStart(line - 1);
        return line;
    }

    private int documentEnd(int root) {
        int line = lineEnd(root) + 1;
        while (line < bytes.length && !isMarker(line)) line = lineEnd(line) + 1;
        return Math.min(line, bytes.length);
    }

    private boolean isMarker(int line) {
        return line + 2 < bytes.length && bytes[line] == '-' && bytes[line + 1] == '-' && bytes[line + 2] == '-';
    }

    private void walk(YamlNode node) {
        if (node instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                begin(mapping.key(i).start(), mapping.value(i).end());
                walk(mapping.key(i));
                walk(mapping.value(i));
            }
        } else if (node instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                begin(item.start(), item.end());
                walk(item);
            }
        } else if (node instanceof Scalar scalar) {
            passUpTo(scalar.start());
            skipText(scalar);
        }
    }

    /** A field, an item or the document begins. */
    private void begin(int from, int to) {
        passUpTo(from);
        for (int start : waiting) add(start, from, to);
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
        comments.add(new Comment(start, end, source.text(text, end).strip(), from, to));
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
        while (start > 0 && bytes[start - 1] != '\n') start--;
        return start;
    }

    private int lineEnd(int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') end++;
        return end;
    }
}
