package dev.leastwise.change;

import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.List;

/** Removes entries of a flow collection and adds some. */
record FlowRewriting(Layout layout, Comments comments, Edits edits, FlowText text) {

    /** Whether each entry has lines of its own. */
    static boolean hasLines(Layout layout, YamlNode node) {
        return switch (node) {
            case Mapping mapping
            when mapping.size() > 0 -> {
                int last = mapping.size() - 1;
                yield layout.beginsLine(mapping.key(0).start())
                        && hasLines(layout, node, mapping.key(last), mapping.value(last));
            }
            case Sequence sequence
            when !sequence.items().isEmpty() ->
                layout.beginsLine(sequence.items().getFirst().start())
                        && hasLines(
                                layout,
                                node,
                                sequence.items().getLast(),
                                sequence.items().getLast());
            default -> false;
        };
    }

    private static boolean hasLines(Layout layout, YamlNode node, YamlNode lastStart, YamlNode lastEnd) {
        return layout.beginsLine(lastStart.start()) && !layout.sameLine(lastEnd.end(), node.end() - 1);
    }

    /** Writes the whole collection anew. */
    void whole(YamlNode node, Draft draft) {
        comments.take(node.start(), node.end());
        int start = layout.skip(layout.behindProperties(node));
        edits.replace(start, node.end(), text.value(draft, layout.indentation(start)));
    }

    /** Removes entries of which at least one stays. */
    void remove(List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).removed()) continue;
            int first = i;
            while (i + 1 < members.size() && members.get(i + 1).removed()) i++;
            Extent from = members.get(first).extent();
            Extent to = members.get(i).extent();
            if (i + 1 < members.size()) removeBefore(from, to);
            else removeBehind(members.get(first - 1).extent(), from, to);
        }
    }

    private void removeBefore(Extent first, Extent last) {
        int comma = layout.skip(last.end());
        int next = layout.skipSpace(Math.max(last.foot(), comma + 1));
        comments.take(first.head(), next);
        edits.delete(first.head(), next);
    }

    private void removeBehind(Extent kept, Extent first, Extent last) {
        int comma = layout.skip(last.end());
        boolean hasComma = layout.at(comma) == ',';
        comments.take(first.head(), last.foot());
        if (kept.foot() == kept.end()) {
            String blank = layout.at(kept.end() - 1) == ':' ? " " : "";
            edits.replace(kept.end(), last.end(), blank);
            if (last.comment() < last.foot()) edits.delete(behindText(last.comment()), last.foot());
            return;
        }
        int end = hasComma ? Math.max(last.foot(), comma + 1) : last.foot();
        boolean lines = layout.beginsLine(first.head()) && layout.skipBlanks(end) == layout.lineEnd(end);
        edits.delete(lines ? layout.lineStart(first.head()) : first.head(), lines ? layout.nextLine(end) : end);
    }

    private int behindText(int offset) {
        int i = offset;
        while (layout.at(i - 1) == ' ' || layout.at(i - 1) == '\t') i--;
        return i;
    }

    /** Adds entries behind the last one. */
    void add(YamlNode node, List<Member> members, List<Addition> additions) {
        Extent last = members.getLast().extent();
        int end = last.end();
        int comma = layout.skip(end);
        boolean hasComma = layout.at(comma) == ',';
        if (!hasLines(layout, node) || (hasComma && !layout.sameLine(comma, end))) {
            edits.insert(
                    end,
                    gap(end)
                            + text.comma()
                            + String.join(text.comma(), written(additions, layout.indentation(last.start())))
                            + before(end));
            return;
        }
        int column = layout.column(last.start());
        String line = text.lineBreak() + layout.text(layout.lineStart(last.start()), last.start());
        String lines = line + String.join("," + line, written(additions, column));
        if (!hasComma) edits.insert(end, gap(end) + ",");
        edits.insert(layout.lineEnd(end), hasComma ? lines + "," : lines);
    }

    private List<String> written(List<Addition> additions, int column) {
        return additions.stream().map(addition -> addition.inFlow(text, column)).toList();
    }

    /** A comma right behind a colon would belong to the key. */
    private String gap(int end) {
        return layout.at(end - 1) == ':' ? " " : "";
    }

    private String before(int end) {
        return layout.at(end) == '#' ? " " : "";
    }
}
