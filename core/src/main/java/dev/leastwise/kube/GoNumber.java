package dev.leastwise.kube;

import dev.leastwise.kube.KubeValue.Decimal;
import dev.leastwise.kube.KubeValue.Int;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The numbers of a plain scalar, which are those of Go's strconv with base 0 once underscores are gone. */
final class GoNumber {

    private static final int LONG_DIGITS = 18;

    /** The number that the text is, which begins with a sign, a digit or a point; null where it is none. */
    static @Nullable KubeValue parse(String text) {
        int first = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
        if (first < text.length() && text.charAt(first) == '.') {
            Decimal special = notFinite(text);
            if (special != null) return special;
        }
        if (text.charAt(0) == '.') return pointFirst(text);
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        BigInteger whole = whole(plain);
        if (whole != null) return new Int(whole);
        return isFloat(plain) ? decimal(plain) : signedBinary(plain);
    }

    private static @Nullable Decimal notFinite(String text) {
        return switch (text) {
            case ".nan", ".NaN", ".NAN" -> new Decimal(Double.NaN);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Decimal(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> new Decimal(Double.NEGATIVE_INFINITY);
            default -> null;
        };
    }

    /** strconv.ParseInt with base 0, then ParseUint, which takes no sign. */
    private static @Nullable BigInteger whole(String text) {
        boolean signed = text.charAt(0) == '+' || text.charAt(0) == '-';
        int at = signed ? 1 : 0;
        int radix = 10;
        if (text.startsWith("0", at)) {
            radix = prefixedRadix(text, at);
            at += radix == 0 ? 1 : 2;
            if (radix == 0) radix = 8;
            if (at == text.length()) return at - (signed ? 1 : 0) == 1 ? BigInteger.ZERO : null;
        }
        if (at == text.length() || !areDigits(text, at, radix)) return null;
        boolean negative = text.charAt(0) == '-';
        if (text.length() - at <= LONG_DIGITS && radix <= 10) {
            long value = Long.parseLong(text, at, text.length(), radix);
            return BigInteger.valueOf(negative ? -value : value);
        }
        BigInteger value = magnitude(text, at, radix);
        if (value == null) return null;
        if (negative) value = value.negate();
        int bits = signed ? Long.SIZE - 1 : Long.SIZE;
        return value.bitLength() <= bits ? value : null;
    }

    /** The number that digits are; null where they are more than any number of 64 bits has, for reading them takes long. */
    private static @Nullable BigInteger magnitude(String text, int from, int radix) {
        int at = from;
        while (at < text.length() - 1 && text.charAt(at) == '0') at++;
        return text.length() - at > Long.SIZE ? null : new BigInteger(text.substring(at), radix);
    }

    /** 2, 8 or 16 by the prefix; 0 for a mere leading zero. */
    private static int prefixedRadix(String text, int at) {
        if (text.length() - at < 3) return 0;
        return switch (text.charAt(at + 1)) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 0;
        };
    }

    private static boolean areDigits(String text, int from, int radix) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) return false;
        }
        return true;
    }

    /** go-yaml's own attempt at binary numbers lets a sign follow the prefix. */
    private static @Nullable KubeValue signedBinary(String text) {
        if (!text.startsWith("0b-") && !text.startsWith("0b+")) return null;
        if (text.length() == 3 || !areDigits(text, 3, 2)) return null;
        BigInteger value = magnitude(text, 3, 2);
        if (value == null) return null;
        if (text.charAt(2) == '-') value = value.negate();
        return value.bitLength() < Long.SIZE ? new Int(value) : null;
    }

    /** The characters of {@code [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?}. */
    private static boolean isFloat(String text) {
        int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
        int whole = skipDigits(text, at);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') end = skipDigits(text, end + 1);
        if (whole == at && end <= whole + 1) return false;
        return end == text.length() || isExponent(text, end);
    }

    private static boolean isExponent(String text, int from) {
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') return false;
        int at = from + 1;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) at++;
        return at < text.length() && skipDigits(text, at) == text.length();
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at;
    }

    /** Where a point comes first, go-yaml leaves underscores to strconv.ParseFloat, which takes them between digits. */
    private static @Nullable KubeValue pointFirst(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '_' && !(isDigit(text, i - 1) && isDigit(text, i + 1))) return null;
        }
        String plain = text.replace("_", "");
        return isFloat(plain) ? decimal(plain) : null;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static @Nullable KubeValue decimal(String text) {
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? null : new Decimal(value);
    }

    private GoNumber() {}
}
