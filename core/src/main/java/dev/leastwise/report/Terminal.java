package dev.leastwise.report;

import dev.leastwise.finding.Severity;

/**
 * What text is written for.
 *
 * @param colours whether escape sequences may colour it
 * @param width columns, within which sentences are broken
 */
public record Terminal(boolean colours, int width) {

    /** A file or a pipe. */
    public static final Terminal PLAIN = new Terminal(false, 100);

    /** ASCII characters that mean nothing to a terminal, a log, JSON, XML or a workflow command. */
    private static final boolean[] HARMLESS = harmlessAscii();

    private static final String RESET = "\u001B[0m";

    String bold(String text) {
        return paint("\u001B[1m", text);
    }

    String faint(String text) {
        return paint("\u001B[2m", text);
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case CRITICAL -> paint("\u001B[1;35m", text);
            case HIGH -> paint("\u001B[1;31m", text);
            case MEDIUM -> paint("\u001B[1;33m", text);
            case LOW -> paint("\u001B[1;36m", text);
            case INFO -> paint("\u001B[1;34m", text);
        };
    }

    String refused(String text) {
        return paint("\u001B[1;31m", text);
    }

    String good(String text) {
        return paint("\u001B[1;32m", text);
    }

    String hunk(String text) {
        return paint("\u001B[36m", text);
    }

    String added(String text) {
        return paint("\u001B[32m", text);
    }

    String removed(String text) {
        return paint("\u001B[31m", text);
    }

    private String paint(String sequence, String text) {
        return colours ? sequence + text + RESET : text;
    }

    /** The text with what could steer a terminal shown instead of sent: control and bidirectional formatting characters. */
    public static String harmless(String text) {
        for (int i = plainEnd(text, 0); i < text.length(); i = plainEnd(text, i + 1)) {
            if (steers(text, i)) return escaped(text);
        }
        return text;
    }

    /** Where the first character stands, from a place on, that may mean something to whoever reads the text. */
    static int plainEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) < HARMLESS.length && HARMLESS[text.charAt(i)]) i++;
        return i;
    }

    private static boolean[] harmlessAscii() {
        boolean[] harmless = new boolean[0x7F];
        for (char c = ' '; c < harmless.length; c++) harmless[c] = "\"\\<>&%#:".indexOf(c) < 0;
        return harmless;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!steers(text, i)) out.append(c);
            else escape(c, out);
        }
        return out.toString();
    }

    /** The character by its number, as Java and JSON write it. */
    static void escape(char c, StringBuilder out) {
        out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
    }

    /**
     * Whether a character steers a terminal, or what reads a log for commands: GitHub Actions takes two colons at the
     * beginning of a line for one, and {@code ##[} anywhere (actions/runner ActionCommand.cs). A line may begin at any space.
     */
    static boolean steers(String text, int i) {
        char c = text.charAt(i);
        if (c == '#') return text.startsWith("##[", i);
        if (c == ':') return text.startsWith("::", i) && (i == 0 || text.charAt(i - 1) == ' ');
        return steers(c);
    }

    /** Whether a character moves the cursor, changes the screen or turns the direction of writing. */
    static boolean steers(char c) {
        return c < 0x20
                || (c >= 0x7F && c < 0xA0)
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF;
    }
}
