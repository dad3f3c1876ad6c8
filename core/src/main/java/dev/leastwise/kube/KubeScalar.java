package dev.leastwise.kube;

import dev.leastwise.kube.KubeValue.Bool;
import dev.leastwise.kube.KubeValue.Decimal;
import dev.leastwise.kube.KubeValue.Int;
import dev.leastwise.kube.KubeValue.Null;
import dev.leastwise.kube.KubeValue.Text;
import dev.leastwise.yaml.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Resolves scalars as go-yaml v2 does (go.yaml.in/yaml/v2 resolve.go), on which kubectl and the API server stand. */
public final class KubeScalar {

    private static final int LONGEST_LONG = Long.toString(Long.MIN_VALUE).length();
    private static final Null NULL = new Null();
    private static final Bool TRUE = new Bool(true);
    private static final Bool FALSE = new Bool(false);

    /** What the scalar is in the JSON that kubectl sends: there, a float without a fraction is a whole number. */
    public static KubeValue resolve(Scalar scalar) {
        KubeValue value = decode(scalar);
        return value instanceof Decimal decimal ? asJson(decimal) : value;
    }

    /** What go-yaml makes of the scalar, floats still floats. */
    static KubeValue decode(Scalar scalar) {
        if (scalar.style() == Scalar.Style.JSON_LITERAL) return jsonLiteral(scalar.value());
        if (!scalar.tag().isEmpty()) return TaggedScalar.decode(scalar);
        return scalar.plain() ? plain(scalar.value()) : new Text(scalar.value());
    }

    static KubeValue plain(String text) {
        KubeValue special = special(text);
        return special == null ? new Text(text) : special;
    }

    /** Whether a plain scalar of these characters is a string. */
    public static boolean isText(String plain) {
        return special(plain) == null;
    }

    /** What a plain scalar means; null where it is a string. */
    private static @Nullable KubeValue special(String text) {
        if (text.isEmpty()) return NULL;
        return switch (text.charAt(0)) {
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> text.length() > 5 ? null : word(text);
            case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> GoNumber.parse(text);
            default -> null;
        };
    }

    private static @Nullable KubeValue word(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> NULL;
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" -> TRUE;
            case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" -> FALSE;
            default -> null;
        };
    }

    /** JSON's own numbers keep their kind: 1.0 is no whole number (sigs.k8s.io/json, UnmarshalCaseSensitivePreserveInts). */
    private static KubeValue jsonLiteral(String text) {
        return switch (text) {
            case "null" -> NULL;
            case "true" -> TRUE;
            case "false" -> FALSE;
            default -> jsonNumber(text);
        };
    }

    private static KubeValue jsonNumber(String text) {
        if (text.length() <= LONGEST_LONG && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            BigInteger whole = new BigInteger(text);
            if (whole.bitLength() < Long.SIZE) return new Int(whole);
        }
        return new Decimal(Double.parseDouble(text));
    }

    private static KubeValue asJson(Decimal decimal) {
        double value = decimal.value();
        if (value != Math.rint(value) || Double.isInfinite(value)) return decimal;
        BigInteger digits = new BigDecimal(Double.toString(value)).toBigInteger();
        return digits.bitLength() < Long.SIZE ? new Int(digits) : decimal;
    }

    private KubeScalar() {}
}
