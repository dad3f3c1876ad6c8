package dev.leastwise.cli;

import java.util.List;

/** {@code leastwise schema}. */
final class SchemaCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new CommandSpec("schema", "", Commands.SUMMARIES.getOrDefault("schema", ""), List.of(), List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) {
        throw new UsageError("schema is not built yet");
    }
}
