package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Takes the text of fields that move, with their comments. */
final class Moving {

    private final Layout layout;
    private final Comments comments;

    /** Comments for which there is no place where their field is put. */
    private final List<String> homeless = new ArrayList<>();

    Moving(Layout layout, Comments comments) {
        this.layout = layout;
        this.comments = comments;
    }

    List<String> homeless() {
        return homeless;
    }

    private static Mapping mapping(Draft.Moved moved) {
        return (Mapping) moved.place().parent().node().orElseThrow();
    }

    /** A field as lines in block style. */
    List<String> lines(Draft.Moved moved, String name) {
        KubeNode place = moved.place();
        YamlNode key = place.key().orElseThrow();
        YamlNode value = place.node().orElseThrow();
        Extent extent = Extent.of(layout, mapping(moved), key, value);
        if (mapping(moved).flow()) return fromFlow(extent, name, key, value);
        checkColon(key);
        comments.carry(extent.head(), extent.foot());
        List<String> lines = new ArrayList<>();
        int column = layout.column(extent.start());
        for (int line = extent.head(); line <= extent.foot(); line = layout.nextLine(line)) {
            int end = layout.lineEnd(line);
            if (line <= extent.start() && extent.start() <= end) lines.add(renamed(key, name, end));
            else lines.add(shifted(line, end, column));
            if (layout.nextLine(line) == layout.length()) break;
        }
        return lines;
    }

    private void checkColon(YamlNode key) {
        int colon = layout.behindColon(key);
        if (colon >= 0 && layout.sameLine(colon - 1, key.start())) return;
        throw new Refusal(
                Obstacle.MISFIT,
                key.start(),
                key.end(),
                "the colon of this key is not on its line",
                "write key and colon on one line, or move it by hand");
    }

    private String renamed(YamlNode key, String name, int end) {
        String rest = layout.text(layout.behindColon(key), end);
        return Quoting.key(name, false) + ":" + rest;
    }

    private String shifted(int line, int end, int column) {
        return layout.text(Math.min(layout.skipBlanks(line), Math.min(line + column, end)), end);
    }

    private List<String> fromFlow(Extent extent, String name, YamlNode key, YamlNode value) {
        List<String> lines = new ArrayList<>(comments.carry(extent.head(), key.start()));
        comments.carry(key.start(), extent.foot());
        String text = value.start() == value.end() ? "" : " " + layout.text(value.start(), value.end());
        String comment = layout.text(extent.comment(), extent.foot());
        String[] valueLines = text.split("\r?\n", -1);
        lines.add(Quoting.key(name, false) + ":" + valueLines[0]);
        for (int i = 1; i < valueLines.length; i++) lines.add("  " + valueLines[i].stripLeading());
        if (!comment.isEmpty()) lines.set(lines.size() - 1, lines.getLast() + " " + comment);
        return lines;
    }

    /** The value of a field in brackets and braces; its comments find no place there. */
    String flow(Draft.Moved moved, FlowText text, int column) {
        KubeNode place = moved.place();
        YamlNode key = place.key().orElseThrow();
        YamlNode value = place.node().orElseThrow();
        Extent extent = Extent.of(layout, mapping(moved), key, value);
        boolean verbatim = mapping(moved).flow() && text.json() && value.end() > value.start();
        homeless.addAll(comments.carry(extent.head(), extent.foot()));
        if (!verbatim) return text.value(Draft.of(moved.tree()), column);
        int base = layout.indentation(key.start());
        StringBuilder out = new StringBuilder();
        String[] lines = layout.text(value.start(), value.end()).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String stripped = lines[i].stripLeading();
            int indentation = lines[i].length() - stripped.length();
            if (i == 0) out.append(lines[i]);
            else
                out.append(text.lineBreak())
                        .append(text.blank().repeat(Math.max(0, indentation - base + column)))
                        .append(stripped);
        }
        return out.toString();
    }
}
