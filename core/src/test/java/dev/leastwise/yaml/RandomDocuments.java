package dev.leastwise.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Manifests as people write them, each with a few of the peculiarities in which YAML readers disagree. The same seed
 * gives the same documents; of every hundred in a row, each {@link Row} is in at least one.
 *
 * <p>{@code RandomDocuments.of(seed).next()} gives the text and the rows it exercises. Object {@code n}, counted from
 * 1, is called {@code d<n>}; a second document of the same input {@code d<n>.2}.
 */
public final class RandomDocuments {

    /** A peculiarity; where it is one of scalars, with texts that have it. */
    public enum Row {
        BOOLEAN_WORDS("yes", "Yes", "YES", "on", "On", "ON", "no", "No", "NO", "off", "Off", "OFF"),
        BOOLEAN_LETTERS("y", "Y", "n", "N"),
        BOOLEAN_CAPITALS("TRUE", "True", "FALSE", "False"),
        BOOLEAN_MIXED_CASE("yEs", "oN", "tRUE", "fALSE", "oFF", "nO"),
        BOOLEAN_IN_QUOTES("\"true\"", "'true'", "\"no\"", "'y'", "!!str true", "!!str no"),
        BOOLEAN_TAGGED("!!bool \"yes\"", "!!bool yes", "!!bool 'off'", "!!bool n"),
        NULL_WORDS("~", "Null", "NULL"),
        NULL_OR_EMPTY("null", ""),
        OCTAL("010", "01000", "0777", "-017", "+012", "00", "0_7"),
        OCTAL_LETTER("0o10", "0o777", "-0o17", "0O17", "0o8"),
        NO_OCTAL("08", "0999", "-09", "0128", "09.5", "08e1"),
        OTHER_BASES(
                "0x10", "0xFf", "-0x1F", "0X1f", "0b11", "-0b11", "0B11", "+0b1", "1_000", "+5", "0x_1F", "_1", "1_"),
        WHOLE_FLOATS(
                "1e3", "1000.0", ".5e1", "1E3", "1.", "-2.0", "+3.0e0", "1_0.0", "1e21", "123456789012345678901234.0"),
        FRACTIONS("1000.5", ".5", "-.5", "+.5", "0.1", "1e-7", "1.5e300", "3.14159265358979", "5e-324", "100.25e-1"),
        SEXAGESIMAL("1:30", "190:20:30", "12:30:45.5", "-1:30"),
        DATES(
                "2020-01-01",
                "2020-1-2",
                "2001-12-14t21:59:43.10-05:00",
                "2020-01-01 10:00:00",
                "2020-13-45",
                "!!timestamp 2020-01-01"),
        UNKNOWN_TAGS(
                "!foo bar",
                "!foo {a: 1}",
                "!foo 12",
                "!!foo true",
                "!<tag:example.org,2000:x> 5",
                "! 12",
                "! \"12\"",
                "!foo [1, 2]",
                "!!map {a: 1}",
                "!!str [a]"),
        BINARY("!!binary aGk=", "!!binary \"aGVsbG8=\"", "!!binary ''", "!!binary gIA="),
        BEYOND_INT64(
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "-9223372036854775808",
                "-9223372036854775809",
                "0x8000000000000000",
                "0xFFFFFFFFFFFFFFFFF",
                "99999999999999999999999"),
        BEYOND_INT32("-1", "99999999999", "2147483648", "-2147483649"),
        MERGE_AFTER_KEY,
        MERGE_BEFORE_KEY,
        MERGE_LIST,
        TWO_MERGES,
        QUOTED_MERGE,
        TAB_AFTER_COLON,
        TAB_AS_INDENTATION,
        JSON_WITH_TABS,
        BYTE_ORDER_MARK,
        BYTE_ORDER_MARK_INSIDE,
        OTHER_LINE_BREAKS,
        NO_BREAK_SPACE,
        YAML_1_2_DIRECTIVE,
        TYPED_KEYS,
        NULL_KEY,
        SELF_CONTAINING_ANCHOR,
        FLOW_AND_EXPLICIT_KEYS,
        EXCESSIVE_ALIASES,
        /** Beyond the table: characters of numbers at random. */
        NUMBER_LIKE,
        DUPLICATE_KEYS,
        BLOCK_SCALARS,
        INFINITE_OR_NO_NUMBER(".nan", ".NaN", ".inf", "-.inf", "+.INF", ".NAN"),
        TEXT_AFTER_END,
        OTHER_REFUSALS;

        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> samples;

        Row(String... samples) {
            this.samples = List.of(samples);
        }
    }

    /**
     * An input of one or two documents.
     *
     * @param number its place in the series, from 1
     * @param bytes as in a file
     * @param rows the peculiarities in it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record RandomDocument(int number, byte[] bytes, Set<Row> rows) {

        /** The bytes read as UTF-8, which some are not. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static final int DECK = 100;

    /** What ordinary YAML readers for manifests need not read; each is in exactly one document of a hundred. */
    private static final List<Set<Row>> RARE = List.of(
            EnumSet.of(Row.UNKNOWN_TAGS, Row.BINARY, Row.BOOLEAN_TAGGED),
            EnumSet.of(Row.MERGE_AFTER_KEY, Row.MERGE_BEFORE_KEY, Row.MERGE_LIST, Row.TWO_MERGES),
            EnumSet.of(Row.TAB_AS_INDENTATION),
            EnumSet.of(Row.OTHER_LINE_BREAKS),
            EnumSet.of(Row.YAML_1_2_DIRECTIVE),
            EnumSet.of(Row.SELF_CONTAINING_ANCHOR),
            EnumSet.of(Row.FLOW_AND_EXPLICIT_KEYS),
            EnumSet.of(Row.EXCESSIVE_ALIASES),
            EnumSet.of(Row.OTHER_REFUSALS));

    private static final List<Set<Row>> SINGLE = List.of(
            EnumSet.of(Row.JSON_WITH_TABS),
            EnumSet.of(Row.BYTE_ORDER_MARK),
            EnumSet.of(Row.BYTE_ORDER_MARK_INSIDE),
            EnumSet.of(Row.NULL_KEY),
            EnumSet.of(Row.INFINITE_OR_NO_NUMBER),
            EnumSet.of(Row.TEXT_AFTER_END));

    private static final List<Row> COMMON = List.of(
            Row.BOOLEAN_WORDS,
            Row.BOOLEAN_LETTERS,
            Row.BOOLEAN_CAPITALS,
            Row.BOOLEAN_MIXED_CASE,
            Row.BOOLEAN_IN_QUOTES,
            Row.NULL_WORDS,
            Row.NULL_OR_EMPTY,
            Row.OCTAL,
            Row.OCTAL_LETTER,
            Row.NO_OCTAL,
            Row.OTHER_BASES,
            Row.WHOLE_FLOATS,
            Row.FRACTIONS,
            Row.SEXAGESIMAL,
            Row.DATES,
            Row.BEYOND_INT64,
            Row.BEYOND_INT32,
            Row.QUOTED_MERGE,
            Row.TAB_AFTER_COLON,
            Row.NO_BREAK_SPACE,
            Row.TYPED_KEYS,
            Row.NUMBER_LIKE,
            Row.NUMBER_LIKE,
            Row.NUMBER_LIKE,
            Row.DUPLICATE_KEYS,
            Row.BLOCK_SCALARS,
            Row.BLOCK_SCALARS);

    private static final List<String> NAMES = List.of(
            "name",
            "image",
            "replicas",
            "command",
            "args",
            "env",
            "securityContext",
            "runAsUser",
            "privileged",
            "ports",
            "volumeMounts",
            "resources",
            "limits",
            "template",
            "app.kubernetes.io/name",
            "\"quoted key\"",
            "'it''s'",
            "containerPort",
            "x-y_z",
            "a.b/c",
            "UPPER",
            "k\u00e9",
            "$ref");

    private static final List<String> VALUES = List.of(
            "nginx:1.27",
            "registry.example/app@sha256:0123abcd",
            "/var/lib/data",
            "100m",
            "64Mi",
            "8080",
            "3",
            "true",
            "false",
            "IfNotPresent",
            "a b  c",
            "\"quoted: \\\"x\\\" \\u00e9\\t\\x41\"",
            "'it''s # fine'",
            "http://x.y/z?q=1#frag",
            "key=value",
            "0",
            "r\u00e9sum\u00e9",
            "\u6f22\u5b57 \ud83d\ude00",
            "{}",
            "[]",
            "[a, \"b\", 3]",
            "{a: b, c: [1, 2]}",
            "$(VAR)",
            "a:b",
            "-x",
            "1.2.3",
            ".example.com",
            "\"\"",
            "''",
            "-x-",
            "c#d");

    private static final List<String> REFUSED = List.of(
            "*nowhere",
            "!!int abc",
            "!!bool 1",
            "!!float x",
            "!!null 1",
            "!!binary '*'",
            "!!timestamp no",
            "!!int 1.5",
            "!e!x y",
            "{[a]: b}",
            "{{a: b}: c}",
            "{18446744073709551615: a}",
            "{<<: 1}",
            "{<<: [1]}",
            "{<<: [[{a: 1}]]}",
            "{<<: ~}",
            "a\u0001b",
            "a\u007fb",
            "a\u0080b",
            "\"\\q\"",
            "\"\\/\"",
            "\"\\ud83d\"",
            "'open",
            "[a",
            "@a",
            "`a",
            "%a",
            "a: b",
            "- a",
            "|x",
            ">10");

    private final Random random;
    private final Deque<Set<Row>> deck = new ArrayDeque<>();
    private final StringBuilder out = new StringBuilder();
    private int count;
    private int serial;
    private int step;

    private RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    public static RandomDocuments of(long seed) {
        return new RandomDocuments(seed);
    }

    /** The next document of the series, which has no end. */
    public RandomDocument next() {
        if (deck.isEmpty()) shuffle();
        Set<Row> rows = deck.pop();
        count++;
        step = chance(4) ? 4 : 2;
        String text = rows.contains(Row.JSON_WITH_TABS) ? json() : yaml(rows);
        return new RandomDocument(count, encode(text, rows), rows);
    }

    private void shuffle() {
        List<Set<Row>> cards = new ArrayList<>(RARE);
        cards.addAll(SINGLE);
        List<Row> common = new ArrayList<>();
        while (cards.size() < DECK) {
            Set<Row> rows = EnumSet.noneOf(Row.class);
            for (int i = 1 + random.nextInt(2); i >= 0; i--) {
                if (common.isEmpty()) {
                    common.addAll(COMMON);
                    Collections.shuffle(common, random);
                }
                rows.add(common.removeLast());
            }
            cards.add(rows);
        }
        Collections.shuffle(cards, random);
        deck.addAll(cards);
    }

    private String yaml(Set<Row> rows) {
        out.setLength(0);
        if (rows.contains(Row.YAML_1_2_DIRECTIVE)) out.append("%YAML 1.2\n");
        else if (chance(6))
            out.append(pick(List.of("---\n", "--- # first\n", "# a comment\n---\n", "\n\n", "# a comment\n")));
        document("", rows);
        if (rows.contains(Row.TEXT_AFTER_END))
            out.append(pick(List.of("...\n", "... # end\n")))
                    .append(pick(List.of("kind: Lost\n", "a: [\n", "\t\n", "# nothing\n")));
        if (chance(10)) {
            out.append(pick(List.of("---\n", "---   \n", "--- # next\n", "---\n---\n", "---\n# nothing\n---\n")));
            document(".2", EnumSet.noneOf(Row.class));
        }
        return out.toString();
    }

    private void document(String suffix, Set<Row> rows) {
        line(0, "apiVersion: apps/v1");
        line(0, "kind: Deployment");
        line(0, "metadata:");
        line(step, "name: " + "d" + count + suffix);
        line(0, "spec:");
        Deque<Row> pending = new ArrayDeque<>(rows);
        mapping(step, 0, pending);
        while (!pending.isEmpty()) peculiar(0, pending.pop(), new HashSet<>());
    }

    private void mapping(int indent, int depth, Deque<Row> pending) {
        Set<String> used = new HashSet<>();
        for (int i = 1 + random.nextInt(4); i >= 0; i--) {
            if (!pending.isEmpty() && chance(3)) peculiar(indent, pending.pop(), used);
            field(indent, depth, pending, used);
        }
        if (depth == 0) while (!pending.isEmpty() && chance(2)) peculiar(indent, pending.pop(), used);
    }

    private void field(int indent, int depth, Deque<Row> pending, Set<String> used) {
        if (chance(12)) line(indent, pick(List.of("# a comment", "", "#: [{\" odd", "   ")));
        String key = key(used);
        int kind = random.nextInt(depth > 4 ? 6 : 10);
        if (kind < 6) {
            line(
                    indent,
                    key + ":" + pick(List.of(" ", " ", " ", "   ")) + pick(VALUES)
                            + pick(List.of("", "", "", "  ", " # why", "\t# tab")));
        } else if (kind < 8) {
            line(indent, key + ":" + pick(List.of("", "", "", " # why", " ")));
            mapping(indent + step, depth + 1, pending);
        } else {
            line(indent, key + ":");
            sequence(chance(2) ? indent : indent + step, depth + 1, pending);
        }
    }

    private void sequence(int indent, int depth, Deque<Row> pending) {
        boolean mappings = depth < 5 && chance(2);
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (mappings) {
                line(indent, "- name: " + pick(VALUES));
                mapping(indent + 2, depth + 1, pending);
            } else if (!pending.isEmpty() && !pending.peek().samples.isEmpty()) {
                line(indent, "- " + pick(pending.pop().samples));
            } else {
                line(indent, "- " + pick(VALUES));
            }
        }
    }

    private void peculiar(int indent, Row row, Set<String> used) {
        String key = key(used);
        switch (row) {
            case MERGE_AFTER_KEY -> merge(indent, key, "privileged: false", "<<: *B1", "own: 1");
            case MERGE_BEFORE_KEY -> merge(indent, key, "<<: *B1", "privileged: 5");
            case MERGE_LIST ->
                merge(indent, key, "user: 1", pick(List.of("<<: [*B1, *B2]", "<<: [*B2, {user: 9}, *B1]")));
            case TWO_MERGES -> merge(indent, key, "<<: *B1", "user: 2", "<<: *B2");
            case QUOTED_MERGE -> line(indent, key + ": {" + pick(List.of("\"<<\"", "'<<'")) + ": {a: 1}, a: 2}");
            case TAB_AFTER_COLON -> line(indent, key + ":" + pick(List.of("\t", "\t\t", " \t", "\t ")) + pick(VALUES));
            case TAB_AS_INDENTATION -> {
                line(indent, key + ":");
                line(0, "\t" + pick(List.of("a: 1", "- a", "b: {}")));
            }
            case BYTE_ORDER_MARK_INSIDE -> line(indent, "\ufeff" + key + ": " + pick(VALUES));
            case NO_BREAK_SPACE -> line(indent, key + ": a:\u00a0b\u00a0");
            case TYPED_KEYS -> typedKey(indent, key);
            case NULL_KEY -> {
                line(indent, key + ":");
                line(indent + step, pick(List.of("~: x", "null: x", ": x", "Null: {a: b}")));
            }
            case SELF_CONTAINING_ANCHOR ->
                line(
                        indent,
                        key + ": "
                                + pick(List.of(
                                        "&self [a, *self]",
                                        "&self {a: *self}",
                                        "&self\n" + " ".repeat(indent + step) + "a: {b: [*self]}")));
            case FLOW_AND_EXPLICIT_KEYS -> flow(indent, key, used);
            case EXCESSIVE_ALIASES -> aliases(indent, key);
            case NUMBER_LIKE -> line(indent, key + ": " + numberLike());
            case DUPLICATE_KEYS -> {
                String again = "twice" + ++serial;
                line(indent, again + ": " + pick(VALUES));
                line(indent, key + ": 1");
                line(indent, pick(List.of(again, '"' + again + '"', '\'' + again + '\'')) + ": " + pick(VALUES));
            }
            case BLOCK_SCALARS -> blockScalar(indent, key);
            case OTHER_REFUSALS -> line(indent, key + ": " + pick(REFUSED));
            default -> {
                if (row.samples.isEmpty()) return; // of the whole text
                line(indent, key + ":" + (chance(8) ? "  " : " ") + pick(row.samples) + (chance(8) ? " # why" : ""));
                if (chance(3)) line(indent, key(used) + ": [" + pick(row.samples) + ", " + pick(row.samples) + "]");
            }
        }
    }

    private void typedKey(int indent, String key) {
        String typed = pick(List.of(
                "yes",
                "no",
                "1",
                "010",
                "0x1F",
                "1.5",
                "1e3",
                "3.14159265358979",
                "1e21",
                "1_000",
                "2020-01-01",
                "-0.0",
                ".inf",
                "0.000001",
                "1e-7",
                "y",
                "123456789.0",
                "16777217.0",
                "!!str 1",
                "!!binary aGk=",
                "1:30"));
        if (chance(2)) {
            line(indent, key + ": {" + typed + ": x}");
            return;
        }
        line(indent, key + ":");
        line(indent + step, typed + ": " + pick(VALUES));
    }

    private void merge(int indent, String key, String... entries) {
        String first = "a" + ++serial;
        String second = "b" + serial;
        line(indent, "base" + first + ": &" + first);
        line(indent + step, "privileged: true");
        line(indent + step, "user: 10");
        line(indent, "base" + second + ": &" + second + " {user: 20, group: 30}");
        line(indent, key + ":");
        for (String entry : entries)
            line(indent + step, entry.replace("*B1", "*" + first).replace("*B2", "*" + second));
    }

    private void flow(int indent, String key, Set<String> used) {
        String pad = " ".repeat(indent + step);
        line(
                indent,
                key + ": "
                        + pick(List.of(
                                "[a, b, ]",
                                "{a: 1, }",
                                "{a, b: , c: }",
                                "[a: 1, b: 2]",
                                "{\"a\":1, 'b':2}",
                                "[? a : b]")));
        line(indent, "? " + key(used));
        line(indent, ": " + pick(VALUES));
        line(indent, "\"priv\\u0069leged" + ++serial + "\": true");
        line(indent, key(used) + ": {a: 1,\n" + pad + "b: [1,\n" + pad + "  2] # why\n" + pad + "}");
        line(indent, key(used) + ": plain text that\n" + pad + "goes on\n\n" + pad + "and on # not");
        line(indent, key(used) + ": \"quoted that \\\n" + pad + "  goes on\n\n" + pad + "and \\  on\"");
        line(indent, key(used) + ": 'quoted that\n" + pad + "goes on\n" + pad + "  and ''on'''");
    }

    private void aliases(int indent, String key) {
        String previous = "x" + ++serial + "_";
        line(indent, key + "0" + ": &" + previous + "0 [" + "1, ".repeat(9) + "1]");
        int levels = 3 + random.nextInt(3);
        for (int i = 1; i <= levels; i++) {
            String alias = "*" + previous + (i - 1);
            line(
                    indent,
                    key.replace("\"", "").replace("'", "") + i + ": &" + previous + i + " [" + (alias + ", ").repeat(9)
                            + alias + "]");
        }
    }

    private void blockScalar(int indent, String key) {
        String header = pick(List.of("|", ">", "|-", ">-", "|+", ">+", "| # why", "|2", ">2-"));
        boolean explicit = header.contains("2");
        String pad = " ".repeat(indent + (explicit ? 2 : step));
        line(indent, key + ": " + header);
        for (int i = random.nextInt(5); i >= 0; i--) {
            String text = pick(List.of(
                    "#!/bin/sh",
                    "set -e",
                    "",
                    "  more: indented",
                    "key: value",
                    "tab\there",
                    "- item",
                    "trailing  ",
                    "# no comment",
                    "\u00e9\u6f22",
                    "   "));
            out.append(text.isBlank() && chance(2) ? "" : pad + (i == 0 ? text.strip() + "x" : text))
                    .append('\n');
        }
        if (chance(3)) out.append('\n');
    }

    private String numberLike() {
        StringBuilder text = new StringBuilder(
                pick(List.of("", "", "+", "-", "0", "0x", "0b", "0o", ".", "1e", "1_", "-0", "2020-")));
        for (int i = 1 + random.nextInt(6); i > 0; i--)
            text.append(pick(List.of("0", "1", "7", "8", "9", "a", "e", "_", ".", "-", "+", "x", "b", "o", "f")));
        return text.append(random.nextInt(10)).toString();
    }

    private String json() {
        String tab = chance(3) ? "  " : "\t";
        String number =
                pick(List.of("1000.0", "1e3", "7", "-0", "18446744073709551615", "1.5", "0.1", "9223372036854775808"));
        String value = pick(List.of(
                "\"yes\"",
                "true",
                "null",
                "\"\\ud83d\\ude00 \\/ \\u0041\"",
                "[1, 2]",
                "{}",
                "\"\"",
                "\"1\"",
                "[[], {\"a\": null}]"));
        StringBuilder text = new StringBuilder(chance(3) ? "\n  " : "");
        text.append("{\n" + tab + "\"apiVersion\": \"v1\",\n" + tab + "\"kind\" : \"Pod\",\n" + tab
                + "\"metadata\": {\n" + tab + tab + "\"name\":\n" + tab + "\"d" + count + "\"\n" + tab + "},\n");
        text.append(tab + "\"spec\": {\"n\": " + number + ", \"v\":\t" + value + ", \"twice\": 1, \"twice\": " + value
                + "}\n}");
        if (chance(3))
            text.append(pick(List.of("\n", "", " "))
                    + "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"d" + count + ".2\"}}");
        if (chance(8)) text.append(pick(List.of("\n}", "\nx")));
        return text.append(chance(4) ? "" : "\n").toString();
    }

    private byte[] encode(String text, Set<Row> rows) {
        String content = text;
        if (rows.contains(Row.OTHER_LINE_BREAKS)) content = otherBreaks(text);
        else if (chance(8)) content = text.replace("\n", "\r\n");
        else if (chance(8) && text.endsWith("\n")) content = text.substring(0, text.length() - 1);
        if (!rows.contains(Row.BYTE_ORDER_MARK)) return content.getBytes(StandardCharsets.UTF_8);
        String marked = "\ufeff" + content;
        return marked.getBytes(
                pick(List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)));
    }

    private String otherBreaks(String text) {
        String breakText = pick(List.of("\r", "\u0085", "\u2028", "\u2029"));
        if (chance(2)) return text.replace("\n", breakText);
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            some.append(c == '\n' && chance(3) ? breakText : String.valueOf(c));
        }
        return some.toString();
    }

    private String key(Set<String> used) {
        String name = pick(NAMES);
        return used.add(name) ? name : "field" + ++serial;
    }

    private void line(int indent, String text) {
        out.append(text.isEmpty() ? "" : " ".repeat(indent)).append(text).append('\n');
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
