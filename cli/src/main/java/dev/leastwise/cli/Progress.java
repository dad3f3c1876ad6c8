package dev.leastwise.cli;

import java.io.PrintStream;
import java.util.Optional;

/** A line on the terminal that says how far a long run has come; it is gone when the run ends. */
final class Progress {

    private static final int WORTH_SHOWING = 100;
    private static final int BAR = 30;
    private static final long INTERVAL_NANOS = 100_000_000;

    private final Optional<PrintStream> terminal;
    private final int total;
    private int done;
    private long shownAt;
    private boolean shown;

    private Progress(Optional<PrintStream> terminal, int total) {
        this.terminal = terminal;
        this.total = total;
        this.shownAt = terminal.isPresent() ? System.nanoTime() : 0;
    }

    /** One that shows itself only on a terminal, and only where there is much to do. */
    static Progress over(int total, Console console) {
        boolean visible = console.errTerminal() && total >= WORTH_SHOWING;
        return new Progress(visible ? Optional.of(console.err()) : Optional.empty(), total);
    }

    void step() {
        done++;
        if (terminal.isEmpty() || System.nanoTime() - shownAt < INTERVAL_NANOS) return;
        shownAt = System.nanoTime();
        shown = true;
        int filled = BAR * done / total;
        String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
        terminal.get().print("\r\u001B[K[" + bar + "] " + done + " of " + total);
        terminal.get().flush();
    }

    void done() {
        if (shown) terminal.ifPresent(stream -> stream.print("\r\u001B[K"));
    }
}
