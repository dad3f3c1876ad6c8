package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A replacement of the bytes between two offsets of a {@link SourceText}. */
public record TextEdit(int start, int end, String replacement) {

    /** The text after edits that are in the order of their places and do not overlap. */
    public static SourceText apply(SourceText before, List<TextEdit> edits) {
        ByteArrayOutputStream after = new ByteArrayOutputStream(before.length() + 64 * edits.size());
        int at = 0;
        for (TextEdit edit : edits) {
            after.write(before.bytes(), at, edit.start - at);
            after.writeBytes(edit.replacement.getBytes(StandardCharsets.UTF_8));
            at = edit.end;
        }
        after.write(before.bytes(), at, before.length() - at);
        return before.with(after.toByteArray());
    }

    /** The edits of a text that do what some do, and then others to the text after these. */
    public static List<TextEdit> compose(SourceText before, List<TextEdit> first, List<TextEdit> second) {
        if (first.isEmpty() || second.isEmpty()) return first.isEmpty() ? second : first;
        return Origins.compose(before, first, second);
    }

    /** Where in a text before edits a place in the text after them comes from; the edit's beginning where that is new. */
    public static int origin(List<TextEdit> edits, SourceText before, int offset) {
        int grown = 0;
        for (TextEdit edit : edits) {
            int start = edit.start + grown;
            int length = edit.replacement.getBytes(StandardCharsets.UTF_8).length;
            if (offset < start) break;
            if (offset < start + length) return edit.start;
            grown += length - (edit.end - edit.start);
        }
        return Math.min(offset - grown, before.length());
    }
}
