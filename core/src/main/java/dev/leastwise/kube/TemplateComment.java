package dev.leastwise.kube;

import dev.leastwise.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The comment with which Helm begins a document that it has rendered: {@code # Source: CHART/templates/FILE}. */
final class TemplateComment {

    private static final byte[] BEGINNING = "# Source: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEPARATOR = "---".getBytes(StandardCharsets.US_ASCII);

    /**
     * The template that a document names in its first line. What the template itself brings along stands behind that line,
     * and other sources, as web addresses, have another form.
     *
     * @param root the offset of its root
     */
    static Optional<String> before(SourceText source, int root) {
        byte[] bytes = source.bytes();
        int line = firstLine(bytes, root);
        if (!startsWith(bytes, line, BEGINNING)) return Optional.empty();
        String path = source.text(line + BEGINNING.length, lineEnd(bytes, line)).strip();
        boolean inChart = path.indexOf("/templates/") > 0 || path.indexOf("/crds/") > 0;
        return inChart && !path.contains("://") ? Optional.of(path) : Optional.empty();
    }

    /** Where the first line of the document begins, as long as only comments stand before the root. */
    private static int firstLine(byte[] bytes, int root) {
        int line = root;
        while (line > 0 && isBlank(bytes[line - 1])) line--;
        while (line > 0 && bytes[line - 1] == '\n') {
            int before = lineStart(bytes, line - 1);
            if (startsWith(bytes, before, SEPARATOR) || !isComment(bytes, before)) return line;
            line = before;
        }
        return line;
    }

    private static boolean isComment(byte[] bytes, int line) {
        int i = line;
        while (isBlank(bytes[i])) i++;
        return bytes[i] == '#' || bytes[i] == '\n' || bytes[i] == '\r';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int lineStart(byte[] bytes, int offset) {
        int start = offset;
        while (start > 0 && bytes[start - 1] != '\n') start--;
        return start;
    }

    private static int lineEnd(byte[] bytes, int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != '\n') end++;
        return end;
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] word) {
        if (offset + word.length > bytes.length) return false;
        for (int i = 0; i < word.length; i++) {
            if (bytes[offset + i] != word[i]) return false;
        }
        return true;
    }

    private TemplateComment() {}
}
