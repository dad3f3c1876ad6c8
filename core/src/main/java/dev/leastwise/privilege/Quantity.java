package dev.leastwise.privilege;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * An amount as Kubernetes writes it (apimachinery pkg/api/resource/quantity.go).
 *
 * @param text as written
 */
public record Quantity(String text) {

    private static final String POWERS_OF_1024 = "KMGTPE";
    private static final String POWERS_OF_1000 = "num kMGTPE";
    private static final Set<String> SUFFIXES =
            Set.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

    /** Reads {@code 128Mi}, {@code 0.5}, {@code 100m}, {@code 1e3}; empty where it is no quantity. */
    public static Optional<Quantity> parse(String text) {
        int suffix = suffix(text);
        boolean valid = SUFFIXES.contains(text.substring(suffix)) && isNumber(text, suffix);
        return valid ? Optional.of(new Quantity(text)) : Optional.empty();
    }

    /** The amount in units. It is not kept, as few ask for it, and the first BigDecimal of a run takes milliseconds. */
    public BigDecimal value() {
        int suffix = suffix(text);
        BigDecimal number = new BigDecimal(text.substring(0, suffix));
        if (suffix == text.length()) return number;
        char unit = text.charAt(suffix);
        return text.endsWith("i")
                ? number.multiply(BigDecimal.valueOf(1L << (10 * (1 + POWERS_OF_1024.indexOf(unit)))))
                : number.scaleByPowerOfTen(3 * (POWERS_OF_1000.indexOf(unit) - POWERS_OF_1000.indexOf(' ')));
    }

    public boolean isZero() {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        int end = exponent < 0 ? text.length() : exponent;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') return false;
        }
        return true;
    }

    private static int suffix(String text) {
        int start = text.length();
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) start--;
        return start;
    }

    private static boolean isNumber(String text, int end) {
        int at = skipSign(text, 0, end);
        int whole = skipDigits(text, at, end);
        int digits = whole - at;
        at = whole;
        if (at < end && text.charAt(at) == '.') {
            int fraction = skipDigits(text, at + 1, end);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0 || at == end) return digits > 0;
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') return false;
        int power = skipSign(text, at + 1, end);
        return power < end && skipDigits(text, power, end) == end;
    }

    private static int skipSign(String text, int at, int end) {
        return at < end && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int skipDigits(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at;
    }
}
