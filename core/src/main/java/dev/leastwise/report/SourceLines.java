package dev.leastwise.report;

import dev.leastwise.page.Section.Line;
import dev.leastwise.source.Location;
import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines around places, kept while their source is at hand; no others are. */
final class SourceLines {

    private static final int AROUND = 2;
    private static final int MOST_MARKED = 6;

    private final Map<String, Map<Integer, String>> files = new HashMap<>();

    void keep(SourceText source, int from, int to) {
        Map<Integer, String> lines = files.get(source.name());
        if (lines == null) {
            lines = new HashMap<>();
            files.put(source.name(), lines);
        }
        int first = Math.max(1, from - AROUND);
        int last = Math.min(source.lines(), Math.min(to, from + MOST_MARKED) + AROUND);
        for (int line = first; line <= last; line++) {
            if (!lines.containsKey(line)) lines.put(line, source.lineText(line));
        }
    }

    void keep(SourceText source, Location at) {
        keep(source, at.line(), at.endLine());
    }

    /** The lines around a place: what is kept of them, and its own in any case. */
    List<Line> around(Location at) {
        Map<Integer, String> kept = files.getOrDefault(at.file(), Map.of());
        int end = Math.min(at.endLine(), at.line() + MOST_MARKED);
        List<Line> lines = new ArrayList<>(2 * AROUND + 1);
        for (int line = Math.max(1, at.line() - AROUND); line <= end + AROUND; line++) {
            if (line == at.line()) lines.add(marked(at));
            else if (kept.containsKey(line)) lines.add(plain(line, kept.get(line), at));
        }
        return lines;
    }

    /** Lines that a place goes on in are marked as a whole, but for the last one. */
    private static Line plain(int number, String text, Location at) {
        String plain = clean(text);
        boolean inside = number > at.line() && number < at.endLine();
        int indent = plain.length() - plain.stripLeading().length();
        int until = number == at.endLine() && number > at.line() ? offset(plain, at.endColumn() - 1) : 0;
        if (inside) until = plain.length();
        int from = Math.min(indent, until);
        return new Line(
                String.valueOf(number),
                plain.substring(0, from),
                Terminal.harmless(plain.substring(from, until)),
                Terminal.harmless(plain.substring(until)));
    }

    private static Line marked(Location at) {
        String text = clean(at.excerpt());
        int start = offset(text, at.column() - at.excerptColumn());
        int end = at.endLine() == at.line() ? offset(text, at.endColumn() - at.excerptColumn()) : text.length();
        String cut = at.excerptColumn() > 1 ? "…" : "";
        return new Line(
                String.valueOf(at.line()),
                cut + Terminal.harmless(text.substring(0, start)),
                Terminal.harmless(text.substring(start, end)),
                Terminal.harmless(text.substring(end)));
    }

    private static String clean(String line) {
        return line.indexOf('\t') < 0 ? line : line.replace('\t', ' ');
    }

    private static int offset(String text, int codePoints) {
        int offset = 0;
        for (int i = 0; i < codePoints && offset < text.length(); i++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        return offset;
    }
}
