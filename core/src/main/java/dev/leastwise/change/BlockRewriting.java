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
            List<Member> run = members.subList(first, i + 1);
            if (i < members.size() - 1) removeRun(run, lastKept(members.subList(0, first)));
            else removeLast(run, additions.isEmpty() ? lastKept(members) : lastOf(additions), additions);
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

    /** Removes entries before others, of which the first may stand behind a dash. */
    private void removeRun(List<Member> run, Optional<YamlNode> above) {
        Extent first = run.getFirst().extent();
        if (layout.beginsLine(first.start())) {
            for (Member member : run) deleteLines(member.extent(), above);
            return;
        }
        int next = layout.skipSpace(run.getLast().extent().foot());
        comments.take(first.start(), next);
        edits.delete(first.start(), next);
    }

    /** Removes the last entries. */
    private void removeLast(List<Member> run, Optional<YamlNode> above, List<Addition> additions) {
        int head = run.getFirst().extent().head();
        int foot = run.getLast().extent().foot();
        comments.take(head, foot);
        boolean unended = layout.nextLine(foot) == foot;
        boolean addsBlock = lastOf(additions).filter(layout::endsInBlock).isPresent();
        if (unended && addsBlock) edits.delete(head, foot);
        else deleteLast(head, foot, above);
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
        int end = behindBlanks(foot, lastOf(additions));
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
