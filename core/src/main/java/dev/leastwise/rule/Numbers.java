package dev.leastwise.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole numbers, such as ports or uids, as ranges. */
public final class Numbers {

    /** No number at all. */
    public static final Numbers NONE = new Numbers(List.of());

    private static final int DIGITS = 10;

    private record Range(long first, long last) {

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    private final List<Range> ranges;

    private Numbers(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Those from one to another. */
    public static Numbers range(long first, long last) {
        return new Numbers(List.of(new Range(first, last)));
    }

    /** Reads {@code 8080} or {@code 8000-8999}; empty where it is neither, or goes backwards. */
    public static Optional<Numbers> of(String text) {
        int dash = text.indexOf('-');
        String first = dash < 0 ? text : text.substring(0, dash).strip();
        String last = dash < 0 ? text : text.substring(dash + 1).strip();
        if (!isNumber(first) || !isNumber(last)) return Optional.empty();
        Range range = new Range(Long.parseLong(first), Long.parseLong(last));
        return range.first <= range.last ? Optional.of(new Numbers(List.of(range))) : Optional.empty();
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return !text.isEmpty() && text.length() <= DIGITS;
    }

    /** These and others. */
    public Numbers and(Numbers others) {
        List<Range> both = new ArrayList<>(ranges);
        both.addAll(others.ranges);
        return new Numbers(List.copyOf(both));
    }

    public boolean contains(long number) {
        for (Range range : ranges) {
            if (range.first <= number && number <= range.last) return true;
        }
        return false;
    }

    /** Whether all of them lie between two numbers. */
    public boolean within(long least, long most) {
        for (Range range : ranges) {
            if (range.first < least || range.last > most) return false;
        }
        return true;
    }

    /** As a configuration writes them, parted by commas. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (Range range : ranges) texts.add(range.toString());
        return String.join(", ", texts);
    }
}
