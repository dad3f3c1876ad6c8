package dev.leastwise.report;

import java.util.Optional;

/** Writes JSON, indented by two spaces, keys in the order in which they come. */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;
    private int depth;
    private boolean first = true;
    private boolean named;

    public JsonWriter(StringBuilder out) {
        this.out = out;
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

    /** The name of the value that comes next. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(": ");
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

    private JsonWriter open(char bracket) {
        before();
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        depth--;
        if (!first) newLine();
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
        newLine();
        first = false;
    }

    private void newLine() {
        out.append('\n');
        for (int i = 0; i < depth; i++) out.append("  ");
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Terminal.steers(c)) escape(c);
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX.charAt((c >> shift) & 0xF));
    }
}
