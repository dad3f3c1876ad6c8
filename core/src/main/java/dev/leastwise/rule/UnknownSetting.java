package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.WorkloadKind;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Target;
import dev.leastwise.schema.FieldProblem;
import dev.leastwise.schema.FieldProblem.Misplaced;
import dev.leastwise.schema.FieldProblem.TooNew;
import dev.leastwise.schema.FieldProblem.Unknown;
import dev.leastwise.schema.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A field that Kubernetes does not know. */
final class UnknownSetting implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unknown-setting",
            "Kubernetes knows no such field",
            """
            A field that is misspelt, or newer than the cluster, has no effect. kubectl refuses the object; a client that \
            does not ask for strict validation gets a warning, and the line is dropped. In a security context that leaves \
            granted what the line was to take away, while the manifest reads as if it were not.""",
            "write the field as Kubernetes knows it, or remove it",
            """
            The setting takes effect when its name is corrected: a program may have relied on what it takes away. Start it \
            once, and look for EPERM and EROFS in its log.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsRoot: false # <--
                              initContainers:
                              - name: prepare
                                image: busybox
                                securityContext:
                                  rootAsUser: 1000 # <--
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFileSystem: true # <--
                                  seccompProfile:
                                    typ: RuntimeDefault # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsRoot: false
                              initContainers:
                              - name: prepare
                                image: busybox
                                securityContext:
                                  runAsUser: 1000
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFilesystem: true
                                  seccompProfile:
                                    type: RuntimeDefault
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile: # <--
                                    type: RuntimeDefault
                            """)
                            .under(new Target(ContainerRuntime.CONTAINERD2, 29, false, Optional.empty())),
                    bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: deployment # <--
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1 # <--
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            Spec: # <--
                              containers:
                              - name: app
                                image: nginx
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  automountserviceaccounttoken: false # <--
                                  securitycontext: # <--
                                    runAsNonRoot: true
                                  containers:
                                  - name: app
                                    image: nginx
                                    SecurityContext: # <--
                                      privileged: false
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  automountServiceAccountToken: false
                                  securityContext:
                                    runAsNonRoot: true
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      privileged: false
                            """),
                    bad(Severity.LOW, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              replica: 2 # <--
                              template:
                                spec:
                                  imagePullPolicy: Always # <--
                                  containers:
                                  - name: app
                                    image: nginx
                                    colour: green # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              replicas: 2
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    colour: green
                                    imagePullPolicy: Always
                            """),
                    good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              annotations:
                                colour: green
                            spec:
                              replicas: 2
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    imagePullPolicy: Always
                                    securityContext:
                                      readOnlyRootFilesystem: true
                                      seccompProfile: {type: RuntimeDefault}
                            """),
                    good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              $retainKeys: [replicas]
                              replicas: 2
                            """),
                    good("""
                            apiVersion: shop.example/v1
                            kind: deployment
                            metadata:
                              name: web
                            """),
                    good("""
                            apiVersion: serving.knative.dev/v1
                            kind: Service
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containerConcurrency: 10
                                  containers:
                                  - image: nginx
                                    securityContext: {runAsNonRoot: true}
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        checkKind(scope.manifest(), findings);
        for (Misfit misfit : scope.misfits()) {
            if (misfit.problem() instanceof Unknown unknown) {
                reportUnknown(misfit, unknown, findings);
                findings.offer(() -> Optional.of(fix(misfit, unknown, scope)));
            } else if (misfit.problem() instanceof TooNew tooNew) {
                reportTooNew(misfit, tooNew, scope.target(), findings);
                findings.offer(() -> Optional.of(Fix.showOnly("remove it, or use a newer cluster", removal(misfit))));
            } else if (misfit.problem() instanceof Misplaced misplaced && !MisplacedSetting.isOfSecurity(misplaced)) {
                reportMisplaced(misfit, misplaced, findings);
                findings.offer(() -> Optional.of(relocated(misfit, scope)));
            }
        }
    }

    /** The kind and its version: of one that there is not, no field is known either. */
    private static void checkKind(Manifest manifest, Findings findings) {
        Optional<WorkloadKind> kind = Workloads.kind(manifest);
        Optional<WorkloadKind> meant = Workloads.kindMeant(manifest);
        if (meant.isPresent()) {
            String title = meant.get().title();
            findings.add(
                    manifest.root().get("kind"),
                    Severity.HIGH,
                    Verdict.VIOLATED,
                    "Kubernetes knows no kind \"" + manifest.kind() + "\"; \"" + title
                            + "\" is probably meant, and none of it is judged",
                    refused(manifest),
                    "write kind: " + title,
                    List.of());
            findings.offer(() -> Optional.of(Fix.showOnly(
                    "write kind: " + title + ", and check again what is then judged",
                    new Change.Set(FieldPath.of("kind"), Tree.of(title)))));
        } else if (kind.isPresent() && !kind.get().apiVersion().equals(manifest.apiVersion())) {
            findings.add(
                    manifest.root().get("apiVersion"),
                    Severity.HIGH,
                    Verdict.VIOLATED,
                    "Kubernetes knows no kind \"" + manifest.kind() + "\" in version \"" + manifest.apiVersion()
                            + "\"; it is served in " + kind.get().apiVersion(),
                    refused(manifest),
                    "write apiVersion: " + kind.get().apiVersion(),
                    List.of());
            findings.offer(() -> Optional.of(Fix.showOnly(
                    "write apiVersion: " + kind.get().apiVersion() + ", and what that version asks for",
                    new Change.Set(
                            FieldPath.of("apiVersion"), Tree.of(kind.get().apiVersion())))));
        }
    }

    private static String refused(Manifest manifest) {
        return "kubectl refuses the object: no matches for kind \"" + manifest.kind() + "\" in version \""
                + manifest.apiVersion() + "\".";
    }

    private static void reportUnknown(Misfit misfit, Unknown unknown, Findings findings) {
        Optional<Suggestion> suggestion = unknown.suggestion();
        add(
                misfit,
                unknown.isOfSecurity() || hidesPod(misfit.at()) ? Severity.HIGH : Severity.LOW,
                suggestion.map(meant -> fact(misfit, meant)).orElse("Kubernetes knows no such field here"),
                suggestion.map(meant -> remedy(misfit, meant)).orElse("remove it"),
                findings);
    }

    /** Whether containers or a security context stand in it, which nobody sees then. */
    private static boolean hidesPod(KubeNode node) {
        boolean telling = switch (node.name().toLowerCase(Locale.ROOT)) {
            case "containers", "initcontainers", "ephemeralcontainers" -> node.isSequence();
            case "securitycontext" -> node.isMapping();
            default -> false;
        };
        if (telling) return true;
        for (KubeNode field : node.fields()) {
            if (hidesPod(field)) return true;
        }
        for (KubeNode item : node.items()) {
            if (hidesPod(item)) return true;
        }
        return false;
    }

    private static String fact(Misfit misfit, Suggestion meant) {
        String key = misfit.at().name();
        if (!meant.homes().isEmpty()) {
            return "Kubernetes knows no such field; " + said(misfit.at(), meant)
                    + " is probably meant, which belongs at "
                    + misfit.paths(meant.homes().getFirst());
        }
        if (!meant.inverted() && key.equalsIgnoreCase(meant.name())) {
            return "names of fields are case-sensitive, and this one is \"" + meant.name() + '"';
        }
        return "Kubernetes knows no such field; " + said(misfit.at(), meant) + " is probably meant";
    }

    /** The field that says it, with the value where that is to be the other one. */
    private static String said(KubeNode at, Suggestion meant) {
        if (!meant.inverted()) return '"' + meant.name() + '"';
        return at.bool()
                .map(value -> '"' + meant.name() + ": " + !value + "\", the other way round,")
                .orElse('"' + meant.name() + "\", which says the opposite,");
    }

    private static String remedy(Misfit misfit, Suggestion meant) {
        String value =
                meant.inverted() ? misfit.at().bool().map(bool -> ": " + !bool).orElse("") : "";
        return meant.homes().isEmpty()
                ? "write " + meant.name() + value
                : "write " + meant.name() + value + " where it belongs";
    }

    private static Fix fix(Misfit misfit, Unknown unknown, SourceScope scope) {
        if (unknown.suggestion().isEmpty()) {
            return Fix.showOnly("remove it, or write the field that is meant", removal(misfit));
        }
        Suggestion meant = unknown.suggestion().get();
        if (!meant.inverted()) return renamed(misfit, "write " + meant.name(), unknown.isOfSecurity(), scope);
        Optional<Boolean> value = misfit.at().bool();
        if (value.isEmpty() || !meant.homes().isEmpty()) {
            return Fix.showOnly("write " + meant.name() + ", which says the opposite");
        }
        KubeNode right = misfit.at().parent().get(meant.name());
        return Fix.showOnly(
                "write " + meant.name() + ": " + !value.get() + " if that is what is meant",
                removal(misfit),
                new Change.Set(right.fieldPath(), Tree.of(!value.get())));
    }

    /** Where there are several containers, only a person knows which one is meant. */
    private static Fix relocated(Misfit misfit, SourceScope scope) {
        int places = misfit.destinations().size();
        if (places != 1) return Fix.showOnly("move it to the container that it is meant for");
        return renamed(misfit, "move it to where it belongs", false, scope);
    }

    /** Gives a field its right name, in the right place. */
    private static Fix renamed(Misfit misfit, String title, boolean security, SourceScope scope) {
        if (!scope.moves().isClear(misfit)) return Fix.showOnly(title);
        List<Change> changes = scope.moves().of(misfit);
        if (changes.isEmpty()) return ofOverridden(misfit, title, scope);
        return switch (scope.prospect().of(changes)) {
            case SAME -> new Fix(security ? Safety.SAFE : Safety.NEEDS_TEST, title, changes);
            case LESS -> new Fix(Safety.NEEDS_TEST, title, changes);
            case MORE -> Fix.showOnly("remove it; to " + title + " would grant more than today", removal(misfit));
            case OPEN -> new Fix(Safety.SHOW_ONLY, title + ", and look at what is then in effect", changes);
        };
    }

    /** Where the right one stands, too, it counts. */
    private static Fix ofOverridden(Misfit misfit, String title, SourceScope scope) {
        if (!misfit.at().isScalar()) return Fix.showOnly(title + ", together with what stands there");
        String remove = "remove what has no effect: the right field stands there";
        return scope.prospect().fix(remove, List.of(removal(misfit))).orElseGet(() -> Fix.showOnly(remove));
    }

    private static Change removal(Misfit misfit) {
        return new Change.Remove(misfit.at().fieldPath());
    }

    private static void reportTooNew(Misfit misfit, TooNew tooNew, Target target, Findings findings) {
        KubeNode around = misfit.at().parent();
        boolean security = around.name().equals("securityContext")
                || around.parent().name().equals("securityContext");
        add(
                misfit,
                security ? Severity.HIGH : Severity.LOW,
                "Kubernetes knows the field since v1." + tooNew.field().since() + ", and v1." + target.kubernetes()
                        + " is the target",
                "use a cluster that knows the field, or remove it",
                findings);
    }

    private static void reportMisplaced(Misfit misfit, Misplaced misplaced, Findings findings) {
        add(
                misfit,
                hidesPod(misfit.at()) ? Severity.HIGH : Severity.LOW,
                "it belongs at " + misfit.paths(misplaced.homes().getFirst()),
                "move it to where it belongs, or remove it",
                findings);
    }

    private static void add(Misfit misfit, Severity severity, String fact, String remedy, Findings findings) {
        FieldProblem problem = misfit.problem();
        findings.add(
                problem.at(),
                severity,
                Verdict.VIOLATED,
                Written.field(problem.at()) + " has no effect: " + fact,
                misfit.fate(),
                remedy,
                List.of());
    }
}
