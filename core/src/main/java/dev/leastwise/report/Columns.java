package dev.leastwise.report;

import java.util.ArrayList;
import java.util.List;

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

    /** As much of a text's beginning as takes at most so many columns. */
    static String first(String text, int columns) {
        int left = columns;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            left -= width(c);
            if (left < 0) break;
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** As much of a text's end as takes at most so many columns. */
    static String last(String text, int columns) {
        int left = columns;
        int start = text.length();
        while (start > 0) {
            int c = text.codePointBefore(start);
            left -= width(c);
            if (left < 0) break;
            start -= Character.charCount(c);
        }
        return text.substring(start);
    }

    /** Writes text in lines of at most so many columns, each indented, broken at spaces. */
    static void wrap(String text, String indent, int width, StringBuilder out) {
        for (String line : lines(text, width - indent.length()))
            out.append(indent).append(line).append('\n');
    }

    /** The text in lines of at most so many columns, broken at spaces; a longer word has a line of its own. */
    static List<String> lines(String text, int width) {
        boolean narrow = isNarrow(text);
        if ((narrow ? text.length() : of(text)) <= width) return List.of(text);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end; (end = narrow ? narrowEnd(text, start, width) : end(text, start, width)) < text.length(); ) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }

    /** Whether each character takes one column, so that it need not be asked. */
    private static boolean isNarrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x300) return false;
        }
        return true;
    }

    /** Where a line ends that starts there: at a space or at the end. */
    private static int narrowEnd(String text, int start, int width) {
        if (text.length() - start <= width) return text.length();
        int space = text.lastIndexOf(' ', start + width);
        if (space <= start) space = text.indexOf(' ', Math.max(start + 1, start + width));
        return space < 0 ? text.length() : space;
    }

    private static int end(String text, int start, int width) {
        int columns = 0;
        int last = -1;
        for (int i = start; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == ' ' && i > start) {
                if (columns > width) return last < 0 ? i : last;
                last = i;
            }
            columns += width(c);
            i += Character.charCount(c);
        }
        return columns > width && last >= 0 ? last : text.length();
    }

    private Columns() {}
}
