package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.image.Images;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.ServiceAccounts;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.ExplainJson;
import dev.leastwise.report.ExplainText;
import dev.leastwise.report.Explanation;
import dev.leastwise.report.TextReport;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code leastwise explain}. */
final class ExplainCommand implements Command {

    private static final List<String> FORMATS = List.of("text", "json");

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>();
        options.add(OptionSpec.value("container", "NAME", "only containers of that name; may be given several times"));
        options.add(Output.option(FORMATS, "text (default) or json"));
        options.add(ConfigOptions.CONFIG);
        options.addAll(TargetOptions.OPTIONS);
        options.addAll(ImageOptions.OPTIONS);
        return new CommandSpec(
                "explain",
                "PATH...",
                Values.FILES,
                Commands.SUMMARIES.getOrDefault("explain", ""),
                List.of("Each setting is shown with what it comes to, what decided it (a line of the manifest, the\n"
                        + "image, the target's default, or a setting that leaves no choice), and what that means."),
                options);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<Output> outputs = Output.read(arguments.values("output"), FORMATS);
        List<String> names = arguments.values("container");
        if (arguments.operands().isEmpty()) {
            throw new UsageError("nothing to explain; name a file, a folder, or - for standard input");
        }
        Inputs inputs = Inputs.of(arguments.operands());
        Optional<Configurations> configurations = ConfigOptions.read(arguments, inputs);
        Target target = TargetOptions.read(arguments, configurations);
        List<InputError> misconfigured =
                configurations.isPresent() ? configurations.get().errors() : List.of();
        for (InputError error : misconfigured) console.error(TextReport.error(error));
        if (!misconfigured.isEmpty()) return Exit.USAGE;
        Function<Input, List<CustomTemplate>> templates = input -> configurations.isEmpty()
                ? List.of()
                : configurations.get().settings(input.name()).templates();
        Grants grants = new Grants(target, Grants::unknown, serviceAccounts(inputs, templates, console));
        Optional<Images> images = ImageOptions.read(arguments, configurations, console);
        Grants known = ImageOptions.known(grants, images);
        List<InputError> errors = new ArrayList<>();
        for (Output output : outputs) {
            StringBuilder text = new StringBuilder();
            errors = output.format().equals("json")
                    ? json(inputs, templates, known, names, text, console)
                    : text(inputs, templates, known, names, output, text, console);
            output.write(text, console);
        }
        if (images.isPresent()) errors.addAll(images.get().errors());
        for (InputError error : errors) console.error(TextReport.error(error));
        ImageOptions.warnOfUnused(arguments, images, console);
        return errors.isEmpty() ? Exit.CLEAN : Exit.USAGE;
    }

    /** A ServiceAccount that decides about a pod's token may stand behind it, so the inputs are read twice. */
    private static ServiceAccounts serviceAccounts(
            Inputs inputs, Function<Input, List<CustomTemplate>> templates, Console console) {
        ServiceAccounts accounts = new ServiceAccounts();
        Reading reading =
                new Reading(templates, resource -> addServiceAccount(resource.manifest(), accounts), contents -> {});
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        return accounts;
    }

    private static void addServiceAccount(Manifest manifest, ServiceAccounts accounts) {
        if (!manifest.kind().equals("ServiceAccount") || manifest.name().isEmpty()) return;
        KubeNode automount = manifest.root().get("automountServiceAccountToken");
        accounts.add(manifest.namespace(), manifest.name().get(), automount);
    }

    private static List<InputError> json(
            Inputs inputs,
            Function<Input, List<CustomTemplate>> templates,
            Grants grants,
            List<String> names,
            StringBuilder text,
            Console console) {
        ExplainJson json = new ExplainJson(text, grants.target());
        List<InputError> errors = explain(inputs, templates, grants, names, json::write, console);
        json.end();
        text.append('\n');
        return errors;
    }

    private static List<InputError> text(
            Inputs inputs,
            Function<Input, List<CustomTemplate>> templates,
            Grants grants,
            List<String> names,
            Output output,
            StringBuilder text,
            Console console) {
        List<InputError> errors = explain(
                inputs,
                templates,
                grants,
                names,
                explanation -> ExplainText.write(explanation, output.terminal(console), text),
                console);
        if (text.isEmpty() && errors.isEmpty()) {
            text.append(
                    names.isEmpty()
                            ? "No workload in these inputs.\n"
                            : "No container of that name in these inputs.\n");
        }
        return errors;
    }

    private static List<InputError> explain(
            Inputs inputs,
            Function<Input, List<CustomTemplate>> templates,
            Grants grants,
            List<String> names,
            Consumer<Explanation> writer,
            Console console) {
        Reading reading = new Reading(templates, resource -> {}, contents -> {
            for (Resource resource : contents.resources()) {
                for (Workload workload : resource.workloads()) explain(workload, grants, names, writer);
            }
        });
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        reading.requireObjects(inputs);
        return reading.errors();
    }

    private static void explain(Workload workload, Grants grants, List<String> names, Consumer<Explanation> writer) {
        for (Container container : workload.containers()) {
            if (!names.isEmpty() && !names.contains(container.name())) continue;
            Optional<String> image = container.image();
            writer.accept(new Explanation(
                    workload.manifest().source().name(),
                    ObjectName.of(workload.manifest()),
                    workload.found() == Workload.Found.SHAPE,
                    container.name(),
                    container.role(),
                    image,
                    grants.of(workload, container),
                    grants.target()));
        }
    }
}
