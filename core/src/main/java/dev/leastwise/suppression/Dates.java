package dev.leastwise.suppression;

import java.time.LocalDate;
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

    /** Whether a day is gone. */
    public static boolean isBefore(String date, LocalDate today) {
        return LocalDate.parse(date).isBefore(today);
    }

    private Dates() {}
}
