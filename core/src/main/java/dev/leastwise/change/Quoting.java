package dev.leastwise.change;

import dev.leastwise.kube.KubeScalar;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Scalars as text that every reader of YAML or JSON takes for the same value. */
final class Quoting {

    /** What nobody takes for anything but a string: no indicators, and no digit first unless it is a quantity or the like. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:[A-Za-z_/]|[0-9]++(?=[A-Za-z]))[A-Za-z0-9_./@+~$()=-]*+" + "(?::[A-Za-z0-9_./@+~$()=-]++)*+");

    static String scalar(KubeValue value, boolean json) {
        if (value instanceof KubeValue.Text text) {
            return json || !isPlain(text.value()) ? quoted(text.value()) : text.value();
        }
        return value instanceof KubeValue.Decimal number ? decimal(number.value()) : value.shown();
    }

    /** The same, a string in the quotes of the scalar that it replaces. */
    static String scalar(KubeValue value, boolean json, YamlNode old) {
        if (!(value instanceof KubeValue.Text(String text)) || json || !(old instanceof Scalar scalar)) {
            return scalar(value, json);
        }
        return switch (scalar.style()) {
            case DOUBLE_QUOTED -> quoted(text);
            case SINGLE_QUOTED -> isPrintable(text) ? "'" + text.replace("'", "''") + "'" : quoted(text);
            case PLAIN, LITERAL, FOLDED, JSON_LITERAL -> scalar(value, false);
        };
    }

    static String key(String name, boolean json) {
        return scalar(new KubeValue.Text(name), json);
    }

    private static String decimal(double value) {
        return new BigDecimal(Double.toString(value)).toPlainString();
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches() && KubeScalar.isText(text);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** In double quotes, with escapes that JSON and YAML have in common. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) append(out, text.charAt(i));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                boolean plain = (c >= ' ' && c < 0x7F)
                        || (c > 0xA0 && c < 0x2028)
                        || (c > 0x2029 && c < 0xFEFF)
                        || (c > 0xFEFF && c < 0xFFFE);
                if (plain) out.append(c);
                else out.append("\\u" + HexFormat.of().toHexDigits(c));
            }
        }
    }

    private Quoting() {}
}
