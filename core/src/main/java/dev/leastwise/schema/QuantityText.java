package dev.leastwise.schema;

import java.util.Optional;

/** What the API server accepts as an amount (apimachinery pkg/api/resource/quantity.go ParseQuantity). */
final class QuantityText {

    static final String MALFORMED =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private static final String BAD_SUFFIX = "unable to parse quantity's suffix";
    private static final String BAD_NUMBER = "unable to parse numeric part of quantity";

    /** The smallest power of ten that an amount is exact to. */
    private static final int NANO = -9;

    /** Why the API server refuses a text; empty where it takes it. */
    static Optional<String> refusal(String written) {
        String text = written.strip();
        if (text.isEmpty() || hasControls(written)) return Optional.of(MALFORMED);
        int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int end = digits(text, sign);
        boolean number = end > sign;
        if (end < text.length() && text.charAt(end) == '.') {
            int point = end;
            end = digits(text, point + 1);
            number |= end > point + 1;
        }
        if (end == text.length()) return Optional.empty();
        int letters = end;
        while (letters < text.length() && "eEinumkKMGTP".indexOf(text.charAt(letters)) >= 0) letters++;
        int exponent = letters;
        if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) exponent++;
        if (digits(text, exponent) < text.length()) return Optional.of(MALFORMED);
        String suffix = text.substring(end);
        if (!isSuffix(suffix)) return Optional.of(BAD_SUFFIX);
        return number || isForgiving(suffix) ? Optional.empty() : Optional.of(BAD_NUMBER);
    }

    /** JSON escapes them, and what is escaped is never undone. */
    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') return true;
        }
        return false;
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
        return end;
    }

    private static boolean isSuffix(String suffix) {
        return switch (suffix) {
            case "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei" -> true;
            default -> isExponent(suffix);
        };
    }

    private static boolean isExponent(String suffix) {
        if (suffix.length() < 2 || (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E')) return false;
        try {
            Long.parseLong(suffix, 1, suffix.length(), 10);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether no digits at all pass for zero before it. */
    private static boolean isForgiving(String suffix) {
        if (isExponent(suffix)) return (int) Long.parseLong(suffix, 1, suffix.length(), 10) >= NANO;
        return !suffix.equals("Pi") && !suffix.equals("Ei");
    }

    private QuantityText() {}
}
