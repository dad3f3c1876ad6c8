package dev.leastwise.yaml;

/** The characters that YAML does not allow, not even in quotes: controls but tab and line breaks, U+FFFE, U+FFFF. */
final class ForbiddenCharacters {

    /** The offset of the first; -1 where there is none. */
    static int find(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b >= ' ' && b < 0x7F) continue;
            if (b == '\n' || b == '\t' || b == '\r') continue;
            if (b >= 0 || isForbidden(bytes, i, end)) return i;
        }
        return -1;
    }

    private static boolean isForbidden(byte[] bytes, int i, int end) {
        int second = i + 1 < end ? bytes[i + 1] & 0xFF : 0;
        int third = i + 2 < end ? bytes[i + 2] & 0xFF : 0;
        return switch (bytes[i] & 0xFF) {
            case 0xC2 -> second < 0xA0 && second != 0x85;
            case 0xEF -> second == 0xBF && third >= 0xBE;
            default -> false;
        };
    }

    static Unreadable refused(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) == 0xEF
                ? new Unreadable(offset, "bytes that are no UTF-8 text", "save the file as UTF-8")
                : new Unreadable(
                        offset, "a control character", "write it as an escape such as \"\\u0007\", or drop it");
    }

    private ForbiddenCharacters() {}
}
