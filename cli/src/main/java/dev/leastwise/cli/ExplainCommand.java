package dev.leastwise.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code leastwise explain}. */
final class ExplainCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(TargetOptions.OPTIONS);
        return new CommandSpec(
                "explain", "PATH...", Commands.SUMMARIES.getOrDefault("explain", ""), List.of(), options);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        throw new UsageError("explain is not built yet");
    }
}
