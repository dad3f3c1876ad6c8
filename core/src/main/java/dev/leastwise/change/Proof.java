package dev.leastwise.change;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds a text after edits to what they promise: each object is what its changes make of it, everything else says what it
 * said, no comment is lost that was not named, and every byte outside of the edits is the same.
 */
public final class Proof {

    private final SourceText before;
    private final SourceText after;
    private final List<Document> read;
    private final List<Edited> edits;

    private Proof(SourceText before, SourceText after, List<Document> read, List<Edited> edits) {
        this.before = before;
        this.after = after;
        this.read = read;
        this.edits = edits;
    }

    /** The text with the edits of several objects. */
    public static SourceText apply(SourceText before, List<Edited> edits) {
        return TextEdit.apply(before, all(edits));
    }

    /** The edits of several objects of one text in the order of their places. */
    public static List<TextEdit> all(List<Edited> edits) {
        return edits.stream()
                .flatMap(edited -> edited.edits().stream())
                .sorted(Comparator.comparingInt(TextEdit::start))
                .toList();
    }

    /**
     * What speaks against a text being another one after edits; empty where that is proved.
     *
     * @param documents those of the text before
     * @param edits of different objects of it
     */
    public static Optional<String> doubt(
            SourceText before, List<Document> documents, SourceText after, List<Edited> edits) {
        List<Document> read = new ArrayList<>();
        KubeReader.documents(after).forEach(read::add);
        return doubt(before, documents, after, read, edits);
    }

    /** The same where the text after the edits has been read. */
    public static Optional<String> doubt(
            SourceText before, List<Document> documents, SourceText after, List<Document> read, List<Edited> edits) {
        return new Proof(before, after, read, edits).doubt(documents);
    }

    private Optional<String> doubt(List<Document> old) {
        if (read.size() != old.size())
            return Optional.of("there are " + read.size() + " documents, and were " + old.size());
        if (!Arrays.equals(apply(before, edits).bytes(), after.bytes()))
            return Optional.of("bytes outside of the edits differ");
        for (int i = 0; i < old.size(); i++) {
            Optional<String> doubt = doubt(old.get(i), read.get(i));
            if (doubt.isPresent()) return doubt;
        }
        return commentDoubt(old).or(this::lineDoubt);
    }

    private Optional<String> doubt(Document old, Document now) {
        if (!(old instanceof Document.Parsed(int number, YamlNode root, var ignored))) {
            return now instanceof Document.Broken
                    ? Optional.empty()
                    : Optional.of("a document can be read that could not");
        }
        if (!(now instanceof Document.Parsed parsed))
            return Optional.of("document " + number + " cannot be read: " + now);
        if (edits.stream().noneMatch(edit -> edit.object().document() == number)) {
            return hasSameText(root, parsed.root())
                    ? Optional.empty()
                    : Optional.of("document " + number + " differs, and nothing changed in it");
        }
        Tree expected = expected(root, number);
        Tree actual = Tree.of(KubeNode.object(after, parsed.root()));
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("document " + number + " says " + actual + " and not " + expected);
    }

    private boolean hasSameText(YamlNode old, YamlNode now) {
        return Arrays.equals(before.bytes(), old.start(), old.end(), after.bytes(), now.start(), now.end());
    }

    /** What a document must say: with the changes in each of its objects. */
    private Tree expected(YamlNode root, int number) {
        Map<YamlNode, List<Change>> changes = edits.stream()
                .filter(edit -> edit.object().document() == number)
                .collect(Collectors.toMap(edit -> edit.object().root().node().orElseThrow(), Edited::changes));
        return expected(KubeNode.object(before, root), changes);
    }

    private static Tree expected(KubeNode place, Map<YamlNode, List<Change>> changes) {
        YamlNode node = place.node().orElseThrow();
        if (changes.containsKey(node)) return ChangedTree.of(Tree.of(place), changes.get(node));
        if (changes.isEmpty()
                || !(node instanceof Mapping)
                || !place.get("items").isSequence()) return Tree.of(place);
        Tree items = new Tree.Items(place.get("items").items().stream()
                .map(item -> expected(item, changes))
                .toList());
        return Tree.of(place).with("items", items);
    }

    private Optional<String> commentDoubt(List<Document> old) {
        Map<String, Long> expected = counted(Comments.all(after, roots(read)));
        for (Edited edit : edits) {
            for (String taken : edit.commentsTaken()) expected.merge(taken, 1L, Long::sum);
        }
        Map<String, Long> actual = counted(Comments.all(before, roots(old)));
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("the comments were " + actual + ", and with those taken are " + expected);
    }

    private static List<YamlNode> roots(List<Document> documents) {
        List<YamlNode> roots = new ArrayList<>();
        for (Document document : documents) {
            if (document instanceof Document.Parsed parsed) roots.add(parsed.root());
        }
        return roots;
    }

    private static Map<String, Long> counted(List<String> comments) {
        return comments.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private Optional<String> lineDoubt() {
        if (hasBareFeeds(after) && !hasBareFeeds(before))
            return Optional.of("a line ends with LF, and all with CRLF before");
        if (hasReturns(after) && !hasReturns(before))
            return Optional.of("a line ends with CRLF, and all with LF before");
        boolean same = LastLine.endsLine(after) == LastLine.endsLine(before) || LastLine.endsBlank(after);
        return same ? Optional.empty() : Optional.of("the end of the last line differs");
    }

    private static boolean hasBareFeeds(SourceText text) {
        byte[] bytes = text.bytes();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return true;
        }
        return false;
    }

    private static boolean hasReturns(SourceText text) {
        for (byte b : text.bytes()) {
            if (b == '\r') return true;
        }
        return false;
    }
}
