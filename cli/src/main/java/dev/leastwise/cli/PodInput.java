package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an input holds for a run: one workload, and other objects that it may need. */
final class PodInput {

    /** The rules that know in what words the API server and the kubelet refuse. */
    private static final List<String> REFUSALS = List.of("wrong-type", "refused-by-api-server", "refused-by-kubelet");

    private final List<Contents> documents = new ArrayList<>();
    private final List<InputError> errors = new ArrayList<>();

    private PodInput() {}

    static PodInput read(Inputs inputs, Optional<Configurations> configurations, Console console) {
        PodInput input = new PodInput();
        Function<Input, List<CustomTemplate>> templates = one -> configurations.isEmpty()
                ? List.of()
                : configurations.get().settings(one.name()).templates();
        Reading reading = new Reading(templates, resource -> {}, input.documents::add);
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        reading.requireObjects(inputs);
        input.errors.addAll(reading.errors());
        return input;
    }

    /** Why it cannot be read. */
    List<InputError> errors() {
        return errors;
    }

    List<Manifest> manifests() {
        return resources().map(Resource::manifest).toList();
    }

    /** The workload, where it is the only one. */
    Workload workload() {
        List<Workload> found =
                resources().flatMap(resource -> resource.workloads().stream()).toList();
        if (found.isEmpty())
            throw new UsageError("there is no workload in it; name a file with a pod, or what makes pods");
        if (found.size() > 1) {
            throw new UsageError("there are " + found.size() + " workloads in it; run each from a file of its own");
        }
        return found.getFirst();
    }

    private Stream<Resource> resources() {
        return documents.stream().flatMap(document -> document.resources().stream());
    }

    /** What the API server or the kubelet refuses of it. */
    List<Finding> refusals(Grants grants) {
        List<Rule> rules =
                REFUSALS.stream().map(id -> Rules.named(id).orElseThrow()).toList();
        Judge judge = new Judge(rules, grants);
        List<Finding> findings = new ArrayList<>();
        for (Contents document : documents) findings.addAll(judge.judge(document));
        findings.removeIf(finding -> finding.verdict() != Verdict.VIOLATED);
        if (!judge.crashes().isEmpty())
            throw new IllegalStateException(judge.crashes().getFirst());
        return findings;
    }
}
