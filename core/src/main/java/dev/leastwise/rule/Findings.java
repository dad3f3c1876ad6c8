package dev.leastwise.rule;

import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.source.Location;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one rule finds. In a message {@link #CONTAINER} stands for the container, or for all of them where one line
 * of the pod decides for several: such findings become one.
 */
public final class Findings {

    /** Half a surrogate pair: readers of YAML and JSON let none through, so that no manifest can write this. */
    public static final String CONTAINER = "\uD800";

    private record Draft(
            KubeNode node,
            Location location,
            Severity severity,
            Verdict verdict,
            String message,
            String why,
            String remedy,
            List<Related> related,
            Optional<Container> container,
            Optional<Fix> fix) {

        private Draft with(Fix offered) {
            return new Draft(
                    node, location, severity, verdict, message, why, remedy, related, container, Optional.of(offered));
        }
    }

    /** What findings have in common that become one. */
    private record Cause(KubeNode at, Verdict verdict, String message) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cause cause
                    && verdict == cause.verdict
                    && Objects.equals(node(), cause.node())
                    && message.equals(cause.message);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(node()) + message.hashCode();
        }

        private @Nullable YamlNode node() {
            return at.node().orElse(null);
        }
    }

    private final Rule rule;
    private final Manifest manifest;
    private final boolean partialPod;
    private final List<Container> containers;
    private final boolean byShape;
    private final Optional<BiConsumer<Manifest, Fix>> listener;
    private final List<Draft> drafts = new ArrayList<>();
    private boolean reported;
    private Optional<Container> container = Optional.empty();
    private Optional<IdentityHashMap<YamlNode, Container>> byNode = Optional.empty();

    private Findings(
            Rule rule,
            Manifest manifest,
            boolean partialPod,
            List<Container> containers,
            boolean byShape,
            Optional<BiConsumer<Manifest, Fix>> listener) {
        this.rule = rule;
        this.manifest = manifest;
        this.partialPod = partialPod;
        this.containers = containers;
        this.byShape = byShape;
        this.listener = listener;
    }

    /** For what a rule finds in how an object is written. */
    static Findings in(Rule rule, SourceScope scope, Optional<BiConsumer<Manifest, Fix>> listener) {
        List<Container> containers = new ArrayList<>();
        boolean byShape = false;
        for (Workload workload : scope.workloads()) {
            containers.addAll(workload.containers());
            byShape |= workload.found() == Workload.Found.SHAPE;
        }
        return new Findings(rule, scope.manifest(), false, containers, byShape, listener);
    }

    /** For what a rule finds in a workload. */
    static Findings on(Rule rule, PodScope pod) {
        Workload workload = pod.workload();
        boolean byShape = workload.found() == Workload.Found.SHAPE;
        return new Findings(
                rule, workload.manifest(), workload.partial(), workload.containers(), byShape, pod.fixListener());
    }

    /** Says which container the next findings are about; else they are about the one that the place lies in. */
    public void about(Container next) {
        container = Optional.of(next);
    }

    /** Something is wrong at a place; what is absent is only wrong where nothing else can bring it. */
    public void violated(Severity severity, KubeNode at, String message) {
        add(
                at,
                severity,
                Verdict.VIOLATED,
                message,
                rule.info().why(),
                rule.info().remedy(),
                List.of());
    }

    /** Something may be wrong at a place, and what is known does not tell. */
    public void undecided(Severity severity, KubeNode at, String message) {
        add(
                at,
                severity,
                Verdict.UNDECIDED,
                message,
                rule.info().why(),
                rule.info().remedy(),
                List.of());
    }

    /** A container's own setting is wrong, and replaces one of the pod that is stronger and says {@code pods}. */
    public void weakened(
            Severity severity, Verdict verdict, KubeNode own, String message, KubeNode stronger, String pods) {
        add(
                own,
                severity,
                verdict,
                message + " although the pod sets " + pods,
                rule.info().why(),
                rule.info().remedy(),
                List.of(new Related(stronger.location(), "the pod's " + stronger.name())));
    }

    /** A finding with a reason, a remedy and further places of its own. */
    public void add(
            KubeNode at,
            Severity severity,
            Verdict verdict,
            String message,
            String why,
            String remedy,
            List<Related> related) {
        Optional<Container> about = container.isPresent() ? container : containerAround(at);
        boolean partial = partialPod || about.filter(Container::partial).isPresent();
        reported = false;
        if (partial && !at.exists()) return;
        drafts.add(new Draft(
                at, at.location(), severity, verdict, message, why, remedy, related, about, Optional.empty()));
        reported = true;
    }

    /** Says how what was found last can be mended; it is only worked out where somebody asks for it. */
    public void offer(Supplier<Optional<Fix>> fix) {
        if (listener.isEmpty() || !reported) return;
        Optional<Fix> offered = fix.get();
        if (offered.isPresent()) drafts.set(drafts.size() - 1, drafts.getLast().with(offered.get()));
    }

    /** Something is wrong with text that belongs to no setting. */
    void violated(Severity severity, Location text, String message) {
        RuleInfo info = rule.info();
        drafts.add(new Draft(
                manifest.root(),
                text,
                severity,
                Verdict.VIOLATED,
                message,
                info.why(),
                info.remedy(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
        reported = true;
    }

    /** The findings alone, for a rule that keeps them until it has seen more. */
    List<Finding> drained(Copies copies) {
        List<Finding> findings = new ArrayList<>(1);
        drainTo(findings);
        findings.replaceAll(copies::of);
        return findings;
    }

    /** The findings, those of one pod-level line for several containers made one. */
    void drainTo(List<Finding> findings) {
        if (drafts.isEmpty()) return;
        Map<Cause, List<Draft>> byCause = new HashMap<>();
        List<List<Draft>> all = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Cause cause = new Cause(draft.node, draft.verdict, draft.message);
            List<Draft> same = byCause.get(cause);
            if (same != null && draft.container.isPresent()) {
                same.add(draft);
                continue;
            }
            List<Draft> first = new ArrayList<>(1);
            first.add(draft);
            all.add(first);
            if (decidesForSeveral(draft)) byCause.put(cause, first);
        }
        for (List<Draft> same : all) findings.add(same.size() == 1 ? finding(same.getFirst()) : merged(same));
    }

    private static boolean decidesForSeveral(Draft draft) {
        return draft.container.isPresent() && draft.node.written() && !isWithin(draft.node, draft.container.get());
    }

    private Optional<Container> containerAround(KubeNode node) {
        if (byNode.isEmpty()) byNode = Optional.of(byNode(containers));
        for (KubeNode place = node; place != place.parent(); place = place.parent()) {
            Optional<YamlNode> written = place.node();
            Container found = written.isPresent() ? byNode.get().get(written.get()) : null;
            if (found != null) return Optional.of(found);
        }
        return Optional.empty();
    }

    private static IdentityHashMap<YamlNode, Container> byNode(List<Container> containers) {
        IdentityHashMap<YamlNode, Container> byNode = new IdentityHashMap<>();
        for (Container candidate : containers) {
            Optional<YamlNode> node = candidate.node().node();
            if (node.isPresent()) byNode.putIfAbsent(node.get(), candidate);
        }
        return byNode;
    }

    private static boolean isWithin(KubeNode node, Container container) {
        KubeNode place = node;
        while (place != place.parent()) {
            if (place.node().equals(container.node().node())) return true;
            place = place.parent();
        }
        return false;
    }

    private Finding finding(Draft draft) {
        String name = draft.container.map(c -> "container \"" + c.name() + '"').orElse("");
        return finding(
                draft,
                draft.severity,
                draft.message.replace(CONTAINER, name),
                draft.container.map(Container::name),
                draft.container.map(Container::role),
                draft.related,
                draft.fix);
    }

    private Finding merged(List<Draft> same) {
        StringBuilder names = new StringBuilder("containers");
        List<Related> related = new ArrayList<>(same.getFirst().related);
        Severity worst = Severity.INFO;
        Optional<Fix> fix = same.getFirst().fix;
        for (Draft draft : same) {
            Container container = draft.container.orElseThrow();
            names.append(names.length() == "containers".length() ? " \"" : ", \"")
                    .append(container.name())
                    .append('"');
            worst = worst.worseOf(draft.severity);
            fix = together(fix, draft.fix);
            related.add(
                    new Related(container.node().get("absent").location(), "container \"" + container.name() + '"'));
        }
        Draft first = same.getFirst();
        String message = first.message.replace(CONTAINER, names);
        return finding(first, worst, message, Optional.empty(), Optional.empty(), related, fix);
    }

    /** What mends all: nothing does where one cannot be mended. */
    private static Optional<Fix> together(Optional<Fix> one, Optional<Fix> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().and(other.get())) : Optional.empty();
    }

    private Finding finding(
            Draft draft,
            Severity severity,
            String message,
            Optional<String> container,
            Optional<Role> role,
            List<Related> related,
            Optional<Fix> fix) {
        if (listener.isPresent() && fix.isPresent()) listener.get().accept(manifest, fix.get());
        return new Finding(
                rule.info().id(),
                severity,
                draft.verdict,
                rule.startUp(),
                message,
                draft.why,
                draft.remedy,
                draft.location,
                manifest.document(),
                ObjectName.of(manifest),
                byShape,
                container,
                role,
                draft.node.path(),
                draft.node.stablePath(),
                related,
                fix,
                Optional.empty(),
                Optional.empty());
    }
}
