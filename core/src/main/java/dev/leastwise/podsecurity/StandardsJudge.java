package dev.leastwise.podsecurity;

import dev.leastwise.finding.Copies;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Namespaces.Enforced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the workloads of the input by standards; by those of their namespaces when all of it has been seen. */
public final class StandardsJudge {

    /**
     * A workload that is no longer there.
     *
     * @param survey empty where no namespace is sought
     */
    private record Row(
            ObjectName object,
            String file,
            int line,
            boolean whole,
            List<Evaluation> evaluations,
            Optional<Survey> survey) {}

    private final Map<String, Standard> standards = new LinkedHashMap<>();
    private final boolean ofNamespaces;
    private final Namespaces namespaces = new Namespaces();
    private final Copies copies = new Copies();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> crashes = new ArrayList<>();

    public StandardsJudge(Demand demand) {
        for (Standard standard : demand.all()) standards.put(standard.id(), standard);
        this.ofNamespaces = demand.ofNamespaces();
    }

    /** Takes an object and the workloads in it. */
    public void judge(Resource resource) {
        if (ofNamespaces) namespaces.see(resource.manifest());
        if (standards.isEmpty() && !ofNamespaces) return;
        for (Workload workload : resource.workloads()) {
            try {
                rows.add(row(workload));
            } catch (RuntimeException | StackOverflowError e) {
                crashes.add(workload.manifest().source().name() + ": internal error in the Pod Security Standards: " + e
                        + "; please report it at https://leastwise.dev/issues");
            }
        }
    }

    private Row row(Workload workload) {
        DefaultedPod pod = new DefaultedPod(workload);
        List<Evaluation> evaluations = new ArrayList<>(standards.size());
        for (Standard standard : standards.values()) {
            evaluations.add(PodSecurity.POLICY.evaluate(pod, standard).sharing(copies));
        }
        boolean sought = ofNamespaces && workload.manifest().namespace().isPresent();
        Optional<Survey> survey = sought ? Optional.of(new Survey(PodSecurity.POLICY, pod, copies)) : Optional.empty();
        KubeNode at =
                workload.found() == Workload.Found.KIND ? workload.manifest().root() : workload.podSpec();
        return new Row(
                copies.of(ObjectName.of(workload.manifest())),
                at.source().name(),
                at.position().line(),
                pod.isWhole(),
                evaluations,
                survey);
    }

    /** What is to be said, after the last document. */
    public Outcomes outcomes() {
        Collector collector = new Collector();
        for (Row row : rows) {
            for (Evaluation evaluation : row.evaluations) collector.add(row, evaluation, List.of());
            if (ofNamespaces) addOfNamespace(row, collector);
        }
        return new Outcomes(collector.outcomes, collector.patches, collector.strangers);
    }

    private void addOfNamespace(Row row, Collector collector) {
        Collection<Enforced> enforced =
                row.object.namespace().map(namespaces::of).orElse(List.of());
        if (row.survey.isEmpty() || enforced.isEmpty()) {
            collector.strangers++;
            return;
        }
        for (Enforced one : enforced) {
            if (standards.containsKey(one.standard().id())) continue;
            collector.add(row, row.survey.get().under(one.standard()), one.labels());
        }
    }

    private static final class Collector {

        private final List<Outcome> outcomes = new ArrayList<>();
        private int patches;
        private int strangers;

        /** That a patch sets nothing wrong does not say that the pod is allowed. */
        void add(Row row, Evaluation evaluation, List<Related> related) {
            boolean privileged = evaluation.standard().level() == Level.PRIVILEGED;
            if (row.whole || privileged || !evaluation.allowed()) {
                outcomes.add(new Outcome(row.object, row.file, row.line, evaluation, related));
            } else {
                patches++;
            }
        }
    }

    /** Workloads that could not be judged: a bug, which must not keep the rest from being judged. */
    public List<String> crashes() {
        return crashes;
    }
}
