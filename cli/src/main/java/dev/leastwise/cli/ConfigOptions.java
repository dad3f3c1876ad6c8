package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.known.KnownFindings;
import dev.leastwise.known.KnownWriter;
import dev.leastwise.report.FailOn;
import dev.leastwise.report.Report;
import dev.leastwise.report.Terminal;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.NearestFile;
import dev.leastwise.suppression.Dates;
import dev.leastwise.suppression.Suppressions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that say which configuration, suppressions and known findings count. */
final class ConfigOptions {

    static final OptionSpec FAIL_ON = OptionSpec.value(
                    "fail-on",
                    "SEVERITY",
                    "exit 1 from this severity on: critical, high, medium, low (default),\nundecided or never")
            .of(Values.of(thresholds()));

    private static final String KNOWN = "known";
    private static final String WRITE_KNOWN = "write-known";

    static final OptionSpec CONFIG = OptionSpec.value(
                    "config", "FILE", "the configuration; else the nearest .leastwise.yaml above each input")
            .of(Values.FILES);

    static final OptionSpec NO_SUPPRESSIONS = OptionSpec.flag("no-suppressions", """
            report what suppressions hide, too, and let no configuration weaken a
            verdict that was found rather than given by --config""");

    static final List<OptionSpec> OPTIONS = List.of(
            CONFIG,
            NO_SUPPRESSIONS,
            OptionSpec.value(KNOWN, "FILE", "count only what FILE does not name, and tell what is gone since")
                    .of(Values.FILES),
            OptionSpec.value(WRITE_KNOWN, "FILE", "record in FILE what is found, for --known")
                    .of(Values.FILES));

    private static List<String> thresholds() {
        List<String> ids = new ArrayList<>();
        for (FailOn failOn : FailOn.values()) ids.add(failOn.id());
        return ids;
    }

    /** The configurations of the inputs; none where there is no file. */
    static Optional<Configurations> read(Arguments arguments, Inputs inputs) {
        Optional<String> named = arguments.value(CONFIG.name());
        if (named.isPresent()) {
            return Optional.of(
                    Configurations.named(inputs, named.get(), path(CONFIG.name(), named.get()), Dates::today));
        }
        Map<String, Path> files = nearest(inputs);
        if (files.isEmpty()) return Optional.empty();
        boolean strict = arguments.has(NO_SUPPRESSIONS.name());
        return Optional.of(Configurations.found(inputs, files, strict, Dates::today));
    }

    private static Map<String, Path> nearest(Inputs inputs) {
        NearestFile nearest = new NearestFile(".leastwise.yaml");
        Map<String, Path> files = new HashMap<>();
        for (Input input : inputs.found()) {
            Optional<Path> file = nearest.above(input);
            if (file.isPresent()) files.put(input.name(), file.get());
        }
        return files;
    }

    /** From what on the run fails, as the command line says, or else a configuration. */
    static FailOn failOn(Arguments arguments, Optional<Configurations> configurations) {
        Optional<String> given = arguments.value(FAIL_ON.name());
        if (given.isEmpty() && configurations.isEmpty()) return FailOn.LOW;
        if (given.isEmpty()) return configurations.get().failOn().orElse(FailOn.LOW);
        return FailOn.of(given.get())
                .orElseThrow(() -> new UsageError("--fail-on \"" + given.get()
                        + "\" is no threshold; use critical, high, medium, low, undecided or never"));
    }

    /** What the inputs themselves say of findings; nothing where that is not to count. */
    static Optional<Suppressions> suppressions(Arguments arguments) {
        return arguments.has(NO_SUPPRESSIONS.name()) ? Optional.empty() : Optional.of(new Suppressions(Dates::today));
    }

    static Optional<KnownFindings> known(Arguments arguments, List<InputError> errors) {
        Optional<String> name = arguments.value(KNOWN);
        if (name.isEmpty()) return Optional.empty();
        return Optional.of(KnownFindings.read(name.get(), path(KNOWN, name.get()), errors));
    }

    /** Records what was found; where something was not judged, what is known of it would be lost. */
    static void writeKnown(Arguments arguments, Report report, boolean judged, Console console) {
        Optional<String> name = arguments.value(WRITE_KNOWN);
        if (name.isEmpty()) return;
        if (!judged || !report.errors().isEmpty()) {
            console.error("leastwise: " + Terminal.harmless(name.get())
                    + " is not written, since not all inputs could be judged; correct them first");
            return;
        }
        Output output = new Output("json", Optional.of(path(WRITE_KNOWN, name.get())));
        output.write(out -> KnownWriter.write(report, out), console);
    }

    /** The file that an option names; it need not exist. */
    private static Path path(String option, String name) {
        try {
            if (!name.isEmpty()) return Path.of(name);
        } catch (InvalidPathException e) {
            // said below
        }
        throw new UsageError("--" + option + " \"" + name + "\" names no file that can be");
    }

    private ConfigOptions() {}
}
