package dev.leastwise.change;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Rewriting.Rewritten;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Edits the text of a document where its objects change, and nothing else of it. */
public final class Editor {

    private final SourceText source;
    private final Document.Parsed document;
    private final Anchors anchors;

    public Editor(SourceText source, Document.Parsed document) {
        this.source = source;
        this.document = document;
        this.anchors = new Anchors(document.root());
    }

    /** What changes to an object of the document are in its text. */
    public Edit edit(Manifest object, List<Change> changes) {
        try {
            Encodings.check(source, document.root());
            Rewritten rewritten = rewritten(object.root(), changes);
            return new Edited(object, changes, rewritten.edits(), rewritten.commentsTaken());
        } catch (Refusal refusal) {
            return refusal.in(source);
        }
    }

    private Rewritten rewritten(KubeNode object, List<Change> changes) {
        List<YamlNode> way = new ArrayList<>();
        if (!find(document.root(), object.node().orElseThrow(), way)) {
            throw new IllegalArgumentException("the object is in another document");
        }
        for (YamlNode around : way) anchors.checkUnused(around);
        Drafting drafting = new Drafting(object, anchors);
        int together = make(changes, drafting);
        if (together < changes.size()) {
            drafting = new Drafting(object, anchors); // the other may have begun what it could not finish
            make(changes.subList(0, together), drafting);
        }
        Draft draft = drafting.draft();
        Rewritten first = Rewriting.rewrite(source, way, draft, anchors);
        Rewritten whole = new Rewritten(LastLine.kept(source, first.edits()), first.commentsTaken());
        return together == changes.size() ? whole : continued(whole, way, changes.subList(together, changes.size()));
    }

    /** Makes changes until one is about what another has moved, and says how many. */
    private static int make(List<Change> changes, Drafting drafting) {
        for (int i = 0; i < changes.size(); i++) {
            try {
                drafting.make(changes.get(i));
            } catch (Drafting.Unsettled e) {
                if (i == 0) throw new IllegalStateException("nothing has moved yet", e);
                return i;
            }
        }
        return changes.size();
    }

    /** Makes the changes that are left to what is read after the first ones. */
    private Rewritten continued(Rewritten first, List<YamlNode> way, List<Change> rest) {
        SourceText after = TextEdit.apply(source, first.edits());
        Document.Parsed read = reread(after);
        Rewritten second;
        try {
            second = new Editor(after, read).rewritten(KubeNode.object(after, follow(way, read.root())), rest);
        } catch (Refusal refusal) {
            int start = way.getLast().start();
            throw refusal.at(start, source.lineEnd(start)); // its own place is in a text that nobody sees
        }
        List<String> taken = new ArrayList<>(first.commentsTaken());
        taken.addAll(second.commentsTaken());
        return new Rewritten(Origins.compose(source, first.edits(), second.edits()), List.copyOf(taken));
    }

    private Document.Parsed reread(SourceText after) {
        int number = 0;
        for (Document read : KubeReader.documents(after)) {
            if (++number == document.number() && read instanceof Document.Parsed parsed) return parsed;
        }
        throw new IllegalStateException("document " + document.number() + " of " + source.name() + " was spoilt");
    }

    /** The nodes from a root to a node within it, both included. */
    private static boolean find(YamlNode root, YamlNode node, List<YamlNode> way) {
        way.add(root);
        if (root.equals(node)) return true;
        for (YamlNode child : children(root)) {
            if (child.start() <= node.start() && node.end() <= child.end() && find(child, node, way)) return true;
        }
        way.removeLast();
        return false;
    }

    /** The node at the end of the same way from another root: what is around an object stays as it is. */
    private static YamlNode follow(List<YamlNode> way, YamlNode root) {
        YamlNode node = root;
        for (int i = 1; i < way.size(); i++) {
            node = children(node).get(children(way.get(i - 1)).indexOf(way.get(i)));
        }
        return node;
    }

    private static List<YamlNode> children(YamlNode node) {
        if (node instanceof Sequence sequence) return sequence.items();
        if (!(node instanceof Mapping mapping)) return List.of();
        List<YamlNode> values = new ArrayList<>();
        for (int i = 0; i < mapping.size(); i++) values.add(mapping.value(i));
        return values;
    }
}
