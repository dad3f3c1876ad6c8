package dev.leastwise.schema;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as Go's encoding/json writes them, which is how they reach the API server. */
final class GoNumber {

    /** A whole number: kubectl turns what no int64 holds into a float. */
    static String text(BigInteger number) {
        return number.bitLength() < 64 ? number.toString() : text(number.doubleValue());
    }

    /** The shortest text that stands for the number, with an exponent only where it is very small or large. */
    static String text(double number) {
        double size = Math.abs(number);
        if (size == 0) return 1 / number < 0 ? "-0" : "0";
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (size >= 1e-6 && size < 1e21) return decimal.toPlainString();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String sign = number < 0 ? "-" : "";
        String fraction = digits.length() == 1 ? "" : '.' + digits.substring(1);
        return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
    }

    private GoNumber() {}
}
