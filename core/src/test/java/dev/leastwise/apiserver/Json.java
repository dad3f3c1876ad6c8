package dev.leastwise.apiserver;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects as kubectl sends them: maps sorted by key, lists, and scalars as Kubernetes reads them. */
public final class Json {

    static final Object NULL = new KubeValue.Null();

    /** The object here as a tree that can be changed. */
    public static Map<String, Object> object(KubeNode node) {
        Map<String, Object> fields = new TreeMap<>();
        for (KubeNode field : node.fields()) fields.put(field.name(), tree(field));
        return fields;
    }

    private static Object tree(KubeNode node) {
        if (node.isMapping()) return object(node);
        if (!node.isSequence()) return node.scalar();
        List<Object> items = new ArrayList<>();
        for (KubeNode item : node.items()) items.add(tree(item));
        return items;
    }

    /** What JSON text says. */
    static KubeNode parse(String json) {
        SourceText source = SourceText.of("answer.json", json);
        Document document = KubeReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }

    /** The field of that name, made where it is absent. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> field(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.computeIfAbsent(name, absent -> new TreeMap<>());
    }

    /** The objects in a list; none where it is absent. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> items(Map<String, Object> object, String name) {
        return (List<Map<String, Object>>) object.getOrDefault(name, List.of());
    }

    /** The string at a field. */
    public static String read(Map<String, Object> object, String name) {
        return ((KubeValue.Text) object.get(name)).value();
    }

    public static Object text(String value) {
        return new KubeValue.Text(value);
    }

    public static String write(Object tree) {
        StringBuilder out = new StringBuilder();
        write(tree, out);
        return out.toString();
    }

    private static void write(Object tree, StringBuilder out) {
        switch (tree) {
            case Map<?, ?> fields -> {
                out.append('{');
                fields.forEach((name, field) -> {
                    separate(out, '{');
                    quote((String) name, out);
                    out.append(':');
                    write(field, out);
                });
                out.append('}');
            }
            case List<?> items -> {
                out.append('[');
                for (Object item : items) {
                    separate(out, '[');
                    write(item, out);
                }
                out.append(']');
            }
            case KubeValue.Null ignored -> out.append("null");
            case KubeValue.Bool bool -> out.append(bool.value());
            case KubeValue.Int number when number.value().bitLength() < Long.SIZE -> out.append(number.value());
            case KubeValue.Int number -> decimal(number.value().doubleValue(), out);
            case KubeValue.Decimal number -> decimal(number.value(), out);
            case KubeValue.Text text -> quote(text.value(), out);
            default -> throw new IllegalArgumentException(String.valueOf(tree));
        }
    }

    private static void separate(StringBuilder out, char opening) {
        if (out.charAt(out.length() - 1) != opening) out.append(',');
    }

    /** As Go prints a float64 in JSON (encoding/json floatEncoder). */
    private static void decimal(double value, StringBuilder out) {
        BigDecimal number = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-6 && size < 1e21)) {
            out.append(number.toPlainString());
            return;
        }
        String digits = number.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - number.scale();
        out.append(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) out.append('.').append(digits, 1, digits.length());
        out.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent));
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }

    private Json() {}
}
