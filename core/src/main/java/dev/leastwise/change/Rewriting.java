package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.KubeKey;
import dev.leastwise.kube.Merge;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Goes through the nodes of an object beside its draft, and edits the text where they differ. */
final class Rewriting {

    /** A comment that Helm or Jinja takes for an instruction. */
    private static final Predicate<String> DIRECTIVE = Pattern.compile(
                    "#\\s*(?:\\{\\{-?\\s*(?:if|else|end|range|with|block|define|template|include)\\b|\\{%).*")
            .asMatchPredicate();

    private final Layout layout;
    private final Anchors anchors;
    private final Comments comments;
    private final Moving moving;
    private final Edits edits = new Edits();
    private final boolean json;

    /** The collections around what is looked at, the innermost first. */
    private final Deque<YamlNode> around = new ArrayDeque<>();

    private Rewriting(SourceText source, YamlNode root, YamlNode object, Anchors anchors) {
        this.layout = new Layout(source);
        this.anchors = anchors;
        this.comments = Comments.around(source, object);
        this.moving = new Moving(layout, comments);
        this.json = root instanceof Mapping mapping && mapping.flow() && isQuoted(mapping);
    }

    private static boolean isQuoted(Mapping mapping) {
        return mapping.size() > 0
                && mapping.key(0) instanceof Scalar key
                && key.style() == Scalar.Style.DOUBLE_QUOTED;
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
            rewriting.around.push(node);
            flow |= isFlow(node);
        }
        Optional<FlowText> text = flow ? Optional.of(rewriting.flowText(way.get(way.size() - 2), Optional.empty())) : Optional.empty();
        rewriting.rewrite(draft, new Slot(object, -1, rewriting.layout.column(object.start()), true, text));
        return new Rewritten(rewriting.edits.inOrder(), rewriting.comments.taken());
    }

    record Rewritten(List<TextEdit> edits, List<String> commentsTaken) {}

    private static boolean isFlow(YamlNode node) {
        return (node instanceof Mapping mapping && mapping.flow()) || (node instanceof Sequence sequence && sequence.flow());
    }

    private void rewrite(Draft draft, Slot slot) {
        if (draft instanceof Draft.Kept) return;
        if (draft instanceof Draft.Fields fields && draft.isWrittenAs(slot.node())) {
            mapping(fields, (Mapping) slot.node(), slot);
        } else if (draft instanceof Draft.Items items && draft.isWrittenAs(slot.node())) {
            sequence(items, (Sequence) slot.node(), slot);
        } else {
            checkTemplate(slot.node().start(), slot.node().end());
            anchors.checkRemovable(slot.node());
            if (slot.flow().isPresent()) replaceInFlow(draft, slot, slot.flow().get());
            else replace(draft, slot);
        }
    }

    private void checkTemplate(int start, int end) {
        int template = start;
        while (template < end && !isTemplate(template)) template++;
        if (template >= end) return;
        throw new Refusal(
                Obstacle.TEMPLATE,
                template,
                layout.lineEnd(template),
                "a template stands here, and what it becomes is not known",
                "change the template by hand, or render it first");
    }

    private boolean isTemplate(int offset) {
        return layout.at(offset) == '{' && (layout.at(offset + 1) == '{' || layout.at(offset + 1) == '%');
    }

    private void mapping(Draft.Fields draft, Mapping mapping, Slot slot) {
        around.push(mapping);
        Optional<FlowText> flow = mapping.flow() ? Optional.of(flowText(mapping, slot.flow())) : Optional.empty();
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
        around.pop();
    }

    /** The name that the field of an entry is to have. */
    private static String name(Draft.Fields draft, YamlNode key) {
        String written = KubeKey.text(Drafting.follow(key));
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
        if (removed && !draft.moved.contains(name)) checkTemplate(start, end);
        if (removed) {
            anchors.checkRemovable(key);
            anchors.checkRemovable(value);
        }
        Optional<Draft> becomes = wins && !removed ? Optional.of(field) : Optional.empty();
        Optional<YamlNode> renamed = draft.renamed.containsValue(name) ? Optional.of(key) : Optional.empty();
        return new Member(extent, value, slot, becomes, renamed.map(old -> new Member.Name(old, name)), removed);
    }

    private void sequence(Draft.Items draft, Sequence sequence, Slot slot) {
        around.push(sequence);
        Optional<FlowText> flow = sequence.flow() ? Optional.of(flowText(sequence, slot.flow())) : Optional.empty();
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
        around.pop();
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
            checkTemplate(start, end);
            anchors.checkRemovable(item);
        }
        Optional<Draft> becomes = position < 0 ? Optional.empty() : Optional.of(draft.items.get(position));
        return new Member(extent, item, slot, becomes, Optional.empty(), position < 0);
    }

    private void collection(
            YamlNode node, Draft draft, List<Member> members, List<Addition> additions, Slot slot, Optional<FlowText> flow) {
        boolean removes = members.stream().anyMatch(Member::removed);
        boolean keeps = members.stream().anyMatch(member -> !member.removed());
        if (removes || !additions.isEmpty()) checkDirectives(node);
        for (Member member : members) {
            if (member.removed()) comments.take(member.extent().head(), member.extent().foot());
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
            BlockRewriting rewriting = new BlockRewriting(layout, comments, edits, blockText());
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
        boolean quoted = json || layout.at(key.end() - 1) == '"';
        edits.replace(key.start(), key.end(), Quoting.key(renamed.name(), quoted));
    }

    /** Refuses where a template may decide which lines of a collection there are. */
    private void checkDirectives(YamlNode node) {
        comments.find(DIRECTIVE, node.start(), layout.end(node)).ifPresent(at -> checkTemplate(at, layout.lineEnd(at)));
    }

    private void replaceInFlow(Draft draft, Slot slot, FlowText text) {
        YamlNode node = slot.node();
        int column = layout.indentation(node.start());
        String value = draft instanceof Draft.Leaf leaf
                ? Quoting.scalar(leaf.value(), text.json(), node)
                : text.value(draft, column);
        comments.take(node.start(), node.end());
        if (!slot.isEmpty()) edits.replace(node.start(), node.end(), spaced(value, node.end()));
        else if (slot.behind() >= 0) edits.insert(slot.behind(), " " + value);
        else edits.insert(beforeBlanks(node.start()), ": " + value);
        putHomeless();
    }

    private int beforeBlanks(int offset) {
        int i = offset;
        while (layout.at(i - 1) == ' ') i--;
        return i;
    }

    /** A value that a comment follows which had its place right behind quotes. */
    private String spaced(String value, int end) {
        return layout.at(end) == '#' ? value + " " : value;
    }

    private void replace(Draft draft, Slot slot) {
        if (BlockText.isInline(draft)) replaceByInline(draft, slot);
        else replaceByLines(draft, slot);
    }

    private void replaceByInline(Draft draft, Slot slot) {
        YamlNode node = slot.node();
        String value = draft instanceof Draft.Leaf leaf
                ? Quoting.scalar(leaf.value(), false, node)
                : blockText().inline(draft);
        int start = node.start();
        int end = layout.end(node);
        if (slot.isEmpty()) {
            edits.insert(slot.behind(), " " + value);
        } else if (isBlockCollection(node) && !layout.sameLine(start, slot.behind())) {
            edits.insert(slot.behind(), " " + value);
            int from = layout.lineEnd(slot.behind());
            comments.take(from, layout.lineEnd(end));
            edits.delete(from, layout.lineEnd(end));
        } else if (isBlockCollection(node)) {
            comments.take(start, layout.lineEnd(end));
            edits.replace(start, layout.lineEnd(end), value);
        } else if (node instanceof Scalar scalar && Layout.isBlock(scalar)) {
            edits.replace(start, layout.headerEnd(scalar), value);
            edits.delete(layout.lineEnd(layout.header(scalar)), end);
        } else {
            comments.take(start, end);
            edits.replace(start, end, spaced(value, end));
        }
    }

    private static boolean isBlockCollection(YamlNode node) {
        return (node instanceof Mapping || node instanceof Sequence) && !isFlow(node);
    }

    private void replaceByLines(Draft draft, Slot slot) {
        YamlNode node = slot.node();
        BlockText text = blockText();
        List<String> lines = text.lines(draft);
        String lineBreak = layout.lineBreak(node.start());
        Optional<YamlNode> block = Draft.lastMoved(draft).filter(layout::endsInBlock);
        if (block.isEmpty() && (slot.item() || isOnOwnLine(slot))) {
            replaceInPlace(lines, slot, text.dash(), lineBreak);
            return;
        }
        removeText(slot);
        int indentation = slot.item() ? text.dash() : draft instanceof Draft.Items ? text.offset() : text.step();
        int column = slot.column() + indentation;
        int end = Math.max(slot.behind(), layout.end(node));
        int foot = block.isPresent() ? layout.foot(end, slot.column()) : layout.lineEnd(end);
        String below = lineBreak + " ".repeat(column) + joined(lines, column, lineBreak);
        int to = block.map(last -> layout.blanksInBlock(foot, last)).orElse(foot);
        edits.replace(foot, to, below + layout.lastBreak(lines, to));
    }

    private boolean isOnOwnLine(Slot slot) {
        YamlNode node = slot.node();
        boolean text = isBlockCollection(node) || (node instanceof Scalar scalar && Layout.isBlock(scalar));
        return !slot.isEmpty() && !text && !layout.sameLine(node.start(), slot.behind());
    }

    /** Puts lines where a value is, before the comment behind it. */
    private void replaceInPlace(List<String> lines, Slot slot, int dash, String lineBreak) {
        YamlNode node = slot.node();
        if (slot.isEmpty()) {
            edits.insert(slot.behind(), " ".repeat(dash - 1) + joined(lines, slot.column() + dash, lineBreak));
            return;
        }
        int end = layout.end(node);
        if (isBlockCollection(node)) end = layout.lineEnd(end);
        comments.take(node.start(), end);
        edits.replace(node.start(), end, spaced(joined(lines, layout.column(node.start()), lineBreak), end));
    }

    /** Takes a value away, and leaves the comment behind it. */
    private void removeText(Slot slot) {
        YamlNode node = slot.node();
        boolean sameLine = layout.sameLine(node.start(), slot.behind());
        int start = sameLine ? slot.behind() : node.start();
        int end = layout.end(node);
        if (isBlockCollection(node)) {
            if (sameLine && !slot.item()) edits.delete(start, layout.behindProperties(node));
            int from = sameLine && slot.item() ? start : layout.lineEnd(slot.behind());
            comments.take(from, layout.lineEnd(end));
            edits.delete(from, layout.lineEnd(end));
        } else if (node instanceof Scalar scalar && Layout.isBlock(scalar)) {
            edits.delete(start, layout.headerEnd(scalar));
            edits.delete(layout.lineEnd(layout.header(scalar)), end);
        } else if (!slot.isEmpty()) {
            comments.take(start, end);
            edits.delete(start, end);
        }
    }

    /** Lines of which the first follows something else on its line. */
    static String joined(List<String> lines, int column, String lineBreak) {
        StringBuilder text = new StringBuilder(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            text.append(lineBreak);
            if (!line.isEmpty()) text.append(" ".repeat(column)).append(line);
        }
        return text.toString();
    }

    /** How the file indents, nearest first. */
    private BlockText blockText() {
        int step = 0;
        int offset = -1;
        int dash = 0;
        for (YamlNode node : around) {
            if (isFlow(node)) continue;
            if (node instanceof Sequence sequence && dash == 0) dash = dashWidth(sequence);
            if (!(node instanceof Mapping mapping)) continue;
            for (int i = 0; i < mapping.size(); i++) {
                YamlNode value = mapping.value(i);
                if (!isBlockCollection(value)) continue;
                int column = layout.column(layout.entryStart(mapping.key(0)));
                if (value instanceof Mapping inner && step == 0) {
                    step = layout.column(layout.entryStart(inner.key(0))) - column;
                } else if (value instanceof Sequence inner) {
                    if (offset < 0) offset = layout.column(layout.dash(inner, 0)) - column;
                    if (dash == 0) dash = dashWidth(inner);
                }
            }
        }
        return new BlockText(step == 0 ? 2 : step, Math.max(offset, 0), dash == 0 ? 2 : dash, moving);
    }

    private int dashWidth(Sequence sequence) {
        YamlNode item = sequence.items().getFirst();
        int dash = layout.dash(sequence, 0);
        return item.end() > item.start() && layout.sameLine(dash, item.start()) ? item.start() - dash : 0;
    }

    /** How values are written in a flow collection, which may be in another one. */
    private FlowText flowText(YamlNode node, Optional<FlowText> outer) {
        boolean hasLines = FlowRewriting.hasLines(layout, node);
        int step = 0;
        if (json && hasLines) step = Math.max(1, layout.indentation(first(node).start()) - layout.indentation(node.start()));
        else if (size(node) == 0) step = outer.map(FlowText::step).orElse(0);
        boolean compact = json && isCompact(node).orElse(outer.isPresent() && outer.get().colon().equals(":"));
        return new FlowText(
                json,
                step,
                layout.lineBreak(node.start()),
                compact ? ":" : ": ",
                compact ? "," : ", ",
                layout.at(layout.lineStart(hasLines ? first(node).start() : node.start())) == '\t' ? "\t" : " ",
                moving);
    }

    private Optional<Boolean> isCompact(YamlNode node) {
        if (!(node instanceof Mapping mapping) || mapping.size() == 0) return Optional.empty();
        return Optional.of(layout.text(mapping.key(0).end(), mapping.value(0).start()).equals(":"));
    }

    private static int size(YamlNode node) {
        return node instanceof Mapping mapping ? mapping.size() : ((Sequence) node).items().size();
    }

    private static YamlNode first(YamlNode node) {
        return node instanceof Mapping mapping ? mapping.key(0) : ((Sequence) node).items().getFirst();
    }

    /** Comments that find no place in brackets and braces stand above the line on which these begin. */
    private void putHomeless() {
        if (moving.homeless().isEmpty()) return;
        YamlNode outermost = around.stream().filter(Rewriting::isFlow).reduce((inner, outer) -> outer).orElseThrow();
        int line = layout.lineStart(outermost.start());
        String indentation = layout.text(line, layout.skipBlanks(line));
        for (String comment : moving.homeless()) {
            edits.insert(line, indentation + comment + layout.lineBreak(line));
        }
        moving.homeless().clear();
    }
}
