package dev.leastwise.cli;

/** A command line that cannot be understood; the message says what is wrong and what would be right. */
@SuppressWarnings("serial")
final class UsageError extends RuntimeException {

    private final String text;

    UsageError(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}
