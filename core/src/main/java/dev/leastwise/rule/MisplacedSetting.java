package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Hardening;
import dev.leastwise.schema.Field;
import dev.leastwise.schema.FieldProblem.Misplaced;
import dev.leastwise.schema.Home;
import dev.leastwise.schema.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A security setting in a place where Kubernetes does not look for it. */
final class MisplacedSetting implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "misplaced-setting",
            "A security setting stands where it has no effect",
            """
            Kubernetes looks for each setting in one place, or two. Elsewhere kubectl refuses the object; a client that \
            does not ask for strict validation gets a warning, and the line is dropped. What it was to take away stays \
            granted, while the manifest reads as if it were not.""",
            "move the setting to where it belongs, or remove it where it would grant more than today",
            """
            A setting takes effect when it is moved: a program may have relied on what it takes away. Start it once, and \
            look for EPERM and EROFS in its log.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              runAsUser: 101 # <--
                              containers:
                              - name: app
                                image: nginx
                                readOnlyRootFilesystem: true # <--
                                securityContext:
                                  drop: [ALL] # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFilesystem: true
                                  capabilities:
                                    drop: [ALL]
                              securityContext:
                                runAsUser: 101
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  securityContext:
                                    hostNetwork: true # <--
                                    capabilities: # <--
                                      drop: [ALL]
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext:
                                      fsGroup: 2000 # <--
                                  containers:
                                  - name: app
                                    image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  securityContext: {}
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext:
                                      fsGroup: 2000
                                      capabilities:
                                        drop: [ALL]
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      capabilities:
                                        drop:
                                        - ALL
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: argoproj.io/v1alpha1
                            kind: Workflow
                            metadata:
                              name: build
                            spec:
                              templates:
                              - name: compile
                                container:
                                  image: golang
                                  securityContext:
                                    add: [NET_ADMIN] # <--
                            """).becomes(Safety.SAFE, """
                            apiVersion: argoproj.io/v1alpha1
                            kind: Workflow
                            metadata:
                              name: build
                            spec:
                              templates:
                              - name: compile
                                container:
                                  image: golang
                                  securityContext: {}
                            """),
                    good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  hostNetwork: false
                                  securityContext:
                                    runAsUser: 101
                                    fsGroup: 2000
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext:
                                      capabilities: {drop: [ALL]}
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      runAsUser: 102
                                      readOnlyRootFilesystem: true
                            """),
                    good("""
                            apiVersion: argoproj.io/v1alpha1
                            kind: Workflow
                            metadata:
                              name: build
                            spec:
                              securityContext:
                                runAsUser: 101
                              templates:
                              - name: compile
                                securityContext: {runAsNonRoot: true}
                                hostPID: unknown
                                container:
                                  image: golang
                            """)));

    /** What a program needs that starts as root to serve as another user. */
    private static final List<Capability> TO_CHANGE_USER =
            List.of(Capability.CHOWN, Capability.SETUID, Capability.SETGID);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        for (Misfit misfit : scope.misfits()) {
            if (misfit.problem() instanceof Misplaced misplaced && isOfSecurity(misplaced)) {
                report(misfit, misplaced, scope, findings);
            }
        }
    }

    /** Whether it is for this rule: other fields that are misplaced are merely unknown. */
    static boolean isOfSecurity(Misplaced misplaced) {
        return misplaced.where().isOfSecurityContext()
                || misplaced.homes().getFirst().isOfSecurity();
    }

    private static void report(Misfit misfit, Misplaced misplaced, SourceScope scope, Findings findings) {
        Home home = misplaced.homes().getFirst();
        Effect effect = Effect.of(misfit, home, scope.target().runtime());
        findings.add(
                misfit.at(),
                Severity.HIGH,
                Verdict.VIOLATED,
                message(misfit, misplaced, home, effect),
                why(misfit, misplaced, home, effect, scope.target().kubernetes()),
                remedy(misfit, home, effect),
                related(misfit, home));
        findings.offer(() -> fix(misfit, effect, scope));
    }

    /** It is moved where that grants nothing, and removed where that would, or where something else stands already. */
    private static Optional<Fix> fix(Misfit misfit, Effect effect, SourceScope scope) {
        Moves moves = scope.moves();
        if (!moves.isClear(misfit)) return Optional.empty();
        List<Change> moved = moved(misfit, scope);
        if (moved.isEmpty()) return removal(misfit, scope, "remove what has no effect: another value counts");
        if (misfit.at().name().equals("add") && !namesSome(misfit, scope)) {
            return removal(
                    misfit, scope, "remove what has no effect, and would have none or too much where it belongs");
        }
        Optional<Fix> together = moves.companion(misfit).flatMap(other -> moved(misfit, other, scope));
        if (together.isPresent()) return together;
        String title = "move " + misfit.at().name() + " to where it takes effect";
        Optional<Fix> alone = scope.prospect().fix(title, moved);
        if (alone.isPresent()) return alone;
        return effect.grantsMore()
                ? removal(misfit, scope, "remove what has no effect, and would grant more where it belongs")
                : Optional.of(new Fix(Safety.SHOW_ONLY, title + ", or remove it: look at what it then does", moved));
    }

    /** What is dropped and what is added move at once, so that neither is in effect without the other. */
    private static Optional<Fix> moved(Misfit one, Misfit other, SourceScope scope) {
        boolean drops = one.at().name().equals("drop");
        Misfit drop = drops ? one : other;
        Misfit add = drops ? other : one;
        if (!namesSome(add, scope)) return Optional.empty();
        List<Change> changes = new ArrayList<>(moved(drop, scope));
        changes.addAll(moved(add, scope));
        return scope.prospect().fix("move drop and add to where they take effect", changes);
    }

    /** The moves of a field, and of names of capabilities in it what they need to take effect. */
    private static List<Change> moved(Misfit misfit, SourceScope scope) {
        List<Change> changes = new ArrayList<>();
        for (Change change : scope.moves().of(misfit)) {
            changes.add(change);
            FieldPath place = change instanceof Change.Move move ? move.to() : change.path();
            ContainerRuntime runtime = scope.target().runtime();
            changes.addAll(CapabilityNames.corrections(misfit.at(), place, runtime));
            for (KubeNode list : misfit.at().fields()) {
                changes.addAll(CapabilityNames.corrections(list, place.field(list.name()), runtime));
            }
        }
        return changes;
    }

    /** Whether single capabilities are added. */
    private static boolean namesSome(Misfit add, SourceScope scope) {
        ContainerRuntime runtime = scope.target().runtime();
        List<String> names = add.at().texts();
        return !CapabilityGrant.hasAll(names)
                && names.stream().anyMatch(name -> CapabilityNames.isKnown(name, runtime));
    }

    private static Optional<Fix> removal(Misfit misfit, SourceScope scope, String title) {
        return scope.prospect().fix(title, List.of(new Change.Remove(misfit.at().fieldPath())));
    }

    private static String message(Misfit misfit, Misplaced misplaced, Home home, Effect effect) {
        StringBuilder message = new StringBuilder(Written.field(misfit.at())).append(" has no effect here: ");
        boolean ofPod = misplaced
                .where()
                .name()
                .equals(Place.POD_SECURITY_CONTEXT.type().name());
        boolean capabilities =
                home.place() == Place.CAPABILITIES || home.field().name().equals("capabilities");
        if (ofPod && capabilities) message.append("a pod's security context has no capabilities, and ");
        message.append("it belongs ");
        boolean everyContainer =
                home.place().inContainer() && misfit.container().isEmpty();
        if (everyContainer) message.append("in every container, ");
        message.append("at ").append(misfit.paths(home));
        if (effect.grantsMore()) {
            message.append("; moving it there would grant more than today");
            if (!effect.gained.isEmpty()) message.append(": ").append(names(effect.gained.list()));
        }
        return message.toString();
    }

    private static String why(Misfit misfit, Misplaced misplaced, Home home, Effect effect, int kubernetes) {
        StringBuilder why = new StringBuilder(misfit.fate());
        if (misplaced.where().name().equals(Place.POD_SECURITY_CONTEXT.type().name())) {
            int count = 0;
            StringBuilder fields = new StringBuilder();
            for (Field field : misplaced.where().fields()) {
                if (!field.existsIn(kubernetes)) continue;
                fields.append(count++ == 0 ? "" : ", ").append(field.name());
            }
            why.append(" A pod's security context has ")
                    .append(count)
                    .append(" fields: ")
                    .append(fields)
                    .append('.');
        }
        boolean adds = home.field().name().equals("add");
        if (!adds && !effect.grantsMore()) why.append(" What it was to take away stays granted.");
        return why.toString();
    }

    private static String remedy(Misfit misfit, Home home, Effect effect) {
        if (effect.grantsMore()) return "remove it: it grants nothing today, and nothing that runs can need it";
        List<KubeNode> destinations = misfit.destinations(home);
        boolean taken = !destinations.isEmpty();
        for (KubeNode destination : destinations) taken &= destination.exists();
        if (taken) return "remove it: another value stands where it belongs";
        if (effect.lacking.isEmpty()) return "move it to where it belongs";
        return "move it to where it belongs; a program that starts as root and goes on as another user, as nginx does, then"
                + " lacks " + names(effect.lacking) + ": run it as that user from the start";
    }

    private static List<Related> related(Misfit misfit, Home home) {
        if (misfit.container().isPresent()) return List.of();
        List<Related> related = new ArrayList<>();
        for (Container container : misfit.containersOf(home)) {
            related.add(new Related(
                    container.node().get("absent").location(), "it belongs in container \"" + container.name() + '"'));
        }
        return related;
    }

    private static String names(List<Capability> capabilities) {
        StringBuilder names = new StringBuilder();
        for (Capability capability : capabilities) {
            names.append(names.isEmpty() ? "" : ", ").append(capability.name());
        }
        return names.toString();
    }

    /**
     * What the setting would do where it belongs.
     *
     * @param more whether it would grant something that is not granted today
     * @param gained the capabilities that it would grant
     * @param lacking those to change the user with that it would take away
     */
    private record Effect(boolean more, CapabilitySet gained, List<Capability> lacking) {

        boolean grantsMore() {
            return more || !gained.isEmpty();
        }

        static Effect of(Misfit misfit, Home home, ContainerRuntime runtime) {
            boolean wholeBlock = home.field().name().equals("capabilities");
            if (wholeBlock || home.place() == Place.CAPABILITIES) return onCapabilities(misfit, home, runtime);
            boolean more = false;
            for (KubeNode destination : misfit.destinations(home)) more |= Hardening.isLost(destination, misfit.at());
            return new Effect(more, CapabilitySet.NONE, List.of());
        }

        private static Effect onCapabilities(Misfit misfit, Home home, ContainerRuntime runtime) {
            long gained = 0;
            long lost = 0;
            for (Container container : misfit.containersOf(home)) {
                if (container.partial() || container.setting("privileged").isTrue()) continue;
                KubeNode own = container.setting("capabilities");
                CapabilitySet today = bounding(own, own, runtime);
                CapabilitySet then = moved(misfit.at(), own, runtime);
                gained |= then.minus(today).bits();
                lost |= today.minus(then).bits();
            }
            List<Capability> lacking = new ArrayList<>();
            for (Capability capability : TO_CHANGE_USER) {
                if (new CapabilitySet(lost).contains(capability)) lacking.add(capability);
            }
            return new Effect(false, new CapabilitySet(gained), lacking);
        }

        private static CapabilitySet moved(KubeNode misplaced, KubeNode own, ContainerRuntime runtime) {
            return switch (misplaced.name()) {
                case "add" -> bounding(misplaced.parent(), own, runtime);
                case "drop" -> bounding(own, misplaced.parent(), runtime);
                default -> bounding(misplaced, misplaced, runtime);
            };
        }

        private static CapabilitySet bounding(KubeNode adding, KubeNode dropping, ContainerRuntime runtime) {
            return CapabilityGrant.bounding(
                    adding.get("add").texts(), dropping.get("drop").texts(), runtime);
        }
    }
}
