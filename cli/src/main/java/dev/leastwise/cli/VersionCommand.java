package dev.leastwise.cli;

import java.util.List;

/** {@code leastwise version}. */
final class VersionCommand implements Command {

    private static final String VERSION = "0.1.0";

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
        console.out().println("leastwise " + VERSION);
        return Exit.CLEAN;
    }
}
