package dev.leastwise.kube;

import dev.leastwise.kube.KubeValue.Bool;
import dev.leastwise.kube.KubeValue.Int;
import dev.leastwise.kube.KubeValue.Null;
import dev.leastwise.kube.KubeValue.Text;
import dev.leastwise.yaml.Scalar;
import java.math.BigInteger;

/** Resolves scalars as go-yaml v2 does (go.yaml.in/yaml/v2 resolve.go), on which kubectl and the API server stand. */
public final class KubeScalar {

    private static final Null NULL = new Null();
    private static final Bool TRUE = new Bool(true);
    private static final Bool FALSE = new Bool(false);

    public static KubeValue resolve(Scalar scalar) {
        if (!scalar.plain() && scalar.style() != Scalar.Style.JSON_LITERAL) return new Text(scalar.value());
        return resolvePlain(scalar.value());
    }

    private static KubeValue resolvePlain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NULL;
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" -> TRUE;
            case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" -> FALSE;
            default -> resolveNumber(text);
        };
    }

    private static KubeValue resolveNumber(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) return new Int(new BigInteger(text));
        return new Text(text);
    }

    private KubeScalar() {}
}
