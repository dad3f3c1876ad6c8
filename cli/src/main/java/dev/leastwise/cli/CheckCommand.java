package dev.leastwise.cli;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.image.Images;
import dev.leastwise.podsecurity.StandardsJudge;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.JsonReport;
import dev.leastwise.report.Report;
import dev.leastwise.report.Report.Counts;
import dev.leastwise.report.TextReport;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code leastwise check}. */
final class CheckCommand implements Command {

    private static final List<String> FORMATS = List.of("text", "json");

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>();
        options.add(OptionSpec.value("output", "FORMAT[=FILE]", "text (default) or json; may be given several times")
                .letter('o'));
        options.add(OptionSpec.value(
                "fail-on",
                "SEVERITY",
                "exit 1 from this severity on: critical, high, medium, low (default),\nundecided or never"));
        options.add(OptionSpec.flag("verbose", "show info findings too").letter('v'));
        options.add(StandardOptions.OPTION);
        options.addAll(TargetOptions.OPTIONS);
        options.addAll(ImageOptions.OPTIONS);
        for (String planned : List.of("known", "write-known", "config")) {
            options.add(OptionSpec.planned(planned, "VALUE"));
        }
        options.add(OptionSpec.planned("no-suppressions", ""));
        return new CommandSpec(
                "check",
                "PATH...",
                Commands.SUMMARIES.getOrDefault("check", ""),
                List.of(
                        "A PATH is a file, a folder (walked for .yaml, .yml and .json, without hidden folders\n"
                                + "and what .gitignore names), or - for standard input.",
                        "Exit codes: 0 clean, 1 findings, 2 bad usage or an input that cannot be read, 3 internal error."),
                options);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<Output> outputs = Output.read(arguments.values("output"), FORMATS);
        FailOn failOn = arguments.value("fail-on").map(FailOn::of).orElse(FailOn.LOW);
        StandardsJudge standards = StandardOptions.read(arguments);
        Target target = TargetOptions.read(arguments);
        List<String> paths = arguments.operands();
        if (paths.isEmpty()) throw new UsageError("nothing to check; name a file, a folder, or - for standard input");

        Grants grants = Grants.under(target);
        List<InputError> imageErrors = List.of();
        if (arguments.has("image")) {
            Images images = ImageOptions.read(arguments, console);
            grants = grants.with(images::facts);
            imageErrors = images.errors();
        }
        Judge judge = new Judge(Rules.ALL, grants);
        Report report = check(Inputs.of(paths), judge, standards, imageErrors, target, console);
        List<String> crashes = new ArrayList<>(judge.crashes());
        crashes.addAll(standards.crashes());
        for (InputError error : report.errors()) console.error(TextReport.error(error));
        for (String crash : crashes) console.error(crash);
        boolean withInfo = arguments.has("verbose");
        for (Output output : outputs) output.write(out -> render(report, output, withInfo, console, out), console);

        if (!crashes.isEmpty()) return Exit.INTERNAL;
        if (!report.errors().isEmpty()) return Exit.USAGE;
        return failOn.fails(report) ? Exit.FINDINGS : Exit.CLEAN;
    }

    private static Report check(
            Inputs inputs,
            Judge judge,
            StandardsJudge standards,
            List<InputError> imageErrors,
            Target target,
            Console console) {
        List<Finding> findings = new ArrayList<>();
        Reading reading = new Reading(standards::judge, contents -> findings.addAll(judge.judge(contents)));
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        findings.addAll(judge.inventoryFindings());
        reading.errors().addAll(imageErrors);
        sort(findings, inputs);
        Counts counts = new Counts(
                reading.files(), reading.documents(), judge.workloads(), judge.containers(), reading.ignored());
        return new Report(
                target,
                findings,
                new Fingerprints(findings),
                standards.outcomes(),
                reading.skipped(),
                reading.errors(),
                counts);
    }

    /** As the files were walked, then by line, column and rule. */
    private static void sort(List<Finding> findings, Inputs inputs) {
        Map<String, Integer> order = new HashMap<>();
        for (Input input : inputs.found()) order.put(input.name(), order.size());
        findings.sort((a, b) -> {
            int byFile = Integer.compare(order.getOrDefault(a.at().file(), 0), order.getOrDefault(b.at().file(), 0));
            return byFile != 0 ? byFile : Finding.IN_FILE.compare(a, b);
        });
    }

    private static void render(Report report, Output output, boolean withInfo, Console console, Writer out)
            throws IOException {
        switch (output.format()) {
            case "json" -> JsonReport.write(report, out);
            default -> TextReport.write(report, output.terminal(console), withInfo, out);
        }
    }
}
