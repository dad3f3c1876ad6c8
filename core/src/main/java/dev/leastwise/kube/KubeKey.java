package dev.leastwise.kube;

import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlNode;
import java.math.BigDecimal;

/** The name that a key becomes: Kubernetes turns numbers and booleans into strings (sigs.k8s.io/yaml convertToJSONableObject). */
public final class KubeKey {

    private static final int SHORTEST_PRECISION = 6;

    /** The field's name; {@code null} for a null key, which Kubernetes refuses. */
    public static String text(YamlNode key) {
        if (!(key instanceof Scalar scalar)) return "";
        KubeValue value = KubeScalar.decode(scalar);
        return value instanceof KubeValue.Decimal number ? shortest((float) number.value()) : value.shown();
    }

    /** Whether the key is the field of that name. */
    static boolean is(YamlNode key, String field) {
        if (!(key instanceof Scalar scalar)) return false;
        // Only numbers and booleans are written otherwise than they read, and they read as such themselves.
        if (scalar.tag().isEmpty() && KubeScalar.isText(field)) return scalar.is(field);
        return text(scalar).equals(field);
    }

    /** Go's strconv.FormatFloat(value, 'g', -1, 32), with YAML's names for what is no number. */
    private static String shortest(float value) {
        if (Float.isNaN(value)) return ".nan";
        if (Float.isInfinite(value)) return value > 0 ? ".inf" : "-.inf";
        String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
        if (value == 0) return sign + "0";
        BigDecimal decimal = new BigDecimal(Float.toString(Math.abs(value))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < SHORTEST_PRECISION) return sign + decimal.toPlainString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + fraction + "e" + power;
    }

    private KubeKey() {}
}
