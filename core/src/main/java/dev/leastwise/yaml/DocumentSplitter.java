package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.Optional;

/** Cuts an input into documents by kubectl's rule: at every line that begins with {@code ---}, nothing else. */
final class DocumentSplitter {

    private final byte[] bytes;
    private int start;
    private int end;
    private int nextStart;
    private Optional<String> error = Optional.empty();

    DocumentSplitter(SourceText source) {
        this.bytes = source.bytes();
    }

    /** Goes to the next chunk; false where there is none. */
    boolean advance() {
        if (nextStart > bytes.length || error.isPresent()) return false;
        start = nextStart;
        int separator = findSeparator(start);
        if (separator < 0) {
            end = bytes.length;
            nextStart = bytes.length + 1;
            return true;
        }
        end = separator;
        nextStart = lineEnd(separator) + 1;
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** What is wrong with the separator that begins this chunk; nothing after it is read. */
    Optional<String> error() {
        return error;
    }

    private int findSeparator(int from) {
        for (int line = from; line < bytes.length; line = lineEnd(line) + 1) {
            if (isSeparator(line)) return line;
        }
        return -1;
    }

    private boolean isSeparator(int line) {
        return line + 2 < bytes.length && bytes[line] == '-' && bytes[line + 1] == '-' && bytes[line + 2] == '-';
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') i++;
        return i;
    }
}
