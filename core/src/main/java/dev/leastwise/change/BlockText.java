package dev.leastwise.change;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes values in block style, as lines that are indented within each other but not as a whole.
 *
 * @param step by how much the fields of a mapping are indented more than its key
 * @param offset by how much the dashes of a sequence are indented more than its key
 * @param dash how wide a dash is with the spaces behind it
 */
record BlockText(int step, int offset, int dash, Moving moving) {

    /** Whether a value takes no lines of its own. */
    static boolean isInline(Draft value) {
        return switch (value) {
            case Draft.Fields fields -> fields.fields.isEmpty();
            case Draft.Items items -> items.items.isEmpty();
            default -> true;
        };
    }

    String inline(Draft value) {
        return switch (value) {
            case Draft.Fields ignored -> "{}";
            case Draft.Items ignored -> "[]";
            case Draft.Leaf leaf -> Quoting.scalar(leaf.value(), false);
            case Draft.Kept ignored -> throw new IllegalStateException("what is kept is not written");
            case Draft.Moved ignored -> throw new IllegalStateException("what moves is a field");
        };
    }

    /** The lines of a collection that is not empty. */
    List<String> lines(Draft collection) {
        List<String> lines = new ArrayList<>();
        switch (collection) {
            case Draft.Fields fields -> fields.fields.forEach((name, value) -> lines.addAll(field(name, value)));
            case Draft.Items items -> {
                for (Draft item : items.items) lines.addAll(item(item));
            }
            default -> throw new IllegalStateException("no collection: " + collection);
        }
        return lines;
    }

    List<String> field(String name, Draft value) {
        if (value instanceof Draft.Moved moved) return moving.lines(moved, name);
        if (value instanceof Draft.Kept kept) return field(name, Draft.of(kept.tree()));
        String key = Quoting.key(name, false) + ":";
        if (isInline(value)) return List.of(key + " " + inline(value));
        List<String> lines = new ArrayList<>();
        lines.add(key);
        indent(lines(value), value instanceof Draft.Items ? offset : step, lines);
        return lines;
    }

    List<String> item(Draft value) {
        if (value instanceof Draft.Kept kept) return item(Draft.of(kept.tree()));
        List<String> lines = new ArrayList<>();
        indent(isInline(value) ? List.of(inline(value)) : lines(value), dash, lines);
        lines.set(0, "-" + lines.getFirst().substring(1));
        return lines;
    }

    private static void indent(List<String> lines, int by, List<String> into) {
        for (String line : lines) into.add(line.isEmpty() ? line : " ".repeat(by) + line);
    }

    /** Lines of which the first follows something else on its line. */
    static String joined(List<String> lines, int column, String lineBreak) {
        StringBuilder text = new StringBuilder(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            text.append(lineBreak);
            if (!line.isEmpty()) text.append(" ".repeat(column)).append(line);
        }
        return text.toString();
    }
}
