package dev.leastwise.change;

import dev.leastwise.change.UnifiedDiff.Marked;
import dev.leastwise.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a diff for people to look at: lines that go and lines that come with a few around them, whatever they end with,
 * and of very long lines only what is near.
 *
 * @param line the number of the first, from 1
 * @param text the lines, each with a minus, plus or space at its beginning and a line feed at its end
 */
public record DiffPart(int line, String text) {

    private static final int LINES_AROUND = 2;
    private static final int BYTES_AROUND = 240;
    private static final int LONGEST = 400;
    private static final String CUT = "…";
    private static final int CUT_LENGTH = CUT.getBytes(StandardCharsets.UTF_8).length;

    /**
     * The parts of a diff, in their order.
     *
     * @param edits in the order of their places, none overlapping another
     */
    public static List<DiffPart> of(SourceText source, List<TextEdit> edits) {
        List<DiffPart> parts = new ArrayList<>();
        for (int i = 0; i < edits.size(); ) {
            int first = i++;
            int end = end(source, edits.get(first));
            while (i < edits.size() && start(source, edits.get(i)) <= end) end = end(source, edits.get(i++));
            addPart(source, edits.subList(first, i), end, parts);
        }
        return parts;
    }

    private static int start(SourceText source, TextEdit edit) {
        int start = source.lineStart(edit.start());
        for (int i = 0; i < LINES_AROUND && start > 0; i++) start = source.lineStart(start - 1);
        return source.characterAt(Math.max(start, edit.start() - BYTES_AROUND));
    }

    private static int end(SourceText source, TextEdit edit) {
        int end = source.lineEnd(edit.end());
        for (int i = 0; i < LINES_AROUND && source.nextLine(end) < source.length(); i++) {
            end = source.lineEnd(source.nextLine(end));
        }
        return source.characterAt(Math.min(end, edit.end() + BYTES_AROUND));
    }

    private static void addPart(SourceText source, List<TextEdit> edits, int end, List<DiffPart> parts) {
        int start = start(source, edits.getFirst());
        boolean cutBefore = start > source.lineStart(start);
        String text = (cutBefore ? CUT : "") + source.text(start, end) + (end < source.lineEnd(end) ? CUT : "");
        String ended = text.endsWith("\n") ? text : text + (text.contains("\r\n") ? "\r\n" : "\n");
        DiffText before = DiffText.of(SourceText.of(source.name(), ended));
        int shift = (cutBefore ? CUT_LENGTH : 0) - start;
        List<Marked> shifted = new ArrayList<>(edits.size());
        for (TextEdit edit : edits) {
            shifted.add(new Marked(new TextEdit(edit.start() + shift, edit.end() + shift, edit.replacement()), ""));
        }
        List<DiffBlock> blocks = DiffBlock.of(before, shifted);
        if (blocks.isEmpty()) return;
        int first = Math.max(0, blocks.getFirst().line() - LINES_AROUND);
        int last = Math.min(before.lines(), blocks.getLast().end() + LINES_AROUND);
        parts.add(new DiffPart(source.position(start).line() + first, lines(before, blocks, first, last)));
    }

    private static String lines(DiffText before, List<DiffBlock> blocks, int first, int last) {
        StringBuilder lines = new StringBuilder();
        int at = first;
        for (DiffBlock block : blocks) {
            add(' ', before.lines(at, block.line()), lines);
            add('-', block.removed(), lines);
            add('+', block.added(), lines);
            at = block.end();
        }
        add(' ', before.lines(at, last), lines);
        return lines.toString();
    }

    private static void add(char sign, List<String> texts, StringBuilder lines) {
        for (String text : texts) {
            String line = text.stripTrailing();
            boolean cut = line.codePointCount(0, line.length()) > LONGEST;
            lines.append(sign)
                    .append(cut ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + CUT : line)
                    .append('\n');
        }
    }
}
