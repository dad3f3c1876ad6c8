package dev.leastwise.change;

import dev.leastwise.change.UnifiedDiff.Marked;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines that go, and those that come in their place.
 *
 * @param line the first that goes, from 0, or the one before which the others come
 */
record DiffBlock(int line, List<String> removed, List<String> added, Set<String> marks) {

    /** More pairs of lines are not compared with each other. */
    private static final int PAIRS_LIMIT = 1 << 20;

    int end() {
        return line + removed.size();
    }

    int growth() {
        return added.size() - removed.size();
    }

    /** The lines that differ after edits, which are only looked for in the lines that the edits touch. */
    static List<DiffBlock> of(DiffText before, List<Marked> edits) {
        List<DiffBlock> blocks = new ArrayList<>();
        for (int i = 0; i < edits.size(); ) {
            int first = before.lineOf(edits.get(i).edit().start());
            int end = first;
            List<TextEdit> together = new ArrayList<>();
            Set<String> marks = new LinkedHashSet<>();
            do {
                Marked marked = edits.get(i++);
                end = Math.min(before.lineOf(marked.edit().end()) + 1, before.lines());
                together.add(marked.edit());
                if (!marked.mark().isEmpty()) marks.add(marked.mark());
            } while (i < edits.size() && before.lineOf(edits.get(i).edit().start()) <= end);
            addTrimmed(first, before.lines(first, end), before.edited(first, end, together), marks, blocks);
        }
        return blocks;
    }

    private static void addTrimmed(
            int line, List<String> removed, List<String> added, Set<String> marks, List<DiffBlock> blocks) {
        int shorter = Math.min(removed.size(), added.size());
        int start = 0;
        while (start < shorter && removed.get(start).equals(added.get(start))) start++;
        int same = 0;
        while (same < shorter - start
                && removed.get(removed.size() - same - 1).equals(added.get(added.size() - same - 1))) same++;
        DiffBlock whole = new DiffBlock(
                line + start,
                removed.subList(start, removed.size() - same),
                added.subList(start, added.size() - same),
                marks);
        whole.split(blocks);
    }

    /** Adds the blocks that are left of this one without the most lines that stay. */
    private void split(List<DiffBlock> blocks) {
        if (removed.isEmpty() && added.isEmpty()) return;
        if ((long) removed.size() * added.size() > PAIRS_LIMIT) {
            blocks.add(this);
            return;
        }
        int[][] staying = staying();
        int i = 0;
        int j = 0;
        while (i < removed.size() || j < added.size()) {
            int firstRemoved = i;
            int firstAdded = j;
            while ((i < removed.size() || j < added.size()) && !stays(i, j)) {
                if (j == added.size() || (i < removed.size() && staying[i + 1][j] >= staying[i][j + 1])) i++;
                else j++;
            }
            blocks.add(new DiffBlock(
                    line + firstRemoved, removed.subList(firstRemoved, i), added.subList(firstAdded, j), marks));
            while (stays(i, j)) {
                i++;
                j++;
            }
        }
    }

    private boolean stays(int i, int j) {
        return i < removed.size() && j < added.size() && removed.get(i).equals(added.get(j));
    }

    /** How many lines can stay from each pair of lines on: the longest common subsequence. */
    private int[][] staying() {
        int[][] staying = new int[removed.size() + 1][added.size() + 1];
        for (int i = removed.size() - 1; i >= 0; i--) {
            for (int j = added.size() - 1; j >= 0; j--) {
                staying[i][j] =
                        stays(i, j) ? staying[i + 1][j + 1] + 1 : Math.max(staying[i + 1][j], staying[i][j + 1]);
            }
        }
        return staying;
    }
}
