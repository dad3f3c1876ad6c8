package dev.leastwise.yaml;

/**
 * Cuts a text into documents by kubectl's rule: at every line that begins with {@code ---}, nothing else. Only a comment
 * may stand behind. Where nothing stands before it, such a line belongs to the document that it begins.
 */
final class DocumentSplitter {

    private final byte[] bytes;
    private int start;
    private int end;
    private int nextStart;
    private int badSeparator = -1;

    DocumentSplitter(byte[] bytes, int from) {
        this.bytes = bytes;
        this.nextStart = from;
    }

    /** Goes to the next chunk; false where there is none. */
    boolean advance() {
        if (nextStart >= bytes.length || badSeparator >= 0) return false;
        start = nextStart;
        int line = start;
        while (line < bytes.length) {
            if (isSeparator(line)) {
                int lineEnd = lineEnd(line);
                if (!isClean(line + 3, lineEnd)) badSeparator = line;
                if (line > start || badSeparator >= 0) {
                    end = line;
                    nextStart = lineEnd + 1;
                    return true;
                }
            }
            line = findSeparator(line + 1);
        }
        end = bytes.length;
        nextStart = bytes.length;
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The separator that ends this chunk and is none for kubectl, which reads neither the chunk then nor what follows; -1. */
    int badSeparator() {
        return badSeparator;
    }

    /** The next line that begins with three dashes, or the end; every third byte is looked at, and so one of the three. */
    private int findSeparator(int from) {
        byte[] text = bytes;
        for (int i = from + 2; i < text.length; i += 3) {
            if (text[i] != '-') continue;
            for (int line = i - 2; line <= i; line++) {
                if (text[line - 1] == '\n' && isSeparator(line)) return line;
            }
        }
        return text.length;
    }

    private boolean isSeparator(int line) {
        return line + 2 < bytes.length && bytes[line] == '-' && bytes[line + 1] == '-' && bytes[line + 2] == '-';
    }

    private boolean isClean(int from, int lineEnd) {
        int i = from;
        while (i < lineEnd) {
            int width = spaceWidth(bytes, i);
            if (width == 0) return bytes[i] == '#';
            i += width;
        }
        return true;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') i++;
        return i;
    }

    /** The bytes of the white space at an offset, as Go's unicode.IsSpace has it; 0 where there is none. */
    static int spaceWidth(byte[] bytes, int i) {
        int c = bytes[i] & 0xFF;
        if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
        if (c < 0x80) return 0;
        int second = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
        if (c == 0xC2) return second == 0x85 || second == 0xA0 ? 2 : 0;
        int third = i + 2 < bytes.length ? bytes[i + 2] & 0xFF : 0;
        int codePoint = (c & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
        if (c < 0xE1 || c > 0xE3) return 0;
        boolean space = switch (codePoint) {
            case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
        return space ? 3 : 0;
    }
}
