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

    @Override
    public synchronized void accept(Event event) {
        hide();
        switch (event) {
            case Event.Line(String container, boolean error, String text) -> {
                PrintStream stream = error ? console.err() : console.out();
                boolean terminal = error ? console.errTerminal() : console.outTerminal();
                stream.println(Terminal.harmless(container) + " | " + (terminal ? Terminal.harmless(text) : text));
                stream.flush();
            }
            case Event.Note(String text) -> console.error("leastwise: " + Terminal.harmless(text));
            case Event.Progress(String text) -> progress = text;
        }
        show();
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
