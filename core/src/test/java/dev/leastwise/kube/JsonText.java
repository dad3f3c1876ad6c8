package dev.leastwise.kube;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects as JSON values of one normal form, so that equal text means equal values. */
final class JsonText {

    /** The value of a node as Kubernetes reads it. */
    static String of(KubeNode node) {
        return write(value(node));
    }

    /** The value of an object once kubectl has set a label. */
    static String labelled(KubeNode object, String label, String text) {
        Map<String, Object> fields = fields(object);
        Map<String, Object> metadata = fields(object.get("metadata"));
        Map<String, Object> labels = fields(object.at("metadata", "labels"));
        labels.put(label, new KubeValue.Text(text));
        metadata.put("labels", labels);
        fields.put("metadata", metadata);
        return write(fields);
    }

    private static Object value(KubeNode node) {
        if (node.isMapping()) return fields(node);
        if (node.isSequence()) {
            List<Object> items = new ArrayList<>();
            for (KubeNode item : node.items()) items.add(value(item));
            return items;
        }
        return node.scalar();
    }

    private static Map<String, Object> fields(KubeNode mapping) {
        Map<String, Object> fields = new TreeMap<>();
        for (KubeNode field : mapping.fields()) fields.put(field.name(), value(field));
        return fields;
    }

    private static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> fields -> {
                out.append('{');
                fields.forEach((name, field) -> {
                    quote((String) name, out);
                    out.append(':');
                    write(field, out);
                    out.append(',');
                });
                out.append('}');
            }
            case List<?> items -> {
                out.append('[');
                for (Object item : items) {
                    write(item, out);
                    out.append(',');
                }
                out.append(']');
            }
            case KubeValue.Null ignored -> out.append("null");
            case KubeValue.Bool bool -> out.append(bool.value());
            case KubeValue.Int number when number.value().bitLength() < Long.SIZE -> out.append(number.value());
            case KubeValue.Int number -> decimal(number.value().doubleValue(), out);
            case KubeValue.Decimal number -> decimal(number.value(), out);
            case KubeValue.Text text -> quote(text.value(), out);
            default -> throw new IllegalArgumentException(String.valueOf(value));
        }
    }

    /** kubectl prints a float without a fraction as a whole number. */
    private static void decimal(double value, StringBuilder out) {
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        out.append(number.toPlainString());
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }

    private JsonText() {}
}
