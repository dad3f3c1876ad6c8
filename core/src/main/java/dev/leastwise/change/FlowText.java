package dev.leastwise.change;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes values in brackets and braces.
 *
 * @param json whether names and strings are in double quotes
 * @param step by how much the lines of a collection are indented; 0 where all is on one line
 * @param lineBreak between lines
 * @param colon between a name and its value
 * @param comma between values on one line
 * @param blank a space, or a tab where lines are indented with these
 */
record FlowText(boolean json, int step, String lineBreak, String colon, String comma, String blank, Moving moving) {

    /** A value whose line is indented by so many columns. */
    String value(Draft value, int column) {
        return switch (value) {
            case Draft.Leaf leaf -> Quoting.scalar(leaf.value(), json);
            case Draft.Kept kept -> value(Draft.of(kept.tree()), column);
            case Draft.Moved moved -> moving.flow(moved, this, column);
            case Draft.Fields fields -> {
                List<String> entries = new ArrayList<>();
                fields.fields.forEach((name, field) -> entries.add(field(name, field, column + step)));
                yield collection('{', entries, '}', column);
            }
            case Draft.Items items -> {
                List<String> entries = new ArrayList<>();
                for (Draft item : items.items) entries.add(value(item, column + step));
                yield collection('[', entries, ']', column);
            }
        };
    }

    String field(String name, Draft value, int column) {
        return Quoting.key(name, json) + colon + value(value, column);
    }

    private String collection(char open, List<String> entries, char close, int column) {
        if (step == 0 || entries.isEmpty()) return open + String.join(comma, entries) + close;
        String line = lineBreak + blank.repeat(column + step);
        return open + line + String.join("," + line, entries) + lineBreak + blank.repeat(column) + close;
    }
}
