package dev.leastwise.suppression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said to be allowed: {@code RULE[,RULE] — reason [until=YYYY-MM-DD]}.
 *
 * @param rules as written, known or not
 * @param reason empty where none is given
 * @param until as written, a date or not; empty where it is always to hold; of two, both, which are no date
 */
record Allow(List<String> rules, String reason, Optional<String> until) {

    private static final String UNTIL = "until=";

    /** The longest first: an en dash is what some editors make of two hyphens. */
    private static final List<String> SEPARATORS = List.of("--", "—", "–", "-", ":");

    /** Reads it; what does not follow a separator is no reason. */
    static Allow parse(String text) {
        List<String> rules = new ArrayList<>();
        int at = addRule(text, 0, rules);
        while (at < text.length() && text.charAt(at) == ',') at = addRule(text, at + 1, rules);
        String rest = text.substring(at);
        Optional<String> until = until(rest);
        if (until.isPresent()) rest = withoutUntil(rest);
        Optional<String> another = until(rest);
        if (another.isPresent()) until = Optional.of(until.orElse("") + ", " + another.get());
        return new Allow(rules, reason(rest), until);
    }

    /** Adds the rule that is named at a place, if one is, and returns where the text goes on. */
    private static int addRule(String text, int from, List<String> rules) {
        int start = behindBlanks(text, from);
        int end = behindName(text, start);
        if (end > start) rules.add(text.substring(start, end));
        return behindBlanks(text, end);
    }

    private static String reason(String rest) {
        for (String separator : SEPARATORS) {
            if (rest.startsWith(separator))
                return rest.substring(separator.length()).strip();
        }
        return "";
    }

    private static Optional<String> until(String rest) {
        int start = untilAt(rest);
        if (start < 0) return Optional.empty();
        String date = rest.substring(start + UNTIL.length(), behindWord(rest, start));
        return Optional.of(date.endsWith("]") ? date.substring(0, date.length() - 1) : date);
    }

    private static String withoutUntil(String rest) {
        int start = untilAt(rest);
        int from = start > 0 && rest.charAt(start - 1) == '[' ? start - 1 : start;
        return (rest.substring(0, from).stripTrailing()
                        + ' '
                        + rest.substring(behindWord(rest, start)).stripLeading())
                .strip();
    }

    private static int untilAt(String rest) {
        int at = rest.indexOf(UNTIL);
        while (at > 0 && !isBlank(rest.charAt(at - 1)) && rest.charAt(at - 1) != '[') at = rest.indexOf(UNTIL, at + 1);
        return at;
    }

    /** The end of a rule's name; a lone dash is a separator, and so is what only dashes make. */
    private static int behindName(String text, int start) {
        int end = start;
        boolean letters = false;
        while (end < text.length() && isOfName(text.charAt(end))) letters |= text.charAt(end++) != '-';
        return letters ? end : start;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static int behindBlanks(String text, int start) {
        int end = start;
        while (end < text.length() && isBlank(text.charAt(end))) end++;
        return end;
    }

    private static int behindWord(String text, int start) {
        int end = start;
        while (end < text.length() && !isBlank(text.charAt(end))) end++;
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
