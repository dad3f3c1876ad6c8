package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The comments of a text: whatever follows a number sign that is in no scalar. */
final class Comments {

    private final SourceText source;
    private final Layout layout;
    private final NavigableSet<Integer> starts = new TreeSet<>();
    private final NavigableSet<Integer> taken = new TreeSet<>();
    private final Set<Integer> carried = new HashSet<>();
    private int at;

    private Comments(SourceText source) {
        this.source = source;
        this.layout = new Layout(source);
    }

    /** All comments of a text whose documents have these roots. */
    static List<String> all(SourceText source, List<YamlNode> roots) {
        Comments comments = new Comments(source);
        for (YamlNode root : roots) comments.walk(root);
        comments.passTo(source.length());
        return comments.starts.stream().map(comments::text).toList();
    }

    /** The comments of an object, with those on the lines above and below it. */
    static Comments around(SourceText source, YamlNode object) {
        Comments comments = new Comments(source);
        int line = source.lineStart(object.start());
        while (line > 0 && comments.isEmptyLine(source.lineStart(line - 1))) line = source.lineStart(line - 1);
        comments.at = line;
        comments.walk(object);
        int last = comments.layout.lineEnd(comments.layout.end(object));
        for (int next = source.nextLine(last); next < source.length(); next = source.nextLine(next)) {
            if (!comments.isEmptyLine(next)) break;
            last = source.lineEnd(next);
        }
        comments.passTo(last);
        return comments;
    }

    private boolean isEmptyLine(int line) {
        return layout.isBlankLine(line) || layout.isCommentLine(line);
    }

    /** Notes that the comments that begin between two offsets go. */
    void take(int start, int end) {
        taken.addAll(starts.subSet(start, end));
    }

    /** Notes that the comments between two offsets are written elsewhere again. */
    List<String> carry(int start, int end) {
        carried.addAll(starts.subSet(start, end));
        return starts.subSet(start, end).stream().map(this::text).toList();
    }

    /** The comments that go and are not written again. */
    List<String> taken() {
        return taken.stream()
                .filter(start -> !carried.contains(start))
                .map(this::text)
                .toList();
    }

    /** The first comment between two offsets that is of a kind. */
    Optional<Integer> find(Predicate<String> kind, int start, int end) {
        return starts.subSet(start, end).stream()
                .filter(comment -> kind.test(text(comment)))
                .findFirst();
    }

    private String text(int start) {
        return source.text(start, source.lineEnd(start)).stripTrailing();
    }

    private void walk(YamlNode node) {
        switch (node) {
            case Mapping mapping -> {
                passProperties(mapping);
                for (int i = 0; i < mapping.size(); i++) {
                    walk(mapping.key(i));
                    walk(mapping.value(i));
                }
            }
            case Sequence sequence -> {
                passProperties(sequence);
                for (YamlNode item : sequence.items()) walk(item);
            }
            case Scalar scalar -> {
                passTo(scalar.start());
                if (Layout.isBlock(scalar)) {
                    at = layout.headerEnd(scalar);
                    passTo(source.lineEnd(at));
                }
                at = Math.max(at, layout.end(scalar));
            }
            case Alias alias -> {
                passTo(alias.start());
                at = alias.end();
            }
        }
    }

    private void passProperties(YamlNode collection) {
        if (collection.tag().isEmpty() && collection.anchor().isEmpty()) return;
        passTo(collection.start());
        at = layout.behindProperties(collection);
    }

    /** Goes on to an offset; up to there is no text of a scalar. */
    private void passTo(int offset) {
        while (at < offset) {
            if (layout.at(at) == '#') {
                starts.add(at);
                at = source.lineEnd(at);
            } else {
                at++;
            }
        }
    }
}
