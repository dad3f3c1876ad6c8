package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text after edits whose bytes know where they come from. */
final class Origins {

    private static final int NEW = -1;

    private byte[] bytes;
    private int[] origins;

    private Origins(SourceText source) {
        this.bytes = source.bytes();
        this.origins = new int[bytes.length];
        Arrays.setAll(origins, i -> i);
    }

    /** The edits of a text that do what some do, and then others to the text after these. */
    static List<TextEdit> compose(SourceText source, List<TextEdit> first, List<TextEdit> second) {
        Origins text = new Origins(source);
        text.apply(first);
        text.apply(second);
        return text.edits(source.length());
    }

    private void apply(List<TextEdit> edits) {
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        List<int[]> parts = new ArrayList<>();
        int at = 0;
        for (TextEdit edit : edits) {
            byte[] replacement = edit.replacement().getBytes(StandardCharsets.UTF_8);
            after.write(bytes, at, edit.start() - at);
            parts.add(Arrays.copyOfRange(origins, at, edit.start()));
            after.writeBytes(replacement);
            int[] none = new int[replacement.length];
            Arrays.fill(none, NEW);
            parts.add(none);
            at = edit.end();
        }
        after.write(bytes, at, bytes.length - at);
        parts.add(Arrays.copyOfRange(origins, at, origins.length));
        bytes = after.toByteArray();
        origins = parts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private List<TextEdit> edits(int length) {
        List<TextEdit> edits = new ArrayList<>();
        int origin = 0;
        int at = 0;
        while (at < bytes.length || origin < length) {
            int added = at;
            while (at < bytes.length && origins[at] == NEW) at++;
            int next = at < bytes.length ? origins[at] : length;
            if (at > added || next > origin) {
                edits.add(new TextEdit(origin, next, new String(bytes, added, at - added, StandardCharsets.UTF_8)));
            }
            origin = next;
            while (at < bytes.length && origins[at] == origin) {
                at++;
                origin++;
            }
        }
        return edits;
    }
}
