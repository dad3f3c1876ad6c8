package dev.leastwise.schema;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Optional;

/** What the API server accepts as a time: RFC 3339, as Go reads it (apimachinery meta/v1/time.go, Go's time/format.go). */
final class TimeText {

    private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";

    private final String text;
    private int at;
    private String wrong = "";

    private TimeText(String text) {
        this.text = text;
    }

    /** Why the API server refuses a text; empty where it takes it. */
    static Optional<String> refusal(String text) {
        TimeText time = new TimeText(text);
        time.read();
        return time.wrong.isEmpty() ? Optional.empty() : Optional.of("parsing time " + quoted(text) + time.wrong);
    }

    private void read() {
        int year = number("2006", 4, 4);
        separator("-");
        int month = number("01", 2, 2);
        if (month < 1 || month > 12) outOfRange("month");
        separator("-");
        int day = number("02", 2, 2);
        separator("T");
        if (number("15", 1, 2) > 23) outOfRange("hour");
        separator(":");
        if (number("04", 2, 2) > 59) outOfRange("minute");
        separator(":");
        if (number("05", 2, 2) > 59) outOfRange("second");
        fraction();
        zone();
        if (at < text.length()) fail(": extra text: " + quoted(text.substring(at)));
        if (wrong.isEmpty() && (day < 1 || day > YearMonth.of(year, month).lengthOfMonth())) outOfRange("day");
    }

    /** The number of so many digits here; 0 where there are fewer. */
    private int number(String element, int least, int most) {
        int end = at;
        while (end < at + most && isDigit(end)) end++;
        if (end < at + least) {
            cannotParse(element);
            return 0;
        }
        int number = Integer.parseInt(text, at, end, 10);
        at = end;
        return number;
    }

    private void separator(String character) {
        if (text.startsWith(character, at)) at++;
        else cannotParse(character);
    }

    /** It may follow the seconds though the layout has none. */
    private void fraction() {
        if (!text.startsWith(".", at) && !text.startsWith(",", at)) return;
        if (!isDigit(at + 1)) return;
        at++;
        while (isDigit(at)) at++;
    }

    /** Go lets an offset be of 24 hours and of 60 minutes. */
    private void zone() {
        if (text.startsWith("Z", at)) {
            at++;
            return;
        }
        String offset = text.substring(at);
        if (!offset.matches("(?s)[+-]\\d\\d:\\d\\d.*")) {
            cannotParse("Z07:00");
            return;
        }
        if (Integer.parseInt(offset, 4, 6, 10) > 60) outOfRange("time zone offset minute");
        if (Integer.parseInt(offset, 1, 3, 10) > 24) outOfRange("time zone offset hour");
        at += 6;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void cannotParse(String element) {
        fail(" as " + quoted(LAYOUT) + ": cannot parse " + quoted(text.substring(at)) + " as " + quoted(element));
    }

    private void outOfRange(String what) {
        fail(": " + what + " out of range");
    }

    /** Only the first mistake is told. */
    private void fail(String mistake) {
        if (wrong.isEmpty()) wrong = mistake;
    }

    /** As Go's package time quotes: other than by strconv.Quote, the bytes of what is not ASCII are escaped. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ') out.append(String.format("\\x%02x", b));
            else if (b == '"' || b == '\\') out.append('\\').append((char) b);
            else out.append((char) b);
        }
        return out.append('"').toString();
    }
}
