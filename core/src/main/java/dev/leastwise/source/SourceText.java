package dev.leastwise.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of one input as UTF-8 bytes without its byte order mark, with the places of its lines. */
public final class SourceText {

    private static final int EXCERPT_LIMIT = 400;
    private static final int EXCERPT_BEFORE = 100;
    private static final int BLOCK = 1 << 10;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String NO_CHARACTER = "\uFFFE";

    private final String name;
    private final byte[] bytes;
    private final Encoding encoding;
    private final boolean faithful;
    private final boolean printableAscii;
    private final int[] lineStarts;
    private int[] charactersBefore = {};

    private SourceText(String name, byte[] bytes, Encoding encoding, boolean faithful) {
        this.name = name;
        this.bytes = bytes;
        this.encoding = encoding;
        this.faithful = faithful;
        int[] starts = new int[16 + bytes.length / 24];
        int lines = 1;
        boolean printable = true;
        for (int i = passPrintable(bytes, 0); i < bytes.length; i = passPrintable(bytes, i + 1)) {
            printable &= bytes[i] == '\n';
            if (!isBreak(bytes[i])) continue;
            if (bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') i++;
            if (lines == starts.length) starts = Arrays.copyOf(starts, lines * 2);
            starts[lines++] = i + 1;
        }
        this.printableAscii = printable;
        this.lineStarts = Arrays.copyOf(starts, lines);
    }

    /**
     * Reads what a file holds: a UTF-8 or UTF-16 byte order mark decides the encoding, without one it is UTF-8, and bytes
     * that are no UTF-8 become U+FFFD (kubectl: golang.org/x/text unicode.BOMOverride over its UTF-8 decoder). Behind a
     * UTF-8 mark nothing is decoded, and YAML refuses such bytes: there they become U+FFFE, which it refuses too.
     */
    public static SourceText decode(String name, byte[] raw) {
        Encoding encoding = Encoding.of(raw);
        if (encoding == Encoding.UTF_8) {
            SourceText text = new SourceText(name, raw, encoding, true);
            if (text.printableAscii) return text;
        }
        byte[] bytes = switch (encoding) {
            case UTF_8 -> wellFormed(raw);
            case UTF_8_MARKED -> marked(raw);
            case UTF_16_BE -> fromUtf16(raw, 0, 1);
            case UTF_16_LE -> fromUtf16(raw, 1, 0);
        };
        return new SourceText(name, bytes, encoding, Arrays.equals(encoding.encode(bytes), raw));
    }

    public static SourceText of(String name, String text) {
        return new SourceText(name, text.getBytes(StandardCharsets.UTF_8), Encoding.UTF_8, true);
    }

    /** A text of the same name and encoding. */
    public SourceText with(byte[] utf8) {
        return new SourceText(name, utf8, encoding, faithful);
    }

    /** The bytes of a file of this text, in the encoding that it was read in. */
    public byte[] encoded() {
        return encoding.encode(bytes);
    }

    /** Whether {@link #encoded} gives what was read: not where that was no well-formed text. */
    public boolean isFaithful() {
        return faithful;
    }

    /** Whether it is UTF-8 behind a byte order mark. */
    public boolean isMarkedUtf8() {
        return encoding == Encoding.UTF_8_MARKED;
    }

    /** The input as named on the command line, {@code stdin} for standard input. */
    public String name() {
        return name;
    }

    /** The bytes themselves, not a copy: offsets of nodes count in them. Nobody writes to them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether it consists of printable ASCII characters and line feeds. */
    public boolean isPrintableAscii() {
        return printableAscii;
    }

    public int length() {
        return bytes.length;
    }

    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The offset of the next occurrence of a word of ASCII letters, from an offset on; -1 where there is none. Looks at one
     * byte of as many as the word has letters (Horspool 1980).
     */
    public int find(String word, int from) {
        int last = word.length() - 1;
        for (int i = from + last; i < bytes.length; i += skip(word, bytes[i])) {
            if (bytes[i] == word.charAt(last) && startsWith(word, i - last)) return i - last;
        }
        return -1;
    }

    /** How far the end of a word can move when a byte stands where it was looked for. */
    private static int skip(String word, byte b) {
        int last = word.length() - 1;
        int before = b < 0 ? -1 : word.lastIndexOf(b, last - 1);
        return last - before;
    }

    private boolean startsWith(String word, int offset) {
        for (int i = 0; i < word.length(); i++) {
            if (bytes[offset + i] != word.charAt(i)) return false;
        }
        return true;
    }

    /** The line and column of a byte offset, both from 1; columns count code points. */
    public Position position(int offset) {
        int line = lineIndex(offset);
        return new Position(line + 1, columns(lineStarts[line], offset) + 1);
    }

    /** The byte offset of a line and column; the end of the line where it has no such column. */
    public int offset(int line, int column) {
        int offset = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : bytes.length;
        for (int left = column - 1; left > 0 && offset < end; left--) {
            do offset++;
            while (offset < end && !startsCharacter(offset));
        }
        return offset;
    }

    /** Code points between two offsets. Lines can be as long as the input: in minified JSON all places are in one. */
    private int columns(int start, int end) {
        if (printableAscii) return end - start;
        if (end - start < BLOCK) return count(start, end);
        if (charactersBefore.length == 0) charactersBefore = countBlocks();
        int first = start / BLOCK + 1;
        int last = end / BLOCK;
        return count(start, first * BLOCK)
                + charactersBefore[last]
                - charactersBefore[first]
                + count(last * BLOCK, end);
    }

    /** The characters before each block of bytes. */
    private int[] countBlocks() {
        int[] before = new int[bytes.length / BLOCK + 1];
        for (int i = 1; i < before.length; i++) before[i] = before[i - 1] + count((i - 1) * BLOCK, i * BLOCK);
        return before;
    }

    private int count(int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            if (startsCharacter(i)) count++;
        }
        return count;
    }

    private boolean startsCharacter(int index) {
        return (bytes[index] & 0xC0) != 0x80;
    }

    /** The place from one byte offset up to another, with the text of its first line, or what of it is around the place. */
    public Location location(int start, int end) {
        int line = lineIndex(start);
        int lineEnd = endOfLine(line);
        int excerptStart = lineStarts[line];
        if (lineEnd - excerptStart > EXCERPT_LIMIT) {
            excerptStart = characterAt(Math.max(excerptStart, start - EXCERPT_BEFORE));
            lineEnd = characterAt(Math.min(lineEnd, excerptStart + EXCERPT_LIMIT));
        }
        Position from = position(start);
        Position to = position(end);
        return new Location(
                name,
                from.line(),
                from.column(),
                to.line(),
                to.column(),
                text(excerptStart, lineEnd),
                columns(lineStarts[line], excerptStart) + 1);
    }

    /** Where the character begins that an offset is in. */
    public int characterAt(int offset) {
        int start = offset;
        while (start > 0 && start < bytes.length && !startsCharacter(start)) start--;
        return start;
    }

    /** The text of a line by its number, from 1, or the beginning of one that is very long. */
    public String lineText(int number) {
        int start = lineStarts[number - 1];
        int end = endOfLine(number - 1);
        return text(start, end - start > EXCERPT_LIMIT ? characterAt(start + EXCERPT_LIMIT) : end);
    }

    /** How many lines there are; one that is empty ends the text where it ends with a break. */
    public int lines() {
        return lineStarts.length;
    }

    /** The place from a byte offset to the end of its line. */
    public Location line(int offset) {
        return location(offset, lineEnd(offset));
    }

    /** Where the line of an offset begins. */
    public int lineStart(int offset) {
        return lineStarts[lineIndex(offset)];
    }

    /** Where the line of an offset ends: before its line break. */
    public int lineEnd(int offset) {
        return endOfLine(lineIndex(offset));
    }

    /** Where the line after that of an offset begins; the end where there is none. */
    public int nextLine(int offset) {
        int next = lineIndex(offset) + 1;
        return next < lineStarts.length ? lineStarts[next] : bytes.length;
    }

    private int lineIndex(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    private int endOfLine(int line) {
        int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : bytes.length;
        while (end > lineStarts[line] && isBreak(bytes[end - 1])) end--;
        return end;
    }

    private static boolean isBreak(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Half a surrogate pair and half a character become U+FFFD, each for itself. */
    private static byte[] fromUtf16(byte[] raw, int high, int low) {
        StringBuilder text = new StringBuilder(raw.length / 2);
        for (int i = 2; i + 1 < raw.length; i += 2) {
            text.append((char) ((raw[i + high] & 0xFF) << 8 | (raw[i + low] & 0xFF)));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) i++;
            else text.setCharAt(i, REPLACEMENT);
        }
        if (raw.length % 2 != 0) text.append(REPLACEMENT);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wellFormed(byte[] raw) {
        return new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] marked(byte[] raw) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(NO_CHARACTER);
        try {
            return decoder.decode(ByteBuffer.wrap(raw, 3, raw.length - 3))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The offset behind printable ASCII characters. A line a call: the JVM compiles what is called often, not what is long. */
    private static int passPrintable(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != 0x7F) i++;
        return i;
    }
}
