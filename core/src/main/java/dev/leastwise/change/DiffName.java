package dev.leastwise.change;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The name of a file in a diff, as git writes it. */
final class DiffName {

    private static final String ESCAPED = "\u0007\b\t\n\u000B\f\r\"\\";
    private static final String LETTERS = "abtnvfr\"\\";

    /** The name behind a prefix, from where commands run: git and patch take no {@code .}, and a root for none. */
    static String of(String prefix, String file) {
        StringJoiner parts = new StringJoiner("/", prefix, "");
        for (Path part : Path.of(file).normalize()) parts.add(part.toString());
        String name = quoted(parts.toString());
        return name.contains(" ") ? name + '\t' : name; // what else would end the name (git diff.c, builtin_diff)
    }

    /** In quotes where a byte is not plain, as {@code core.quotePath} does (git quote.c, cq_lookup). */
    private static String quoted(String name) {
        StringBuilder out = new StringBuilder(name.length() + 16).append('"');
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int escape = ESCAPED.indexOf(b);
            if (escape >= 0) out.append('\\').append(LETTERS.charAt(escape));
            else if (b >= ' ' && b < 0x7F) out.append((char) b);
            else out.append(String.format("\\%03o", b & 0xFF));
        }
        return out.length() == name.length() + 1 ? name : out.append('"').toString();
    }

    private DiffName() {}
}
