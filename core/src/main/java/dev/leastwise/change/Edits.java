package dev.leastwise.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects edits of one text. */
final class Edits {

    private final List<TextEdit> edits = new ArrayList<>();

    void insert(int offset, String text) {
        edits.add(new TextEdit(offset, offset, text));
    }

    void replace(int start, int end, String text) {
        edits.add(new TextEdit(start, end, text));
    }

    void delete(int start, int end) {
        if (end > start) edits.add(new TextEdit(start, end, ""));
    }

    /** The edits in the order of their places. What is put in at a place comes before what goes there, and ends what goes. */
    List<TextEdit> inOrder() {
        edits.sort(Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end));
        for (int i = 1; i < edits.size(); i++) {
            TextEdit edit = edits.get(i);
            TextEdit before = edits.get(i - 1);
            if (edit.start() >= before.end()) continue;
            if (!before.replacement().isEmpty() || edit.start() < edit.end()) {
                throw new IllegalStateException("edits overlap: " + before + " and " + edit);
            }
            edits.set(i - 1, new TextEdit(before.start(), edit.start(), ""));
        }
        return List.copyOf(edits);
    }
}
