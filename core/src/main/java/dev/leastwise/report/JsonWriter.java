package dev.leastwise.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes JSON, indented by two spaces down to a depth and in one line below it, keys in the order in which they come. */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;
    private final int deepest;
    private final Map<String, String> repeated = new HashMap<>();
    private int depth;
    private boolean first = true;
    private boolean named;

    public JsonWriter(StringBuilder out) {
        this(out, Integer.MAX_VALUE);
    }

    /** One whose values below that depth stand in one line. */
    JsonWriter(StringBuilder out, int deepest) {
        this.out = out;
        this.deepest = deepest;
    }

    public JsonWriter object() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter array() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    /** The name of the value that comes next, whatever it holds. */
    JsonWriter key(String name) {
        separate();
        quote(name);
        out.append(": ");
        named = true;
        return this;
    }

    /** The name of the value that comes next, which holds nothing to escape. */
    public JsonWriter name(String name) {
        separate();
        out.append('"').append(name).append("\": ");
        named = true;
        return this;
    }

    public JsonWriter value(String value) {
        before();
        quote(value);
        return this;
    }

    public JsonWriter value(long value) {
        before();
        out.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        before();
        out.append(value);
        return this;
    }

    /** A value that is JSON already. */
    JsonWriter raw(String value) {
        before();
        out.append(value);
        return this;
    }

    public JsonWriter nothing() {
        before();
        out.append("null");
        return this;
    }

    public JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, long value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, boolean value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, Optional<String> value) {
        name(name);
        return value.isPresent() ? value(value.get()) : nothing();
    }

    /** A text that stands in many places. */
    JsonWriter repeated(String name, String value) {
        name(name).before();
        String known = repeated.get(value);
        if (known != null) {
            out.append(known);
            return this;
        }
        int start = out.length();
        quote(value);
        repeated.put(value, out.substring(start));
        return this;
    }

    private JsonWriter open(char bracket) {
        before();
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        if (!first && depth <= deepest) newLine(depth - 1);
        depth--;
        out.append(bracket);
        first = false;
        return this;
    }

    /** A value follows its name on the same line, and stands on one of its own in an array. */
    private void before() {
        if (!named && depth > 0) separate();
        named = false;
        first = false;
    }

    private void separate() {
        if (!first) out.append(',');
        if (depth <= deepest) newLine(depth);
        else if (!first) out.append(' ');
        first = false;
    }

    private void newLine(int indent) {
        out.append('\n').repeat(' ', 2 * indent);
    }

    private void quote(String text) {
        out.append('"');
        int written = 0;
        for (int i = Terminal.plainEnd(text, 0); i < text.length(); i = Terminal.plainEnd(text, i + 1)) {
            char c = text.charAt(i);
            if (c != '"' && c != '\\' && !Terminal.steers(text, i)) continue;
            out.append(text, written, i);
            escape(c);
            written = i + 1;
        }
        out.append(text, written, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> escapeByNumber(c);
        }
    }

    private void escapeByNumber(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX.charAt((c >> shift) & 0xF));
    }
}
