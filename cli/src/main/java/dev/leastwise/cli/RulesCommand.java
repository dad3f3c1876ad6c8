package dev.leastwise.cli;

import java.util.List;

/** {@code leastwise rules}. */
final class RulesCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new CommandSpec("rules", "", Commands.SUMMARIES.getOrDefault("rules", ""), List.of(), List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) {
        throw new UsageError("rules is not built yet");
    }
}
