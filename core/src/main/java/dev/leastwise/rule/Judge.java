package dev.leastwise.rule;

import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Puts every rule to every document, one after the other, and in the end to all workloads together. */
public final class Judge {

    private record Inventory(Rule rule, InventoryRule.Collection collection) {}

    private final Grants grants;
    private final List<Rule> rules;
    private final List<Inventory> inventories = new ArrayList<>();
    private final Copies copies = new Copies();
    private final List<String> crashes = new ArrayList<>();
    private Optional<Consumer<PodScope>> watcher = Optional.empty();
    private Optional<BiConsumer<Manifest, Fix>> fixListener = Optional.empty();
    private int workloads;
    private int containers;

    public Judge(List<Rule> rules, Grants grants) {
        this.rules = rules;
        this.grants = grants;
        for (Rule rule : rules) {
            if (rule instanceof InventoryRule inventory) inventories.add(new Inventory(rule, inventory.collect()));
        }
    }

    /** Has somebody else see each pod as the rules do. */
    public void watch(Consumer<PodScope> somebody) {
        watcher = Optional.of(somebody);
    }

    /** Has findings say how what they found can be mended, which takes its time. */
    public void askForFixes() {
        askForFixes((object, fix) -> {});
    }

    /** The same, and tells somebody of each fix of an object, also of findings that only come in the end, with its document. */
    public void askForFixes(BiConsumer<Manifest, Fix> listener) {
        fixListener = Optional.of(listener);
    }

    /** What one document's own text and workloads give. */
    public List<Finding> judge(Contents contents) {
        return judge(contents, Settings.NONE);
    }

    /** The same as a configuration says. */
    public List<Finding> judge(Contents contents, Settings settings) {
        List<Finding> findings = new ArrayList<>();
        boolean first = true;
        for (Resource resource : contents.resources()) {
            SourceScope scope = new SourceScope(contents.document(), resource, first, grants, settings.templates());
            judgeSource(scope, findings);
            see(resource.manifest());
            int before = findings.size();
            for (Workload workload : resource.workloads()) judge(workload, settings, findings);
            if (resource.workloads().size() > 1) dropRepeated(findings.subList(before, findings.size()));
            first = false;
        }
        findings.replaceAll(copies::of);
        return findings;
    }

    /** Takes note of an object for what only all together show. */
    public void see(Manifest object) {
        for (Inventory inventory : inventories) {
            guard(inventory.rule, object.source().name(), () -> inventory.collection.see(object));
        }
    }

    /** A line that several pods of one object inherit, as an Argo workflow's templates do, is judged with each of them. */
    private static void dropRepeated(List<Finding> findings) {
        Set<Finding> seen = new HashSet<>();
        findings.removeIf(finding -> !seen.add(finding));
    }

    /** What only all workloads together show; to be asked once, after the last document. */
    public List<Finding> inventoryFindings() {
        List<Finding> findings = new ArrayList<>();
        for (Inventory inventory : inventories) {
            guard(inventory.rule, "all inputs", () -> findings.addAll(inventory.collection.findings()));
        }
        return findings;
    }

    /** Rules that failed to judge something: a bug of theirs, which must not keep the rest from being judged. */
    public List<String> crashes() {
        return crashes;
    }

    public int workloads() {
        return workloads;
    }

    public int containers() {
        return containers;
    }

    private void judgeSource(SourceScope scope, List<Finding> findings) {
        for (Rule rule : rules) {
            if (!(rule instanceof SourceRule sourceRule)) continue;
            Findings found = Findings.in(rule, scope, fixListener);
            guard(rule, scope.manifest().source().name(), () -> sourceRule.check(scope, found));
            found.drainTo(findings);
        }
    }

    private void judge(Workload workload, Settings settings, List<Finding> findings) {
        PodScope pod = PodScope.of(workload, grants, settings, fixListener);
        workloads++;
        containers += pod.containers().size();
        if (watcher.isPresent()) watcher.get().accept(pod);
        for (Rule rule : rules) {
            Findings found = Findings.on(rule, pod);
            guard(rule, workload.manifest().source().name(), () -> check(rule, pod, found));
            found.drainTo(findings);
        }
        for (Inventory inventory : inventories) {
            guard(inventory.rule, workload.manifest().source().name(), () -> inventory.collection.see(pod));
        }
    }

    private static void check(Rule rule, PodScope pod, Findings found) {
        if (rule instanceof PodRule podRule) podRule.check(pod, found);
        if (!(rule instanceof ContainerRule containerRule)) return;
        for (ContainerScope scope : pod.containers()) {
            found.about(scope.container());
            containerRule.check(scope, found);
        }
    }

    private void guard(Rule rule, String input, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException | StackOverflowError e) {
            crashes.add(input + ": internal error in rule " + rule.info().id() + ": " + e
                    + "; please report it at https://leastwise.dev/issues");
        }
    }
}
