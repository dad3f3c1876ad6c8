package dev.leastwise.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Manifests in every layout that people write, mixed at random; the same seed gives the same ones. */
final class RandomManifests {

    /** A layout that an edit must get along with. */
    enum Row {
        FLOW_MAPPING,
        FLOW_SEQUENCE,
        FLOW_OVER_LINES,
        FLOW_WITH_COMMENTS,
        FLOW_TRAILING_COMMA,
        FLOW_EMPTY_VALUE,
        JSON_LINES,
        JSON_COMPACT,
        JSON_TABS,
        STEP_OF_3,
        STEP_OF_4,
        STEPS_MIXED,
        SEQUENCE_AT_PARENT,
        SEQUENCE_DEEPER,
        SEQUENCE_IN_SEQUENCE,
        DASH_ALONE,
        DASH_WIDE,
        EMPTY_ITEM,
        NULL_EMPTY,
        NULL_EMPTY_WITH_COMMENT,
        NULL_WORD,
        EMPTY_MAPPING,
        EMPTY_SEQUENCE,
        CRLF,
        MIXED_BREAKS,
        BYTE_ORDER_MARK,
        UTF_16,
        ASTRAL,
        TAB_AFTER_COLON,
        NO_FINAL_NEWLINE,
        COMMENT_ABOVE,
        COMMENT_BEHIND,
        COMMENT_APART,
        COMMENT_BELOW,
        BLANK_LINES,
        LITERAL_CLIPPED,
        LITERAL_STRIPPED,
        LITERAL_KEPT,
        FOLDED_CLIPPED,
        FOLDED_STRIPPED,
        FOLDED_KEPT,
        BLOCK_INDENTATION_INDICATOR,
        BLOCK_HEADER_COMMENT,
        BLOCK_WIDE_BLANKS,
        PLAIN_OVER_LINES,
        QUOTED_OVER_LINES,
        VALUE_ON_NEXT_LINE,
        KEY_QUOTED,
        KEY_WITH_COLON,
        KEY_DUPLICATE,
        KEY_TYPED,
        SEPARATOR_WITH_COMMENT,
        DOCUMENT_END,
        SEVERAL_DOCUMENTS,
        LIST,
        TAG,
        ANCHOR_UNUSED,
        ALIAS,
        MERGE,
        TEMPLATE
    }

    /** An input with the layouts in it. */
    @SuppressWarnings("ArrayRecordComponent")
    record RandomManifest(byte[] bytes, Set<Row> rows) {}

    private static final List<String> SCALARS = List.of(
            "nginx:1.27",
            "registry.example/app@sha256:0123abcd",
            "100m",
            "8080",
            "3",
            "true",
            "no",
            "~x",
            "0644",
            "IfNotPresent",
            "a b  c",
            "\"quoted \\\"x\\\" \\u00e9\"",
            "'it''s # fine'",
            "http://x.y/z?q=1#frag",
            "1e3",
            "-1",
            "1.5",
            "2020-01-01",
            "key=value",
            "\u6f22\u5b57",
            "\"\"",
            "''",
            "a:b",
            "-x",
            "c#d",
            "$(VAR)",
            "\"true\"",
            "'1'");

    private static final List<String> FLOW_SCALARS =
            List.of("a", "\"b, c\"", "'d: e'", "3", "true", "nginx:1.27", "\"}\"", "null", "-1", "a b");

    private static final List<String> COMMENTS =
            List.of("# why", "# a: b", "# - x", "#", "#: [{\" odd", "# it's {quoted", "## twice", "# \u00e9\u6f22");

    private final Random random;
    private Set<Row> rows = EnumSet.noneOf(Row.class);
    private int serial;
    private int step;
    private boolean deeper;
    private int anchors;

    RandomManifests(long seed) {
        this.random = new Random(seed);
    }

    RandomManifest next() {
        rows = EnumSet.noneOf(Row.class);
        serial = 0;
        String text = chance(7) ? json() : yaml();
        return new RandomManifest(encode(text), rows);
    }

    private String yaml() {
        StringBuilder out = new StringBuilder();
        if (chance(6))
            out.append(pick(List.of("---\n", "--- # first\n", "# top\n---\n", "\n\n", "# top\n", "# top\n\n")));
        document(out, 1);
        int documents = chance(3) ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < documents; i++) {
            out.append(separator());
            document(out, i + 2);
        }
        if (documents > 0) rows.add(Row.SEVERAL_DOCUMENTS);
        if (chance(12)) {
            rows.add(Row.DOCUMENT_END);
            out.append(pick(List.of("...\n", "...\n# end\n", "... # end\n")));
        }
        String text = out.toString();
        if (!text.contains("\ud83d")) return text;
        rows.add(Row.ASTRAL);
        return text;
    }

    private String separator() {
        String separator = pick(List.of("---\n", "---   \n", "--- # next\n", "...\n---\n", "---\n# over it\n"));
        if (separator.contains("#")) rows.add(Row.SEPARATOR_WITH_COMMENT);
        if (separator.contains("...")) rows.add(Row.DOCUMENT_END);
        return separator;
    }

    private void document(StringBuilder out, int number) {
        step = pick(List.of(2, 2, 2, 3, 4));
        if (step == 3) rows.add(Row.STEP_OF_3);
        if (step == 4) rows.add(Row.STEP_OF_4);
        deeper = chance(2);
        anchors = 0;
        List<String> lines = chance(8) ? list(number) : object("d" + number);
        for (String line : lines) out.append(line).append('\n');
    }

    private List<String> list(int number) {
        rows.add(Row.LIST);
        List<String> lines = new ArrayList<>(List.of("apiVersion: v1", "kind: List", "items:"));
        for (int i = 0; i < 2; i++) addIndented(item(object("d" + number + "." + i)), deeper ? step : 0, lines);
        return lines;
    }

    private List<String> object(String name) {
        List<String> lines = new ArrayList<>(List.of("apiVersion: example.org/v1", "kind: Thing"));
        lines.add("metadata:");
        lines.add(" ".repeat(step) + "name: " + name);
        lines.add("spec:" + behind());
        addIndented(mapping(1), step, lines);
        while (chance(2)) lines.addAll(field(1));
        return lines;
    }

    private List<String> mapping(int depth) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) lines.addAll(field(depth));
        if (chance(40)) merge(lines);
        if (chance(5)) {
            rows.add(Row.COMMENT_BELOW);
            if (chance(3)) lines.add("");
            lines.add(" ".repeat(pick(List.of(0, 0, 2, 4))) + comment());
        }
        return lines;
    }

    private List<String> field(int depth) {
        List<String> lines = new ArrayList<>();
        if (chance(8)) {
            rows.add(Row.BLANK_LINES);
            lines.add(chance(3) ? "  " : "");
        }
        if (chance(8)) {
            rows.add(Row.COMMENT_APART);
            lines.addAll(List.of(comment(), ""));
        }
        while (chance(5)) {
            rows.add(Row.COMMENT_ABOVE);
            lines.add(comment());
        }
        String key = key();
        value(key, depth, lines);
        if (chance(25)) {
            rows.add(Row.KEY_DUPLICATE);
            lines.add(key + ": " + pick(SCALARS) + behind());
        }
        return lines;
    }

    private void value(String key, int depth, List<String> lines) {
        int kinds = depth > 4 ? 11 : 18;
        switch (random.nextInt(kinds)) {
            case 0, 1, 2 -> lines.add(key + ":" + gap() + scalar() + behind());
            case 3 -> {
                List<String> block = blockScalar();
                lines.add(key + ": " + block.getFirst());
                lines.addAll(block.subList(1, block.size()));
            }
            case 4 -> overLines(key, lines);
            case 5 -> nothing(key, lines);
            case 6, 7 -> flowField(key, lines);
            case 8 -> {
                boolean mapping = chance(2);
                rows.add(mapping ? Row.EMPTY_MAPPING : Row.EMPTY_SEQUENCE);
                lines.add(key + ":" + gap() + (mapping ? pick(List.of("{}", "{}", "{ }")) : pick(List.of("[]", "[ ]")))
                        + behind());
            }
            case 9 -> rare(key, lines);
            case 10 -> {
                rows.add(Row.VALUE_ON_NEXT_LINE);
                lines.add(key + ":" + behind());
                addIndented(List.of(chance(2) ? scalar() + behind() : "{a: b, c: [1]}" + behind()), step, lines);
            }
            case 11, 12, 13, 14 -> {
                lines.add(key + ":" + behind());
                int by = chance(20) ? mixed() : step;
                addIndented(mapping(depth + 1), by, lines);
            }
            default -> {
                lines.add(key + ":" + behind());
                boolean further = chance(10) != deeper;
                rows.add(further ? Row.SEQUENCE_DEEPER : Row.SEQUENCE_AT_PARENT);
                addIndented(sequence(depth + 1), further ? step : 0, lines);
            }
        }
    }

    private int mixed() {
        rows.add(Row.STEPS_MIXED);
        return 1 + random.nextInt(5);
    }

    private List<String> sequence(int depth) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (chance(6)) {
                rows.add(Row.COMMENT_ABOVE);
                lines.add(comment());
            }
            switch (random.nextInt(depth > 4 ? 4 : 8)) {
                case 0, 1 -> lines.addAll(item(List.of(scalar() + behind())));
                case 2 -> lines.addAll(item(List.of(flow(2, false) + behind())));
                case 3 -> {
                    if (chance(2)) {
                        lines.addAll(item(blockScalar()));
                    } else {
                        rows.add(Row.EMPTY_ITEM);
                        lines.add("-" + behind().replace('\t', ' '));
                    }
                }
                case 4 -> {
                    rows.add(Row.SEQUENCE_IN_SEQUENCE);
                    lines.addAll(item(withoutHead(sequence(depth + 1))));
                }
                case 5 -> {
                    rows.add(Row.DASH_ALONE);
                    lines.add("-" + behind().replace('\t', ' '));
                    addIndented(mapping(depth + 1), 2, lines);
                }
                default -> lines.addAll(item(withoutHead(mapping(depth + 1))));
            }
            if (chance(8)) {
                rows.add(Row.COMMENT_BELOW);
                lines.add(" ".repeat(pick(List.of(0, 2))) + comment());
            }
        }
        return lines;
    }

    /** Lines behind a dash cannot begin with a comment or a blank line, if the dash is not to be alone. */
    private static List<String> withoutHead(List<String> lines) {
        List<String> rest = new ArrayList<>(lines);
        while (rest.getFirst().isBlank() || rest.getFirst().stripLeading().startsWith("#")) rest.removeFirst();
        return rest;
    }

    private List<String> item(List<String> lines) {
        int width = 2;
        if (chance(15)) {
            rows.add(Row.DASH_WIDE);
            width = 4;
        }
        List<String> item = new ArrayList<>();
        addIndented(lines, width, item);
        item.set(0, "-" + item.getFirst().substring(1));
        return item;
    }

    private static void addIndented(List<String> lines, int by, List<String> into) {
        for (String line : lines) into.add(line.isEmpty() ? line : " ".repeat(by) + line);
    }

    private List<String> blockScalar() {
        boolean literal = chance(2);
        String chomping = pick(List.of("", "-", "+"));
        rows.add(
                switch (chomping) {
                    case "" -> literal ? Row.LITERAL_CLIPPED : Row.FOLDED_CLIPPED;
                    case "-" -> literal ? Row.LITERAL_STRIPPED : Row.FOLDED_STRIPPED;
                    default -> literal ? Row.LITERAL_KEPT : Row.FOLDED_KEPT;
                });
        String header = literal ? "|" : ">";
        boolean explicit = chance(8);
        if (explicit) rows.add(Row.BLOCK_INDENTATION_INDICATOR);
        header += explicit ? "2" + chomping : chomping;
        if (chance(5)) {
            rows.add(Row.BLOCK_HEADER_COMMENT);
            header += " " + comment();
        }
        List<String> lines = new ArrayList<>(List.of(header));
        String pad = " ".repeat(explicit ? 2 : 2 + random.nextInt(3));
        lines.add(pad + "text " + random.nextInt(100));
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(
                    pick(List.of(pad + "# no comment", pad + "a: b", "", pad + "  more", pad + "- x", pad + "end  ")));
        }
        for (int i = chance(2) ? 0 : random.nextInt(3); i > 0; i--) lines.add("");
        if (chance(10)) {
            rows.add(Row.BLOCK_WIDE_BLANKS);
            lines.add(pad + "   ");
        }
        return lines;
    }

    private void overLines(String key, List<String> lines) {
        String pad = " ".repeat(step);
        switch (random.nextInt(3)) {
            case 0 -> {
                rows.add(Row.PLAIN_OVER_LINES);
                lines.addAll(List.of(key + ": plain text", pad + "that goes on", pad + "and on" + behind()));
            }
            case 1 -> {
                rows.add(Row.QUOTED_OVER_LINES);
                lines.addAll(List.of(key + ": \"quoted # text", "", pad + "that: goes on\"" + behind()));
            }
            default -> {
                rows.add(Row.QUOTED_OVER_LINES);
                lines.addAll(List.of(key + ": 'quoted text", pad + "# goes on'" + behind()));
            }
        }
    }

    private void nothing(String key, List<String> lines) {
        if (chance(3)) {
            rows.add(Row.NULL_WORD);
            lines.add(key + ":" + gap() + pick(List.of("~", "null", "Null")) + behind());
            return;
        }
        String comment = behind();
        rows.add(comment.isEmpty() ? Row.NULL_EMPTY : Row.NULL_EMPTY_WITH_COMMENT);
        lines.add(key + ":" + comment);
    }

    private void flowField(String key, List<String> lines) {
        if (chance(2)) {
            lines.add(key + ":" + gap() + flow(2, false) + behind());
            return;
        }
        rows.add(Row.FLOW_OVER_LINES);
        boolean mapping = chance(2);
        rows.add(mapping ? Row.FLOW_MAPPING : Row.FLOW_SEQUENCE);
        String pad = " ".repeat(step);
        lines.add(key + ": " + (mapping ? "{" : "[") + (chance(6) ? flowComment() : ""));
        int last = random.nextInt(3);
        for (int i = 0; i <= last; i++) {
            if (chance(6)) lines.add(pad + flowComment().strip());
            String entry = (mapping ? "k" + ++serial + ": " : "") + flow(1, true);
            boolean trailing = i == last && chance(3);
            if (trailing) rows.add(Row.FLOW_TRAILING_COMMA);
            lines.add(pad + entry + (i < last || trailing ? "," : "") + (chance(4) ? flowComment() : ""));
        }
        if (chance(5))
            lines.set(
                    lines.size() - 1,
                    lines.getLast()
                            + (lines.getLast().contains("#") ? "\n" + pad : " ")
                            + (mapping ? "}" : "]")
                            + behind());
        else lines.add(pick(List.of("", pad)).replaceAll("^$", " ") + (mapping ? "}" : "]") + behind());
        splitLast(lines);
    }

    private static void splitLast(List<String> lines) {
        String last = lines.removeLast();
        lines.addAll(List.of(last.split("\n")));
    }

    private String flowComment() {
        rows.add(Row.FLOW_WITH_COMMENTS);
        return " " + comment();
    }

    private String flow(int depth, boolean orScalar) {
        if (depth == 0 || (orScalar && chance(2))) return pick(FLOW_SCALARS);
        boolean mapping = chance(2);
        rows.add(mapping ? Row.FLOW_MAPPING : Row.FLOW_SEQUENCE);
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String value = flow(depth - 1, true);
            if (mapping && chance(8)) {
                rows.add(Row.FLOW_EMPTY_VALUE);
                value = "";
            }
            String key = chance(6) ? "\"q" + ++serial + "\"" : "k" + ++serial;
            entries.add(mapping ? key + (value.isEmpty() && chance(2) ? "" : ": " + value) : value);
        }
        String comma = "";
        if (chance(8)) {
            rows.add(Row.FLOW_TRAILING_COMMA);
            comma = pick(List.of(",", ", "));
        }
        String inside =
                String.join(pick(List.of(", ", ", ", ",")).equals(",") && !mapping ? "," : ", ", entries) + comma;
        String pad = chance(6) ? " " : "";
        return (mapping ? "{" : "[") + pad + inside + pad + (mapping ? "}" : "]");
    }

    private void rare(String key, List<String> lines) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                String anchor = "a" + ++anchors;
                rows.add(Row.ALIAS);
                if (chance(2)) {
                    lines.add(key + ": &" + anchor);
                    addIndented(List.of("user: 10", "deep: {group: 5}"), step, lines);
                } else {
                    lines.add(key + ": &" + anchor + " {user: 20}");
                }
                lines.add(key() + ": *" + anchor + behind());
            }
            case 2 -> {
                rows.add(Row.ANCHOR_UNUSED);
                lines.add(key + ": &unused " + scalar() + behind());
                lines.add(key() + ": &unused" + behind());
                addIndented(List.of("own: 1" + behind()), step, lines);
            }
            case 3 -> {
                rows.add(Row.TAG);
                lines.add(key + ": !!str " + pick(List.of("5", "true", "x")) + behind());
                lines.add(key() + ": !!map" + behind());
                addIndented(List.of("own: 1" + behind()), step, lines);
            }
            case 4 -> {
                rows.add(Row.TEMPLATE);
                lines.add(key + ": " + pick(List.of("\"{{ .Values.x }}\"", "repo:{{ .tag }}")));
            }
            case 5 -> {
                rows.add(Row.TEMPLATE);
                lines.add("# {{- if .Values.x }}");
                lines.add(key + ": 1");
                lines.add("# {{- end }}");
            }
            default -> lines.add(key + ": " + "\"\ud83d\ude00 astral\"" + behind());
        }
    }

    private void merge(List<String> lines) {
        rows.add(Row.MERGE);
        String anchor = "m" + ++anchors;
        lines.addFirst(key() + ": &" + anchor + " {user: 10, merged" + anchors + ": 1}");
        lines.add("<<: *" + anchor);
        if (chance(2)) lines.add("user: 5");
        if (chance(4)) lines.addFirst("group: 5");
    }

    private String key() {
        int n = ++serial;
        return switch (random.nextInt(12)) {
            case 0 -> {
                rows.add(Row.KEY_QUOTED);
                yield pick(List.of("\"key " + n + "\"", "'it''s " + n + "'", "\"k\\u00e9" + n + "\""));
            }
            case 1 -> {
                rows.add(Row.KEY_WITH_COLON);
                yield pick(List.of("a:b" + n, "\"c: d" + n + "\"", "e.f/g:" + n, "x#" + n));
            }
            case 2 -> {
                if (!chance(4)) yield "name" + n;
                rows.add(Row.KEY_TYPED);
                yield pick(List.of("1" + n, "0x" + n, "1." + n + "5"));
            }
            case 3 -> "app.kubernetes.io/n" + n;
            case 4 -> "k\u00e9" + n;
            default -> pick(List.of("name", "image", "env", "securityContext", "x-y_z", "runAsUser")) + n;
        };
    }

    private String scalar() {
        return pick(SCALARS);
    }

    private String gap() {
        if (!chance(12)) return chance(8) ? "   " : " ";
        rows.add(Row.TAB_AFTER_COLON);
        return pick(List.of("\t", "\t ", " \t"));
    }

    private String comment() {
        return pick(COMMENTS);
    }

    private String behind() {
        if (chance(20)) return "  ";
        if (!chance(5)) return "";
        rows.add(Row.COMMENT_BEHIND);
        return pick(List.of(" ", "  ", "\t")) + comment();
    }

    private String json() {
        int style = random.nextInt(4);
        rows.add(style < 2 ? Row.JSON_LINES : style == 2 ? Row.JSON_COMPACT : Row.JSON_TABS);
        String unit = switch (style) {
            case 0 -> "  ";
            case 1 -> "    ";
            case 2 -> "";
            default -> "\t";
        };
        StringBuilder out = new StringBuilder();
        String name = "\"apiVersion\": \"example.org/v1\", \"kind\": \"Thing\", \"metadata\": {\"name\": \"d1\"}";
        String spec = jsonValue(unit, 1, 0);
        if (style == 2) {
            out.append('{')
                    .append(name.replace(": ", ":").replace(", ", ","))
                    .append(",\"spec\":{\"a\":")
                    .append(spec)
                    .append("}}");
        } else {
            String line = "\n" + unit;
            out.append("{").append(line).append(name.replace(", ", "," + line));
            out.append(',')
                    .append(line)
                    .append("\"spec\": {")
                    .append(line)
                    .append(unit)
                    .append("\"a\": ");
            out.append(jsonValue(unit, 2, 0)).append(line).append("}\n}");
        }
        return out.append('\n').toString();
    }

    private String jsonValue(String unit, int level, int depth) {
        int kind = random.nextInt(depth > 3 ? 3 : 8);
        if (depth == 0) kind = 7;
        if (kind < 3)
            return pick(List.of(
                    "\"x\"", "1", "true", "null", "\"\\ud83d\\ude00 \\/ \\u0041\"", "{}", "[]", "\"\u00e9\"", "-1.5"));
        boolean object = kind > 4;
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String value = jsonValue(unit, level + 1, depth + 1);
            entries.add(object ? "\"n" + ++serial + "\":" + (unit.isEmpty() ? "" : " ") + value : value);
        }
        String open = object ? "{" : "[";
        String close = object ? "}" : "]";
        if (unit.isEmpty()) return open + String.join(",", entries) + close;
        if (chance(6)) return open + String.join(", ", entries) + close;
        String line = "\n" + unit.repeat(level + 1);
        return open + line + String.join("," + line, entries) + "\n" + unit.repeat(level) + close;
    }

    private byte[] encode(String text) {
        String content = text;
        if (chance(8)) {
            rows.add(Row.CRLF);
            content = text.replace("\n", "\r\n");
        } else if (chance(20)) {
            rows.add(Row.MIXED_BREAKS);
            StringBuilder mixed = new StringBuilder();
            for (int i = 0; i < text.length(); i++)
                mixed.append(text.charAt(i) == '\n' && chance(2) ? "\r\n" : text.substring(i, i + 1));
            content = mixed.toString();
        }
        if (chance(8) && content.endsWith("\n")) {
            rows.add(Row.NO_FINAL_NEWLINE);
            content = content.replaceAll("\r?\n\\z", "");
        }
        if (chance(15)) {
            rows.add(Row.BYTE_ORDER_MARK);
            return ("\ufeff" + content).getBytes(StandardCharsets.UTF_8);
        }
        if (chance(30)) {
            rows.add(Row.UTF_16);
            return ("\ufeff" + content).getBytes(pick(List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)));
        }
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
