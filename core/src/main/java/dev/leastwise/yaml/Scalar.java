package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import org.jspecify.annotations.Nullable;

/** A scalar whose characters are decoded when somebody asks for them. */
public final class Scalar implements YamlNode {

    /** How a scalar is written. A JSON literal is a number, {@code true}, {@code false} or {@code null} of JSON input. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED,
        JSON_LITERAL
    }

    private final SourceText source;
    private final int start;
    private final int end;
    private final Style style;
    private final String tag;
    private final String anchor;
    private @Nullable String value;

    Scalar(SourceText source, int start, int end, Style style, String tag, String anchor, @Nullable String value) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.style = style;
        this.tag = tag;
        this.anchor = anchor;
        this.value = value;
    }

    public Style style() {
        return style;
    }

    /** Whether it is written without quotes and may mean something else than its characters. */
    public boolean plain() {
        return style == Style.PLAIN && tag.isEmpty();
    }

    /** The characters that it stands for, escapes, folding and chomping done. */
    public String value() {
        String decoded = value;
        if (decoded == null) {
            decoded = ScalarText.decode(source.bytes(), start, end, style);
            value = decoded;
        }
        return decoded;
    }

    /** The first byte as written, of its anchor or tag where it has one; 0 where nothing is written. */
    public int firstByte() {
        return end > start ? source.bytes()[start] & 0xFF : 0;
    }

    /** Whether its characters are those of an ASCII name. */
    public boolean is(String name) {
        if (style != Style.PLAIN || value != null) return value().equals(name);
        if (end - start != name.length()) return false;
        byte[] bytes = source.bytes();
        for (int i = 0; i < name.length(); i++) {
            if (bytes[start + i] != name.charAt(i)) return false;
        }
        return true;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public String anchor() {
        return anchor;
    }
}
