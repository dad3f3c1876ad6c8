package dev.leastwise.report;

/** Counts the columns that text takes on a terminal, and breaks sentences within them. */
final class Columns {

    /** Columns of a text: two for a wide character of East Asia or an emoji, none for a combining one. */
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            columns += width(c);
            i += Character.charCount(c);
        }
        return columns;
    }

    private static int width(int c) {
        if (c < 0x300) return 1;
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT)
            return 0;
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** Writes text in lines of at most so many columns, each indented, broken at spaces. */
    static void wrap(String text, String indent, int width, StringBuilder out) {
        int used = 0;
        int start = 0;
        while (start <= text.length()) {
            int space = text.indexOf(' ', start);
            int end = space < 0 ? text.length() : space;
            int columns = of(text.substring(start, end));
            if (used > 0 && used + 1 + columns > width) {
                out.append('\n');
                used = 0;
            }
            out.append(used == 0 ? indent : " ").append(text, start, end);
            used += columns + (used == 0 ? indent.length() : 1);
            start = end + 1;
        }
        out.append('\n');
    }

    private Columns() {}
}
