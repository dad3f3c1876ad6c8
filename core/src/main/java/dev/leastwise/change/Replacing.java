package dev.leastwise.change;

import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Puts a new value where another one is written, or nothing. */
record Replacing(Layout layout, Comments comments, Edits edits, Styles styles) {

    void replaceInFlow(Draft draft, Slot slot, FlowText text) {
        YamlNode node = slot.node();
        int column = layout.indentation(node.start());
        String value = draft instanceof Draft.Leaf leaf
                ? Quoting.scalar(leaf.value(), text.json(), node)
                : text.value(draft, column);
        comments.take(node.start(), node.end());
        if (!slot.isEmpty()) edits.replace(node.start(), node.end(), spaced(value, node.end()));
        else if (slot.behind() >= 0) edits.insert(slot.behind(), " " + value);
        else edits.insert(beforeBlanks(node.start()), ": " + value);
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

    /** Replaces a value in block style. */
    void replace(Draft draft, Slot slot) {
        if (BlockText.isInline(draft)) replaceByInline(draft, slot);
        else replaceByLines(draft, slot);
    }

    private void replaceByInline(Draft draft, Slot slot) {
        YamlNode node = slot.node();
        String value = draft instanceof Draft.Leaf leaf
                ? Quoting.scalar(leaf.value(), false, node)
                : styles.blockText().inline(draft);
        int start = node.start();
        int end = layout.end(node);
        if (slot.isEmpty()) {
            edits.insert(slot.behind(), " " + value);
        } else if (Layout.isBlockCollection(node) && !layout.sameLine(start, slot.behind())) {
            edits.insert(slot.behind(), " " + value);
            int from = layout.lineEnd(slot.behind());
            int foot = layout.foot(end, slot.column());
            comments.take(from, foot);
            edits.delete(from, foot);
        } else if (Layout.isBlockCollection(node)) {
            int foot = layout.foot(end, slot.column());
            comments.take(start, foot);
            edits.replace(start, foot, value);
        } else if (node instanceof Scalar scalar && Layout.isBlock(scalar)) {
            edits.replace(start, layout.headerEnd(scalar), value);
            edits.delete(layout.lineEnd(layout.header(scalar)), end);
        } else {
            comments.take(start, end);
            edits.replace(start, end, spaced(value, end));
        }
    }

    private void replaceByLines(Draft draft, Slot slot) {
        YamlNode node = slot.node();
        BlockText text = styles.blockText();
        List<String> lines = text.lines(draft);
        String lineBreak = layout.lineBreak(node.start());
        Optional<YamlNode> moved = Draft.lastMoved(draft);
        Optional<YamlNode> block = moved.filter(layout::endsInBlock);
        if (moved.isEmpty() && (slot.item() || isOnOwnLine(slot))) {
            replaceInPlace(lines, slot, text.dash(), lineBreak);
            return;
        }
        removeText(slot);
        int indentation = slot.item() ? text.dash() : draft instanceof Draft.Items ? text.offset() : text.step();
        int column = slot.column() + indentation;
        int end = Math.max(slot.behind(), layout.end(node));
        int foot = block.isPresent() || Layout.isBlockCollection(node)
                ? layout.foot(end, slot.column())
                : layout.lineEnd(end);
        String below = lineBreak + " ".repeat(column) + BlockText.joined(lines, column, lineBreak);
        int to = block.map(last -> layout.blanksInBlock(foot, last)).orElse(foot);
        edits.replace(foot, to, below + layout.lastBreak(lines, to));
    }

    private boolean isOnOwnLine(Slot slot) {
        YamlNode node = slot.node();
        boolean text = Layout.isBlockCollection(node) || (node instanceof Scalar scalar && Layout.isBlock(scalar));
        return !slot.isEmpty() && !text && !layout.sameLine(node.start(), slot.behind());
    }

    /** Puts lines where a value is, before the comment behind it. */
    private void replaceInPlace(List<String> lines, Slot slot, int dash, String lineBreak) {
        YamlNode node = slot.node();
        if (slot.isEmpty()) {
            edits.insert(
                    slot.behind(), " ".repeat(dash - 1) + BlockText.joined(lines, slot.column() + dash, lineBreak));
            return;
        }
        int end = layout.end(node);
        if (Layout.isBlockCollection(node)) end = layout.foot(end, slot.column());
        comments.take(node.start(), end);
        edits.replace(node.start(), end, spaced(BlockText.joined(lines, layout.column(node.start()), lineBreak), end));
    }

    /** Takes a value away, and leaves the comment behind it. */
    private void removeText(Slot slot) {
        YamlNode node = slot.node();
        boolean sameLine = layout.sameLine(node.start(), slot.behind());
        int start = sameLine ? slot.behind() : node.start();
        int end = layout.end(node);
        if (Layout.isBlockCollection(node)) {
            if (sameLine && !slot.item()) edits.delete(start, layout.behindProperties(node));
            int from = sameLine && slot.item() ? start : layout.lineEnd(slot.behind());
            int foot = layout.foot(end, slot.column());
            comments.take(from, foot);
            edits.delete(from, foot);
        } else if (node instanceof Scalar scalar && Layout.isBlock(scalar)) {
            edits.delete(start, layout.headerEnd(scalar));
            edits.delete(layout.lineEnd(layout.header(scalar)), end);
        } else if (!slot.isEmpty()) {
            comments.take(start, end);
            edits.delete(start, end);
        }
    }
}
