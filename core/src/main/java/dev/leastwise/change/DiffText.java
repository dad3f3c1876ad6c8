package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A text as programs that compare files see it: lines end with line feeds only, and a byte order mark is part of the first. */
final class DiffText {

    private static final int MARK_LENGTH = "\uFEFF".getBytes(StandardCharsets.UTF_8).length;

    private final byte[] bytes;
    private final int shift;

    /** Also where a line would begin after the last line feed. */
    private final int[] starts;

    private DiffText(byte[] bytes, int shift) {
        this.bytes = bytes;
        this.shift = shift;
        this.starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, bytes.length)
                                .filter(i -> bytes[i] == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    static DiffText of(SourceText source) {
        if (!source.isMarkedUtf8()) return new DiffText(source.bytes(), 0);
        return new DiffText(source.encoded(), MARK_LENGTH);
    }

    int lines() {
        int last = starts.length - 1;
        return starts[last] == bytes.length ? last : last + 1;
    }

    /** A line, from 0, with its line feed. */
    String line(int number) {
        return text(starts[number], start(number + 1));
    }

    /** Where a line begins; the end where there is none. */
    private int start(int number) {
        return number < starts.length ? starts[number] : bytes.length;
    }

    /** The line that holds an offset in the source. */
    int lineOf(int offset) {
        int found = Arrays.binarySearch(starts, offset + shift);
        return found >= 0 ? found : -found - 2;
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    List<String> lines(int first, int end) {
        List<String> lines = new ArrayList<>();
        for (int i = first; i < end; i++) lines.add(line(i));
        return lines;
    }

    /** Some lines after edits of them. */
    List<String> edited(int first, int end, List<TextEdit> edits) {
        StringBuilder after = new StringBuilder();
        int at = start(first);
        for (TextEdit edit : edits) {
            after.append(text(at, edit.start() + shift)).append(edit.replacement());
            at = edit.end() + shift;
        }
        after.append(text(at, start(end)));
        return split(after.toString());
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
