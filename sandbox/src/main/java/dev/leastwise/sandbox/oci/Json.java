package dev.leastwise.sandbox.oci;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON of maps, lists, strings, numbers and booleans. */
final class Json {

    /** Text that is JSON already. */
    record Raw(String text) {}

    /** An object of names and values in turn. */
    static Map<String, Object> object(Object... entries) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) object.put((String) entries[i], entries[i + 1]);
        return object;
    }

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    // No switch over types: a fresh JVM takes longer to set one up than to write a configuration.
    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> object) writeObject(object, out);
        if (value instanceof List<?> array) writeArray(array, out);
        if (value instanceof String text) quote(text, out);
        if (value instanceof Raw raw) out.append(raw.text);
        if (value instanceof Number || value instanceof Boolean) out.append(value);
    }

    private static void writeObject(Map<?, ?> object, StringBuilder out) {
        char before = '{';
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            quote(entry.getKey().toString(), out.append(before));
            write(entry.getValue(), out.append(':'));
            before = ',';
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(List<?> array, StringBuilder out) {
        char before = '[';
        for (Object item : array) {
            write(item, out.append(before));
            before = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ')
                out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            else out.append(c);
        }
        out.append('"');
    }

    private Json() {}
}
