package dev.leastwise.kube;

import dev.leastwise.kube.KubeValue.Bool;
import dev.leastwise.kube.KubeValue.Decimal;
import dev.leastwise.kube.KubeValue.Int;
import dev.leastwise.kube.KubeValue.Null;
import dev.leastwise.kube.KubeValue.Text;
import dev.leastwise.yaml.Scalar;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scalar with a tag: the core tags force its type, any other makes it a string. */
final class TaggedScalar {

    /** The forms of go-yaml's parseTimestamp. */
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:"
            + "[Tt](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)"
            + "| (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?)?");

    static KubeValue decode(Scalar scalar) {
        return switch (scalar.tag()) {
            case "!!binary" -> new Text(binary(scalar.value()).orElse(scalar.value()));
            case "!!bool", "!!int", "!!null" -> KubeScalar.plain(scalar.value());
            case "!!float" -> toFloat(KubeScalar.plain(scalar.value()));
            default -> new Text(scalar.value());
        };
    }

    /** Whether the characters are of the type that the tag demands. */
    static boolean fits(Scalar scalar) {
        String text = scalar.value();
        return switch (scalar.tag()) {
            case "!!binary" -> binary(text).isPresent();
            case "!!bool" -> KubeScalar.plain(text) instanceof Bool;
            case "!!int" -> KubeScalar.plain(text) instanceof Int;
            case "!!null" -> KubeScalar.plain(text) instanceof Null;
            case "!!float" -> toFloat(KubeScalar.plain(text)) instanceof Decimal;
            case "!!timestamp" -> isTimestamp(text);
            default -> true;
        };
    }

    private static KubeValue toFloat(KubeValue value) {
        return value instanceof Int whole && whole.value().bitLength() < Long.SIZE
                ? new Decimal(whole.value().doubleValue())
                : value;
    }

    /** Go's base64.StdEncoding, which passes over line breaks and insists on padding. */
    private static Optional<String> binary(String text) {
        String compact = text.replace("\n", "").replace("\r", "");
        if (compact.length() % 4 != 0) return Optional.empty();
        try {
            return Optional.of(new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isTimestamp(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) return false;
        return isDate(matcher) && isTime(matcher, 4) && isTime(matcher, 7);
    }

    private static boolean isDate(Matcher matcher) {
        try {
            LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTime(Matcher matcher, int group) {
        if (matcher.group(group) == null) return true;
        return number(matcher, group) < 24 && number(matcher, group + 1) < 60 && number(matcher, group + 2) < 60;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private TaggedScalar() {}
}
