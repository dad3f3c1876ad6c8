package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.image.Images;
import dev.leastwise.known.KnownFindings;
import dev.leastwise.podsecurity.StandardsJudge;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.FailOn;
import dev.leastwise.report.FixPreviews;
import dev.leastwise.report.GitHubReport;
import dev.leastwise.report.HtmlReport;
import dev.leastwise.report.JUnitReport;
import dev.leastwise.report.JsonReport;
import dev.leastwise.report.MarkdownReport;
import dev.leastwise.report.Report;
import dev.leastwise.report.Report.Counts;
import dev.leastwise.report.SarifReport;
import dev.leastwise.report.TextReport;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code leastwise check}. */
final class CheckCommand implements Command {

    static final List<String> FORMATS = List.of("text", "json", "sarif", "junit", "github", "markdown", "html");

    private static final String ALLOW_NONE = "allow-none";

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>();
        String formats = String.join(", ", FORMATS.subList(1, FORMATS.size()));
        options.add(Output.option(FORMATS, "text (default), " + formats + ";\nmay be given several times"));
        options.add(ConfigOptions.FAIL_ON);
        options.add(OptionSpec.flag("verbose", "show info findings too").letter('v'));
        options.add(StandardOptions.JUDGING);
        options.addAll(TargetOptions.OPTIONS);
        options.addAll(ImageOptions.OPTIONS);
        options.addAll(ConfigOptions.OPTIONS);
        options.add(OptionSpec.flag(ALLOW_NONE, "accept inputs without any Kubernetes object, as hooks may pass them"));
        return new CommandSpec(
                "check",
                "PATH...",
                Values.FILES,
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
        List<String> paths = arguments.operands();
        if (paths.isEmpty()) throw new UsageError("nothing to check; name a file, a folder, or - for standard input");
        Inputs inputs = Inputs.of(paths);
        List<InputError> misconfigured = new ArrayList<>();
        Optional<Configurations> configurations = ConfigOptions.read(arguments, inputs);
        FailOn failOn = ConfigOptions.failOn(arguments, configurations);
        StandardsJudge standards = new StandardsJudge(StandardOptions.read(arguments, configurations));
        Target target = TargetOptions.read(arguments, configurations);
        Optional<KnownFindings> known = ConfigOptions.known(arguments, misconfigured);
        if (configurations.isPresent()) {
            misconfigured.addAll(configurations.get().errors());
        }
        for (InputError error : misconfigured) console.error(TextReport.error(error));
        if (!misconfigured.isEmpty()) return Exit.USAGE;
        if (configurations.isPresent()) inputs.leaveOut(configurations.get()::ignores);

        Verdicts verdicts = new Verdicts(inputs, configurations, ConfigOptions.suppressions(arguments), known);
        Optional<Images> images = ImageOptions.read(arguments, configurations, console);
        Judge judge = new Judge(Rules.ALL, ImageOptions.known(Grants.under(target), images));
        FixPreviews previews = new FixPreviews(wants("html", outputs));
        Optional<HtmlReport> html = wants("html", outputs) ? Optional.of(new HtmlReport(previews)) : Optional.empty();
        if (html.isPresent()) judge.watch(html.get()::see);
        if (wants("json", outputs)) judge.askForFixes();
        if (wants("sarif", outputs) || html.isPresent()) judge.askForFixes(previews::take);
        boolean none = arguments.has(ALLOW_NONE);
        Report report = check(inputs, none, judge, standards, verdicts, images, target, previews, html, console);
        List<String> crashes = new ArrayList<>(judge.crashes());
        crashes.addAll(standards.crashes());
        for (InputError error : report.errors()) console.error(TextReport.error(error));
        for (String crash : crashes) console.error(crash);
        ImageOptions.warnOfUnused(arguments, images, console);
        boolean withInfo = arguments.has("verbose");
        Output.writeAll(
                outputs,
                (output, out) -> render(report, output, failOn, previews, html, withInfo, console, out),
                console);

        ConfigOptions.writeKnown(arguments, report, crashes.isEmpty(), console);
        if (!crashes.isEmpty()) return Exit.INTERNAL;
        if (!report.errors().isEmpty()) return Exit.USAGE;
        return failOn.fails(report) ? Exit.FINDINGS : Exit.CLEAN;
    }

    private static boolean wants(String format, List<Output> outputs) {
        for (Output output : outputs) {
            if (output.format().equals(format)) return true;
        }
        return false;
    }

    private static Report check(
            Inputs inputs,
            boolean mayHoldNone,
            Judge judge,
            StandardsJudge standards,
            Verdicts verdicts,
            Optional<Images> images,
            Target target,
            FixPreviews previews,
            Optional<HtmlReport> html,
            Console console) {
        List<Finding> judgements = new ArrayList<>();
        Reading reading = new Reading(verdicts::templates, standards::judge, contents -> {
            List<Finding> found =
                    judge.judge(contents, verdicts.settings(contents.source().name()));
            judgements.addAll(found);
            verdicts.see(contents);
            previews.see(contents);
            if (html.isPresent()) html.get().see(contents.source(), found);
        });
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        if (!mayHoldNone) reading.requireObjects(inputs);
        judgements.addAll(judge.inventoryFindings());
        if (images.isPresent()) reading.errors().addAll(images.get().errors());
        boolean allRead = reading.errors().isEmpty() && judge.crashes().isEmpty();
        List<Finding> findings = verdicts.on(judgements, allRead);
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

    private static void render(
            Report report,
            Output output,
            FailOn failOn,
            FixPreviews previews,
            Optional<HtmlReport> html,
            boolean withInfo,
            Console console,
            Writer out)
            throws IOException {
        switch (output.format()) {
            case "json" -> JsonReport.write(report, out);
            case "sarif" -> SarifReport.write(report, previews, out);
            case "junit" -> JUnitReport.write(report, failOn, out);
            case "github" -> GitHubReport.write(report, out);
            case "html" -> html.orElseThrow().write(report, out);
            case "markdown" -> MarkdownReport.write(report, out);
            default -> TextReport.write(report, output.terminal(console), withInfo, out);
        }
    }
}
