package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.Safety;
import dev.leastwise.image.Images;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.TextReport;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code leastwise fix}. */
final class FixCommand implements Command {

    private static final String WRITE = "write";
    private static final String ALL = "all";
    private static final String PATCH = "patch";
    private static final String RULE = "rule";

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>();
        options.add(OptionSpec.flag(WRITE, "write what is SAFE into the files; with --all what is NEEDS_TEST, too")
                .letter('w'));
        options.add(OptionSpec.flag(ALL, "with --write: also what only running the workload can prove"));
        options.add(OptionSpec.flag(PATCH, "print JSON Patches (RFC 6902), for manifests that are generated"));
        options.add(OptionSpec.value(RULE, "ID", "mend only what this rule finds; may be given several times")
                .of(Values.of(ids())));
        options.add(StandardOptions.MENDING);
        options.addAll(TargetOptions.OPTIONS);
        options.addAll(ImageOptions.OPTIONS);
        options.add(ConfigOptions.CONFIG);
        options.add(ConfigOptions.NO_SUPPRESSIONS);
        return new CommandSpec(
                "fix", "PATH...", Values.FILES, Commands.SUMMARIES.getOrDefault("fix", ""), List.of("""
                        Prints a diff of every fix that leaves something that starts, as far as is known, each marked:
                        SAFE        nothing that runs is granted anything else, or its image has no use for what it loses
                        NEEDS_TEST  it starts; running it shows whether it needs what it loses
                        Each is proved before it is shown or written: no byte changes that need not, nothing is granted
                        that was not, what was found is gone, and nothing new is found.""", """
                        Exit codes: 0 done, or nothing to do, 1 a fix that was asked for is refused, 2 bad usage or an
                        input that cannot be read or written, 3 internal error."""), options);
    }

    private static List<String> ids() {
        return Rules.ALL.stream().map(rule -> rule.info().id()).toList();
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<String> paths = arguments.operands();
        if (paths.isEmpty()) throw new UsageError("nothing to fix; name a file, a folder, or - for standard input");
        if (arguments.has(ALL) && !arguments.has(WRITE) && !arguments.has(PATCH)) {
            console.error("leastwise: a diff shows every fix; --all counts with --write or --patch");
        }
        Inputs inputs = Inputs.of(paths);
        Wish wish = wish(arguments);
        Optional<Configurations> configurations = ConfigOptions.read(arguments, inputs);
        List<InputError> misconfigured =
                configurations.isPresent() ? configurations.get().errors() : List.of();
        for (InputError error : misconfigured) console.error(TextReport.error(error));
        if (!misconfigured.isEmpty()) return Exit.USAGE;
        if (configurations.isPresent()) inputs.leaveOut(configurations.get()::ignores);
        Demand demand = StandardOptions.read(arguments, configurations);
        Target target = TargetOptions.read(arguments, configurations);
        Optional<Images> images = ImageOptions.read(arguments, configurations, console);
        Grants grants = ImageOptions.known(Grants.under(target), images);
        Verdicts verdicts =
                new Verdicts(inputs, configurations, ConfigOptions.suppressions(arguments), Optional.empty());
        int code = new Mending(inputs, wish, grants, demand, verdicts, console).run();
        boolean imagesRead = images.isEmpty() || images.get().errors().isEmpty();
        if (images.isPresent()) {
            for (InputError error : images.get().errors()) console.error(TextReport.error(error));
        }
        ImageOptions.warnOfUnused(arguments, images, console);
        return imagesRead ? code : Math.max(code, Exit.USAGE);
    }

    private static Wish wish(Arguments arguments) {
        boolean write = arguments.has(WRITE);
        if (write && arguments.has(PATCH)) {
            throw new UsageError("--write and --patch exclude each other; a patch is for what nobody writes by hand");
        }
        List<String> rules = arguments.values(RULE);
        rules.forEach(RulesCommand::named);
        Safety most = write && !arguments.has(ALL) ? Safety.SAFE : Safety.NEEDS_TEST;
        Wish.Output output = arguments.has(PATCH) ? Wish.Output.PATCH : write ? Wish.Output.FILE : Wish.Output.DIFF;
        return new Wish(most, rules, output);
    }
}
