package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value, as strictly as Go's encoding/json. */
final class JsonReader {

    private static final int PEEKED = 4096;
    private static final int HEX_DIGITS = 4;

    private final SourceText source;
    private final byte[] bytes;
    private int at;
    private @Nullable Unreadable outOfRange;

    JsonReader(SourceText source, int from) {
        this.source = source;
        this.bytes = source.bytes();
        this.at = from;
    }

    /** Whether kubectl tries JSON first: the first character that is no white space is a brace. */
    static boolean looksLikeJson(SourceText source) {
        byte[] bytes = source.bytes();
        int i = 0;
        while (i < bytes.length && i < PEEKED) {
            int width = DocumentSplitter.spaceWidth(bytes, i);
            if (width == 0) return bytes[i] == '{';
            i += width;
        }
        return false;
    }

    /** Whether only white space is left. */
    boolean atEnd() {
        skipSpace();
        return at >= bytes.length;
    }

    /** The offset behind the last value. */
    int offset() {
        return at;
    }

    /** Why the last value cannot be taken though it is JSON. */
    Optional<Unreadable> outOfRange() {
        return Optional.ofNullable(outOfRange);
    }

    /** The next value. */
    YamlNode read() {
        outOfRange = null;
        skipSpace();
        return value(0);
    }

    private YamlNode value(int depth) {
        if (depth > Limits.DEPTH) {
            throw new Unreadable(
                    at,
                    "collections are nested more than " + Limits.DEPTH + " deep",
                    "no Kubernetes object needs that: flatten it");
        }
        int c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        };
    }

    private Mapping object(int depth) {
        int start = at++;
        List<YamlNode> keysAndValues = new ArrayList<>();
        skipSpace();
        while (peek() != '}') {
            if (!keysAndValues.isEmpty()) {
                expect(',', "a comma or } is missing");
                skipSpace();
            }
            if (peek() != '"') throw error("a key in double quotes is missing");
            keysAndValues.add(string());
            skipSpace();
            expect(':', "a colon is missing");
            skipSpace();
            keysAndValues.add(value(depth + 1));
            skipSpace();
        }
        at++;
        return new Mapping(start, at, true, "", "", keysAndValues);
    }

    private Sequence array(int depth) {
        int start = at++;
        List<YamlNode> items = new ArrayList<>();
        skipSpace();
        while (peek() != ']') {
            if (!items.isEmpty()) {
                expect(',', "a comma or ] is missing");
                skipSpace();
            }
            items.add(value(depth + 1));
            skipSpace();
        }
        at++;
        return new Sequence(start, at, true, "", "", items);
    }

    private Scalar string() {
        int start = at++;
        boolean escaped = false;
        while (peek() != '"') {
            int c = peek();
            if (c < ' ') throw error(c < 0 ? "a string is not closed" : "a control character in a string");
            if (c == '\\') {
                escaped = true;
                at++;
                checkEscape();
            }
            at++;
        }
        at++;
        return new Scalar(
                source, start, at, Scalar.Style.DOUBLE_QUOTED, "", "", escaped ? unescape(start + 1, at - 1) : null);
    }

    private void checkEscape() {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < HEX_DIGITS; i++) {
                    at++;
                    if (hexDigit(peek()) < 0) throw error("an escape lacks hexadecimal digits");
                }
            }
            default -> throw error("an escape is unknown to JSON");
        }
    }

    private String unescape(int from, int to) {
        String raw = source.text(from, to);
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 1 + HEX_DIGITS, 16));
                    i += HEX_DIGITS;
                }
                default -> text.append(escape);
            }
        }
        return withoutHalfPairs(text);
    }

    /** Half a surrogate pair becomes U+FFFD. */
    private static String withoutHalfPairs(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1)))
                i++;
            else text.setCharAt(i, '\uFFFD');
        }
        return text.toString();
    }

    private Scalar literal(String word) {
        int start = at;
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) throw error("a value is none of JSON's");
        }
        return new Scalar(source, start, at, Scalar.Style.JSON_LITERAL, "", "", word);
    }

    private Scalar number() {
        int start = at;
        if (peek() == '-') at++;
        if (peek() == '0') at++;
        else digits();
        boolean whole = true;
        if (peek() == '.') {
            at++;
            digits();
            whole = false;
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
            whole = false;
        }
        String text = source.text(start, at);
        boolean mayBeInfinite = !whole || text.length() > Double.MAX_EXPONENT / 4;
        if (outOfRange == null && mayBeInfinite && Double.isInfinite(Double.parseDouble(text))) {
            outOfRange = new Unreadable(
                    start, "a number is beyond what JSON readers take", "write a smaller one, or quote it");
        }
        return new Scalar(source, start, at, Scalar.Style.JSON_LITERAL, "", "", text);
    }

    private void digits() {
        if (peek() < '0' || peek() > '9')
            throw error(at >= bytes.length ? "the JSON ends too early" : "a value is none of JSON's");
        while (peek() >= '0' && peek() <= '9') at++;
    }

    private static int hexDigit(int c) {
        return c < 0 || c > 'f' ? -1 : Character.digit(c, 16);
    }

    private void expect(char c, String otherwise) {
        if (peek() != c) throw error(otherwise);
        at++;
    }

    private void skipSpace() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r'))
            at++;
    }

    /** The byte here; -1 at the end. */
    private int peek() {
        return at < bytes.length ? bytes[at] & 0xFF : -1;
    }

    private Unreadable error(String fact) {
        return new Unreadable(
                Math.min(at, bytes.length),
                at < bytes.length ? fact : "the JSON ends too early",
                "correct the JSON there");
    }
}
