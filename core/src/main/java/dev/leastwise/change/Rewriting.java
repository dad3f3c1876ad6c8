package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.KubeKey;
import dev.leastwise.kube.Merge;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through the nodes of an object beside its draft, and edits the text where they differ. */
final class Rewriting {

    private final Layout layout;
    private final Anchors anchors;
    private final Comments comments;
    private final Moving moving;
    private final Edits edits = new Edits();
    private final Styles styles;
    private final Templates templates;

    private Rewriting(SourceText source, YamlNode root, YamlNode object, Anchors anchors) {
        this.layout = new Layout(source);
        this.anchors = anchors;
        this.comments = Comments.around(source, object);
        this.moving = new Moving(layout, comments);
        this.styles = new Styles(layout, moving, root);
        this.templates = new Templates(layout, comments);
    }

    /**
     * The edits that make an object what its draft is.
     *
     * @param way the nodes from the document's root to the object
     */
    static Rewritten rewrite(SourceText source, List<YamlNode> way, Draft draft, Anchors anchors) {
        YamlNode object = way.getLast();
        Rewriting rewriting = new Rewriting(source, way.getFirst(), object, anchors);
        boolean flow = false;
        for (YamlNode node : way.subList(0, way.size() - 1)) {
            rewriting.styles.enter(node);
            flow |= Layout.isFlow(node);
        }
        Optional<FlowText> text = flow
                ? Optional.of(rewriting.styles.flowText(way.get(way.size() - 2), Optional.empty()))
                : Optional.empty();
        rewriting.rewrite(draft, new Slot(object, -1, rewriting.layout.column(object.start()), true, text));
        return new Rewritten(rewriting.edits.inOrder(), rewriting.comments.taken());
    }

    record Rewritten(List<TextEdit> edits, List<String> commentsTaken) {}

    private void rewrite(Draft draft, Slot slot) {
        if (draft instanceof Draft.Kept) return;
        if (draft instanceof Draft.Fields fields && draft.isWrittenAs(slot.node())) {
            mapping(fields, (Mapping) slot.node(), slot);
        } else if (draft instanceof Draft.Items items && draft.isWrittenAs(slot.node())) {
            sequence(items, (Sequence) slot.node(), slot);
        } else {
            templates.check(slot.node().start(), slot.node().end());
            anchors.checkRemovable(slot.node());
            Replacing replacing = new Replacing(layout, comments, edits, styles);
            if (slot.flow().isEmpty()) {
                checkBehind(slot);
                replacing.replace(draft, slot);
            } else {
                replacing.replaceInFlow(draft, slot, slot.flow().get());
                putHomeless();
            }
        }
    }

    private static void checkBehind(Slot slot) {
        if (slot.behind() >= 0) return;
        throw new Refusal(
                Obstacle.MISFIT,
                slot.node().start(),
                slot.node().start(),
                "no colon and no dash tells where the value stands that would be replaced",
                "write the colon, or change it by hand");
    }

    private void checkBraces(Mapping mapping) {
        if (!layout.isPair(mapping)) return;
        throw new Refusal(
                Obstacle.MISFIT,
                mapping.start(),
                mapping.key(0).end(),
                "this entry is a mapping without braces",
                "write braces around it");
    }

    private void mapping(Draft.Fields draft, Mapping mapping, Slot slot) {
        checkBraces(mapping);
        styles.enter(mapping);
        Optional<FlowText> flow =
                mapping.flow() ? Optional.of(styles.flowText(mapping, slot.flow())) : Optional.empty();
        Map<String, Integer> winners = new HashMap<>();
        for (int i = 0; i < mapping.size(); i++) {
            if (!Merge.is(mapping.key(i))) winners.put(name(draft, mapping.key(i)), i);
        }
        List<Member> members = new ArrayList<>();
        int floor = slot.behind();
        for (int i = 0; i < mapping.size(); i++) {
            Member member = entry(draft, mapping, i, floor, winners, flow);
            members.add(member);
            floor = member.extent().end();
        }
        List<Addition> additions = new ArrayList<>();
        draft.fields.forEach((name, value) -> {
            if (value instanceof Draft.Kept) return;
            if (value instanceof Draft.Moved || !winners.containsKey(name))
                additions.add(new Addition(Optional.of(name), value));
        });
        collection(mapping, draft, members, additions, slot, flow);
        styles.leave();
    }

    /** The name that the field of an entry is to have. */
    private static String name(Draft.Fields draft, YamlNode key) {
        String written = KubeKey.text(Merges.follow(key));
        return draft.renamed.getOrDefault(written, written);
    }

    private Member entry(
            Draft.Fields draft,
            Mapping mapping,
            int index,
            int floor,
            Map<String, Integer> winners,
            Optional<FlowText> flow) {
        YamlNode key = mapping.key(index);
        YamlNode value = mapping.value(index);
        int start = flow.isPresent() ? key.start() : layout.entryStart(key);
        int end = Math.max(key.end(), layout.end(value));
        Extent extent = flow.isPresent()
                ? Extent.ofFlow(layout, start, end, Math.max(floor, mapping.start()))
                : Extent.ofBlock(layout, start, end, floor);
        Slot slot = new Slot(value, layout.behindColon(key), layout.column(start), false, flow);
        if (Merge.is(key)) return new Member(extent, value, slot, Optional.empty(), Optional.empty(), false);
        String name = name(draft, key);
        Draft field = draft.fields.get(name);
        boolean wins = winners.getOrDefault(name, -1) == index && !(field instanceof Draft.Kept kept && kept.merged());
        boolean removed = field == null || field instanceof Draft.Moved || (draft.cleared.contains(name) && !wins);
        if (removed && !draft.moved.contains(name)) templates.check(start, end);
        if (removed) {
            anchors.checkRemovable(key);
            anchors.checkRemovable(value);
        }
        Optional<Draft> becomes = wins && !removed ? Optional.ofNullable(field) : Optional.empty();
        Optional<YamlNode> renamed = draft.renamed.containsValue(name) ? Optional.of(key) : Optional.empty();
        return new Member(extent, value, slot, becomes, renamed.map(old -> new Member.Name(old, name)), removed);
    }

    private void sequence(Draft.Items draft, Sequence sequence, Slot slot) {
        styles.enter(sequence);
        Optional<FlowText> flow =
                sequence.flow() ? Optional.of(styles.flowText(sequence, slot.flow())) : Optional.empty();
        List<Member> members = new ArrayList<>();
        int floor = slot.behind();
        for (int i = 0; i < sequence.items().size(); i++) {
            Member member = item(draft, sequence, i, floor, flow);
            members.add(member);
            floor = member.extent().end();
        }
        List<Addition> additions = new ArrayList<>();
        for (Draft item : draft.items.subList(draft.origins.size(), draft.items.size())) {
            additions.add(new Addition(Optional.empty(), item));
        }
        collection(sequence, draft, members, additions, slot, flow);
        styles.leave();
    }

    private Member item(Draft.Items draft, Sequence sequence, int index, int floor, Optional<FlowText> flow) {
        YamlNode item = sequence.items().get(index);
        int start = flow.isPresent() ? item.start() : layout.dash(sequence, index);
        int end = layout.end(item);
        Extent extent = flow.isPresent()
                ? Extent.ofFlow(layout, start, end, Math.max(floor, sequence.start()))
                : Extent.ofBlock(layout, start, end, floor);
        Slot slot = new Slot(item, flow.isPresent() ? -1 : start + 1, layout.column(start), true, flow);
        int position = draft.origins.indexOf(index);
        if (position < 0) {
            templates.check(start, end);
            anchors.checkRemovable(item);
        }
        Optional<Draft> becomes = position < 0 ? Optional.empty() : Optional.of(draft.items.get(position));
        return new Member(extent, item, slot, becomes, Optional.empty(), position < 0);
    }

    private void collection(
            YamlNode node,
            Draft draft,
            List<Member> members,
            List<Addition> additions,
            Slot slot,
            Optional<FlowText> flow) {
        boolean removes = members.stream().anyMatch(Member::removed);
        boolean keeps = members.stream().anyMatch(member -> !member.removed());
        if (removes || !additions.isEmpty()) templates.checkLines(node, slot);
        for (Member member : members) {
            if (member.removed())
                comments.take(member.extent().head(), member.extent().foot());
        }
        if (flow.isPresent()) {
            FlowRewriting rewriting = new FlowRewriting(layout, comments, edits, flow.get());
            if (!keeps || (removes && !additions.isEmpty())) {
                rewriting.whole(node, draft);
                putHomeless();
                return;
            }
            rewriting.remove(members);
            rewriteKept(members);
            if (!additions.isEmpty()) rewriting.add(node, members, additions);
            putHomeless();
        } else {
            BlockRewriting rewriting = new BlockRewriting(layout, comments, edits, styles.blockText());
            if (!keeps) {
                rewriting.empty(node, members, additions, slot);
                return;
            }
            rewriting.remove(members, additions);
            rewriteKept(members);
            if (!additions.isEmpty()) rewriting.add(members, additions);
        }
    }

    private void rewriteKept(List<Member> members) {
        for (Member member : members) {
            if (!member.removed()) member.renamed().ifPresent(this::rename);
            member.draft().ifPresent(draft -> rewrite(draft, member.slot()));
        }
    }

    private void rename(Member.Name renamed) {
        YamlNode key = renamed.key();
        anchors.checkRemovable(key);
        boolean quoted = styles.json() || layout.at(key.end() - 1) == '"';
        edits.replace(key.start(), key.end(), Quoting.key(renamed.name(), quoted));
    }

    /** Comments that find no place in brackets and braces stand above the line on which these begin. */
    private void putHomeless() {
        if (moving.homeless().isEmpty()) return;
        int line = layout.lineStart(styles.outermostFlow().start());
        String indentation = layout.text(line, layout.skipBlanks(line));
        for (String comment : moving.homeless()) {
            edits.insert(line, indentation + comment + layout.lineBreak(line));
        }
        moving.homeless().clear();
    }
}
