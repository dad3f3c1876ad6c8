package dev.leastwise.change;

import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes entries of a block collection and adds some. */
record BlockRewriting(Layout layout, Comments comments, Edits edits, BlockText text) {

    /** Removes entries of which at least one stays. */
    void remove(List<Member> members, List<Addition> additions) {
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).removed()) continue;
            int first = i;
            while (i + 1 < members.size() && members.get(i + 1).removed()) i++;
            Optional<YamlNode> above = first == 0
                    ? Optional.empty()
                    : Optional.of(members.get(first - 1).value());
            if (i == members.size() - 1) above = lastOf(additions).or(() -> lastKept(members));
            removeRun(members.subList(first, i + 1), above, i == members.size() - 1);
        }
    }

    private static Optional<YamlNode> lastKept(List<Member> members) {
        return members.reversed().stream()
                .filter(member -> !member.removed())
                .map(Member::value)
                .findFirst();
    }

    private static Optional<YamlNode> lastOf(List<Addition> additions) {
        return additions.isEmpty()
                ? Optional.empty()
                : Draft.lastMoved(additions.getLast().value());
    }

    private void removeRun(List<Member> run, Optional<YamlNode> above, boolean ends) {
        Extent first = run.getFirst().extent();
        Extent last = run.getLast().extent();
        if (!layout.beginsLine(first.start())) {
            int next = layout.skipSpace(last.foot());
            comments.take(first.start(), next);
            edits.delete(first.start(), next);
        } else if (ends) {
            comments.take(first.head(), last.foot());
            deleteLast(first.head(), last.foot(), above);
        } else {
            for (Member member : run) deleteLines(member.extent(), above);
        }
    }

    /** Deletes whole lines, and blank ones behind them that would be text of a block scalar above, or one too many. */
    private void deleteLines(Extent extent, Optional<YamlNode> above) {
        int next = layout.nextLine(behindBlanks(extent.foot(), above));
        boolean block = above.isPresent() && layout.endsInBlock(above.get());
        boolean betweenBlanks =
                !block && extent.head() > 0 && layout.isBlankLine(extent.head() - 1) && layout.isBlankLine(next);
        edits.delete(extent.head(), betweenBlanks ? layout.nextLine(next) : next);
    }

    private int behindBlanks(int foot, Optional<YamlNode> above) {
        return above.map(node -> layout.blanksInBlock(foot, node)).orElse(foot);
    }

    /** Deletes the last lines of a collection, not the line break behind them: the text may not have one, or go on here. */
    private void deleteLast(int head, int foot, Optional<YamlNode> above) {
        int last = layout.lineEnd(head - 1);
        if (layout.nextLine(foot) > foot) {
            edits.delete(last, behindBlanks(foot, above));
        } else if (layout.isBlankLine(last) && above.isPresent() && layout.end(above.get()) >= last) {
            edits.delete(head, foot);
        } else {
            while (layout.lineStart(last) > 0 && layout.isBlankLine(last))
                last = layout.lineEnd(layout.lineStart(last) - 1);
            edits.delete(last, foot);
        }
    }

    /** Adds entries behind the last one that stays. */
    void add(List<Member> members, List<Addition> additions) {
        Member last = members.reversed().stream()
                .filter(member -> !member.removed())
                .findFirst()
                .orElseThrow();
        int foot = last.extent().foot();
        int column = last.slot().column();
        String lineBreak = layout.lineBreak(foot);
        List<String> lines = lines(additions);
        String below = lineBreak + " ".repeat(column) + BlockText.joined(lines, column, lineBreak);
        boolean atEnd = !members.getLast().removed();
        int end = atEnd
                ? lastOf(additions)
                        .map(node -> layout.blanksInBlock(foot, node))
                        .orElse(foot)
                : foot;
        edits.replace(foot, end, below + layout.lastBreak(lines, end));
    }

    private List<String> lines(List<Addition> additions) {
        List<String> lines = new ArrayList<>();
        for (Addition addition : additions) lines.addAll(addition.lines(text));
        return lines;
    }

    /** Writes new entries where all others go, or that there are none. */
    void empty(YamlNode node, List<Member> members, List<Addition> additions, Slot slot) {
        Extent first = members.getFirst().extent();
        int foot = members.getLast().extent().foot();
        comments.take(first.head(), foot);
        boolean ownLine = layout.beginsLine(first.start());
        int start = ownLine ? layout.skipBlanks(first.head()) : first.start();
        String none = node instanceof Mapping ? "{}" : "[]";
        if (!additions.isEmpty()) {
            int end = lastOf(additions)
                    .map(origin -> layout.blanksInBlock(foot, origin))
                    .orElse(foot);
            List<String> lines = lines(additions);
            String text = BlockText.joined(lines, layout.column(first.start()), layout.lineBreak(foot));
            edits.replace(start, end, text + layout.lastBreak(lines, end));
        } else if (!ownLine || slot.behind() < 0) {
            edits.replace(start, foot, none);
        } else {
            boolean bare = node.anchor().isEmpty() && node.tag().isEmpty();
            edits.insert(bare ? slot.behind() : layout.behindProperties(node), " " + none);
            deleteLast(first.head(), foot, Optional.empty());
        }
    }
}
