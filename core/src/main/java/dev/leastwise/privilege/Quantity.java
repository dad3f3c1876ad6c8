package dev.leastwise.privilege;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An amount as Kubernetes writes it (apimachinery pkg/api/resource/quantity.go).
 *
 * @param text as written
 * @param value in units
 */
public record Quantity(String text, BigDecimal value) {

    /** Reads {@code 128Mi}, {@code 0.5}, {@code 100m}, {@code 1e3}; empty where it is no quantity. */
    public static Optional<Quantity> parse(String text) {
        int split = text.length();
        while (split > 0 && Character.isLetter(text.charAt(split - 1))) split--;
        Optional<BigDecimal> factor = factor(text.substring(split));
        if (factor.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new Quantity(text, new BigDecimal(text.substring(0, split)).multiply(factor.get())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> factor(String suffix) {
        return switch (suffix) {
            case "" -> Optional.of(BigDecimal.ONE);
            case "n" -> Optional.of(BigDecimal.ONE.movePointLeft(9));
            case "u" -> Optional.of(BigDecimal.ONE.movePointLeft(6));
            case "m" -> Optional.of(BigDecimal.ONE.movePointLeft(3));
            case "k" -> Optional.of(BigDecimal.ONE.movePointRight(3));
            case "M" -> Optional.of(BigDecimal.ONE.movePointRight(6));
            case "G" -> Optional.of(BigDecimal.ONE.movePointRight(9));
            case "T" -> Optional.of(BigDecimal.ONE.movePointRight(12));
            case "P" -> Optional.of(BigDecimal.ONE.movePointRight(15));
            case "E" -> Optional.of(BigDecimal.ONE.movePointRight(18));
            case "Ki" -> binary(10);
            case "Mi" -> binary(20);
            case "Gi" -> binary(30);
            case "Ti" -> binary(40);
            case "Pi" -> binary(50);
            case "Ei" -> binary(60);
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> binary(int shift) {
        return Optional.of(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
    }
}
