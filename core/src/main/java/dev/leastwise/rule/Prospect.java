package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.ChangedTree;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Order;
import dev.leastwise.rule.validation.ApiServer;
import dev.leastwise.rule.validation.Refusal;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the containers of an object would be granted if it were changed. */
final class Prospect {

    /** What changes do to grants. */
    enum Outcome {
        SAME,
        LESS,
        /** Somebody may be granted more. */
        MORE,
        /** It would be refused, it makes other pods, or what it would be granted cannot be told. */
        OPEN;

        /** The one that speaks more against the changes. */
        Outcome worseOf(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Bytes of objects that are read for one of them: very many mistakes in a large one are not all looked into. */
    private static final int BYTES = 16 << 20;

    private final Resource resource;
    private final Grants grants;
    private final List<CustomTemplate> templates;
    private Optional<List<PodScope>> today = Optional.empty();
    private Optional<Set<String>> answers = Optional.empty();
    private Optional<Tree> object = Optional.empty();
    private int bytes = BYTES;

    Prospect(Resource resource, Grants grants, List<CustomTemplate> templates) {
        this.resource = resource;
        this.grants = grants;
        this.templates = templates;
    }

    /** Changes as a fix, as sure as what they take away; empty where they may grant more, or nobody can tell. */
    Optional<Fix> fix(String title, List<Change> changes) {
        return switch (of(changes)) {
            case SAME -> Optional.of(new Fix(Safety.SAFE, title, changes));
            case LESS -> Optional.of(new Fix(Safety.NEEDS_TEST, title, changes));
            case MORE, OPEN -> Optional.empty();
        };
    }

    Outcome of(List<Change> changes) {
        if (object.isEmpty()) object = Optional.of(Tree.of(resource.manifest().root()));
        String changed = ChangedTree.of(object.get(), changes).json();
        bytes -= changed.length();
        if (bytes < 0) return Outcome.OPEN;
        SourceText text = SourceText.of(resource.manifest().source().name(), changed);
        for (Document document : YamlReader.documents(text)) {
            if (!(document instanceof Document.Parsed parsed)) return Outcome.OPEN;
            List<Resource> read = Contents.of(text, parsed, templates).resources();
            if (read.size() != 1 || !answers().containsAll(answers(read.getFirst()))) return Outcome.OPEN;
            return between(today(), pods(read.getFirst()));
        }
        return Outcome.OPEN;
    }

    private Set<String> answers() {
        if (answers.isEmpty()) answers = Optional.of(answers(resource));
        return answers.get();
    }

    /** What the API server answers to fields that it does not take. */
    private Set<String> answers(Resource of) {
        Set<String> answers = new HashSet<>();
        for (Misfit misfit : Misfit.of(of.workloads(), grants.target())) {
            answers.add(misfit.problem().apiServerAnswer());
        }
        return answers;
    }

    private List<PodScope> today() {
        if (today.isEmpty()) today = Optional.of(pods(resource));
        return today.get();
    }

    private List<PodScope> pods(Resource of) {
        List<PodScope> pods = new ArrayList<>();
        for (Workload workload : of.workloads())
            pods.add(PodScope.of(workload, grants, Settings.NONE, Optional.empty()));
        return pods;
    }

    private static Outcome between(List<PodScope> before, List<PodScope> after) {
        if (before.size() != after.size()) return Outcome.OPEN;
        Outcome worst = Outcome.SAME;
        for (int i = 0; i < before.size(); i++) worst = worst.worseOf(between(before.get(i), after.get(i)));
        return worst;
    }

    private static Outcome between(PodScope before, PodScope after) {
        List<ContainerScope> then = before.containers();
        List<ContainerScope> now = after.containers();
        if (then.size() != now.size() || !refusals(before).containsAll(refusals(after))) return Outcome.OPEN;
        Outcome worst = Outcome.SAME;
        for (int i = 0; i < then.size(); i++) worst = worst.worseOf(between(then.get(i), now.get(i)));
        return worst;
    }

    /** What the API server refuses, without the values. */
    private static Set<String> refusals(PodScope pod) {
        Set<String> refusals = new HashSet<>();
        if (!pod.workload().isValidated()) return refusals;
        for (Refusal refusal : ApiServer.refusals(pod.workload(), pod.target().kubernetes())) {
            refusals.add(refusal.kind());
        }
        return refusals;
    }

    private static Outcome between(ContainerScope before, ContainerScope after) {
        if (after.isRefusedAsRoot() && !before.isRefusedAsRoot()) return Outcome.OPEN;
        if (!after.privileges().beyond(before.privileges()).isEmpty()) {
            return before.isPartial() ? Outcome.OPEN : Outcome.MORE;
        }
        return after.privileges().compare(before.privileges()) == Order.SAME ? Outcome.SAME : Outcome.LESS;
    }
}
