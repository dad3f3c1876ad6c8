package dev.leastwise.cli;

import dev.leastwise.report.Program;
import java.util.List;

/** {@code leastwise version}. */
final class VersionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "version", "", Values.ANY, Commands.SUMMARIES.getOrDefault("version", ""), List.of(), List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) {
        return run(console);
    }

    int run(Console console) {
        console.out().println("leastwise " + Program.VERSION);
        return Exit.CLEAN;
    }
}
