package dev.leastwise.report;

import dev.leastwise.source.Location;

/**
 * What is shown of the line that a place begins in, no wider than there is room: of a longer one what is around the place.
 *
 * @param text harmless to a terminal
 * @param before columns before the place
 * @param marked columns of the place in this line, at least one
 */
record Excerpt(String text, int before, int marked) {

    private static final String CUT = "…";

    static Excerpt of(Location at, int room) {
        String line = at.excerpt().replace('\t', ' ');
        int start = offset(line, at.column() - at.excerptColumn());
        int end = at.endLine() == at.line() ? offset(line, at.endColumn() - at.excerptColumn()) : line.length();
        String before = Terminal.harmless(line.substring(0, start));
        String place = Terminal.harmless(line.substring(start, end));
        String after = Terminal.harmless(line.substring(end));
        if (at.excerptColumn() > 1 || Columns.of(before + place + after) > room) {
            before = end(before, Math.max(room / 3, room - Columns.of(place + after)), at.excerptColumn() > 1);
        }
        int left = Math.max(2, room - Columns.of(before));
        String rest = beginning(place + after, left);
        int marked = Math.clamp(Columns.of(place), 1, left);
        return new Excerpt(before + rest, Columns.of(before), marked);
    }

    private static String end(String text, int room, boolean cut) {
        if (!cut && Columns.of(text) <= room) return text;
        return CUT + Columns.last(text, room - 1);
    }

    private static String beginning(String text, int room) {
        return Columns.of(text) <= room ? text : Columns.first(text, room - 1) + CUT;
    }

    /** Where in the text so many code points end. */
    private static int offset(String text, int codePoints) {
        int offset = 0;
        for (int i = 0; i < codePoints && offset < text.length(); i++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        return offset;
    }
}
