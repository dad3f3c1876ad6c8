package dev.leastwise.cli;

import dev.leastwise.report.Terminal;
import dev.leastwise.sandbox.runtime.Event;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Shows a pod that runs: its containers' lines, each with whose it is, and on a terminal how far the run has come. */
final class PodScreen implements Consumer<Event> {

    private static final String CLEAR = "\r\u001B[K";

    private final Console console;
    private String progress = "";

    PodScreen(Console console) {
        this.console = console;
    }

    // No switch over types, here and in PodLife: a fresh JVM takes long to set one up.
    @Override
    public synchronized void accept(Event event) {
        hide();
        if (event instanceof Event.Line line) print(line);
        if (event instanceof Event.Note note) console.error("leastwise: " + Terminal.harmless(note.text()));
        if (event instanceof Event.Progress now) progress = now.text();
        show();
    }

    private void print(Event.Line line) {
        PrintStream stream = line.error() ? console.err() : console.out();
        boolean terminal = line.error() ? console.errTerminal() : console.outTerminal();
        stream.println(Terminal.harmless(line.container()) + " | "
                + (terminal ? Terminal.harmless(line.text()) : line.text()));
        stream.flush();
    }

    /** Takes away what says how far the run has come. */
    synchronized void end() {
        hide();
        progress = "";
    }

    private void show() {
        if (!console.errTerminal() || progress.isEmpty()) return;
        console.err().print(Terminal.harmless(progress) + "...");
        console.err().flush();
    }

    private void hide() {
        if (console.errTerminal() && !progress.isEmpty()) console.err().print(CLEAR);
    }
}
