package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What edits do to a text, as {@code patch -p1} and {@code git apply} take it. Of an input in UTF-16 it shows the characters, and
 * those programs cannot apply it.
 */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    /**
     * An edit, and what its hunk says of it behind its line numbers.
     *
     * @param mark one line; nothing is said where it is empty
     */
    public record Marked(TextEdit edit, String mark) {}

    /** What a line of a diff is. */
    public enum Kind {
        FILE,
        HUNK,
        CONTEXT,
        REMOVED,
        ADDED,
        NO_LINE_FEED
    }

    /** Takes the lines of a diff, with the sign at their beginning and without their line feed. */
    public interface Lines {
        void add(Kind kind, String line) throws IOException;
    }

    private final String name;
    private final DiffText before;
    private final List<DiffBlock> blocks;

    private UnifiedDiff(String name, DiffText before, List<DiffBlock> blocks) {
        this.name = name;
        this.before = before;
        this.blocks = blocks;
    }

    /**
     * The diff of a text and what it is after edits.
     *
     * @param edits in the order of their places, none overlapping another
     */
    public static UnifiedDiff of(SourceText source, List<Marked> edits) {
        DiffText before = DiffText.of(source);
        return new UnifiedDiff(source.name(), before, DiffBlock.of(before, edits));
    }

    /** Whether the edits leave the text as it is. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Writes nothing where it is empty. */
    public void writeTo(Appendable out) throws IOException {
        writeTo((kind, line) -> out.append(line).append('\n'));
    }

    /** The same line by line. */
    public void writeTo(Lines lines) throws IOException {
        if (isEmpty()) return;
        lines.add(Kind.FILE, "--- " + DiffName.of("a/", name));
        lines.add(Kind.FILE, "+++ " + DiffName.of("b/", name));
        int grown = 0;
        for (int i = 0; i < blocks.size(); ) {
            int end = endOfHunk(i);
            grown = writeHunk(blocks.subList(i, end), grown, lines);
            i = end;
        }
    }

    /** Blocks are in one hunk where the lines around them touch. */
    private int endOfHunk(int first) {
        int end = first + 1;
        while (end < blocks.size()
                && blocks.get(end).line() - blocks.get(end - 1).end() <= 2 * CONTEXT) end++;
        return end;
    }

    private int writeHunk(List<DiffBlock> hunk, int grownBefore, Lines lines) throws IOException {
        int start = Math.max(0, hunk.getFirst().line() - CONTEXT);
        int end = Math.min(before.lines(), hunk.getLast().end() + CONTEXT);
        int grown = hunk.stream().mapToInt(DiffBlock::growth).sum();
        lines.add(
                Kind.HUNK,
                "@@ -" + range(start, end - start) + " +" + range(start + grownBefore, end - start + grown) + " @@"
                        + marks(hunk));
        int at = start;
        for (DiffBlock block : hunk) {
            writeContext(at, block.line(), lines);
            for (String line : block.removed()) write(Kind.REMOVED, '-', line, lines);
            for (String line : block.added()) write(Kind.ADDED, '+', line, lines);
            at = block.end();
        }
        writeContext(at, end, lines);
        return grownBefore + grown;
    }

    private void writeContext(int start, int end, Lines lines) throws IOException {
        for (int i = start; i < end; i++) write(Kind.CONTEXT, ' ', before.line(i), lines);
    }

    private static void write(Kind kind, char sign, String line, Lines lines) throws IOException {
        boolean ended = line.endsWith("\n");
        lines.add(kind, sign + (ended ? line.substring(0, line.length() - 1) : line));
        if (!ended) lines.add(Kind.NO_LINE_FEED, "\\ No newline at end of file");
    }

    /** The first line from 1, or the line after which there are none, and how many unless it is one. */
    private static String range(int start, int count) {
        if (count == 0) return start + ",0";
        return count == 1 ? Integer.toString(start + 1) : start + 1 + "," + count;
    }

    private static String marks(List<DiffBlock> hunk) {
        Set<String> marks = new LinkedHashSet<>();
        for (DiffBlock block : hunk) marks.addAll(block.marks());
        return marks.isEmpty() ? "" : " " + String.join(", ", marks);
    }
}
