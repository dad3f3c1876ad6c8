package dev.leastwise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code leastwise schema}. */
final class SchemaCommand implements Command {

    private static final List<String> NAMES =
            List.of("check", "explain", "fix", "image", "fix", "rules", "config", "known");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "schema",
                "NAME",
                Values.of(NAMES),
                Commands.SUMMARIES.getOrDefault("schema", ""),
                List.of("NAME is " + String.join(", ", NAMES) + "."),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<String> names = arguments.operands();
        if (names.size() != 1 || !NAMES.contains(names.getFirst())) {
            throw new UsageError("name one schema: " + String.join(", ", NAMES));
        }
        try (InputStream schema = SchemaCommand.class.getResourceAsStream("/schema/" + names.getFirst() + "-v1.json")) {
            if (schema == null) throw new IllegalStateException("no schema " + names.getFirst());
            byte[] bytes = schema.readAllBytes();
            console.out().write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Exit.CLEAN;
    }
}
