package dev.leastwise.suppression;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The days on which suppressions end, written as YYYY-MM-DD. */
public final class Dates {

    private static final int LENGTH = "YYYY-MM-DD".length();

    public static boolean isDate(String text) {
        if (text.length() != LENGTH) return false;
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Whether a day is gone on another; written so, days are in the order of their characters. */
    public static boolean isBefore(String date, String today) {
        return date.compareTo(today) < 0;
    }

    /** The day that it is, the same one everywhere: in UTC. */
    public static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private Dates() {}
}
