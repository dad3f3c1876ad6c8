package dev.leastwise.kube;

/** Strings as Go prints them: quoted by {@code strconv.Quote}, or as {@code encoding/json} writes them. */
public final class GoText {

    /** As {@code %q} prints it. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendQuoted(out, c));
        return out.append('"').toString();
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append((char) c);
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (isPrintable(c)) out.appendCodePoint(c);
                else if (c < 0x80) appendHex(out.append("\\x"), c, 2);
                else if (c < 0x10000) appendHex(out.append("\\u"), c, 4);
                else appendHex(out.append("\\U"), c, 8);
            }
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space (Go unicode.IsPrint). */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    /** As JSON, whose writer in Go also escapes what HTML gives a meaning. */
    public static String json(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) appendJson(out, text.charAt(i));
        return out.append('"').toString();
    }

    private static void appendJson(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> appendHex(out.append("\\u"), c, 4);
            default -> {
                if (c < ' ') appendHex(out.append("\\u"), c, 4);
                else out.append(c);
            }
        }
    }

    private static void appendHex(StringBuilder out, int number, int digits) {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(number >> shift & 15, 16));
        }
    }

    private GoText() {}
}
