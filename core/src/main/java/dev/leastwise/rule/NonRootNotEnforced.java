package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container that may be, or become, root without anybody noticing. */
final class NonRootNotEnforced implements ContainerRule {

    private static final ImageFacts NAMED_USER =
            new ImageFacts("nginx", List.of(new PasswdEntry("nginx", 101, 101)), List.of());

    private static final RuleInfo INFO = new RuleInfo(
            "non-root-not-enforced",
            "Nothing keeps a container from running as root",
            """
            Without runAsNonRoot: true the kubelet starts a container as whatever user the image names, and an image \
            that names none runs as root. The next image may name another, and an intruder in it then has the powers \
            of uid 0.""",
            "set runAsNonRoot: true in the securityContext of the pod or container",
            """
            The kubelet refuses an image whose USER is a name, is missing or is 0 (container has runAsNonRoot and \
            image will run as root). Give it the image, or set runAsUser to the uid that the image is made for.""",
            List.of(
                    undecided(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
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
                                runAsNonRoot: true
                            """),
                    undecided(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: false # <--
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                            """),
                    undecided(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: false # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: true
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                                securityContext: # <--
                                  windowsOptions:
                                    runAsUserName: ContainerAdministrator
                            """),
                    undecided(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              containers:
                              - name: app # <--
                                image: mcr.microsoft.com/windows/servercore/iis
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                              securityContext:
                                runAsNonRoot: true
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext: # <--
                                  runAsUser: 101
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101
                              securityContext:
                                runAsNonRoot: true
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """)
                            .becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              securityContext:
                                runAsNonRoot: true
                            """)
                            .with("docker.io/library/nginx:latest", new ImageFacts("101", List.of(), List.of())),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext: # <--
                                  runAsUser: 101
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101
                              securityContext:
                                runAsNonRoot: true
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup # <--
                                image: nginx
                              containers:
                              - name: app # <--
                                image: nginx
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: nginx
                              containers:
                              - name: app
                                image: nginx
                              securityContext:
                                runAsNonRoot: true
                                runAsUser: 101
                                runAsGroup: 101
                            """).with("docker.io/library/nginx:latest", NAMED_USER),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: nginx
                                securityContext:
                                  runAsUser: 0
                              containers:
                              - name: app
                                image: nginx
                                securityContext: # <--
                                  runAsUser: 101
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: nginx
                                securityContext:
                                  runAsUser: 0
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101
                                  runAsNonRoot: true
                            """),
                    undecided(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                              - name: tracer
                                image: tracer
                                securityContext: # <--
                                  capabilities:
                                    add: [SYS_PTRACE] # which only root would have
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
                                  runAsNonRoot: true
                              - name: tracer
                                image: tracer
                                securityContext:
                                  capabilities:
                                    add: [SYS_PTRACE] # which only root would have
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true
                              initContainers:
                              - name: setup
                                image: busybox
                                securityContext:
                                  runAsNonRoot: null
                              containers:
                              - name: app
                                image: nginx
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: true
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0 # known to be root, which is a finding of its own
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              securityContext:
                                runAsNonRoot: true
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: elasticsearch.k8s.elastic.co/v1
                            kind: Elasticsearch
                            metadata:
                              name: search
                            spec:
                              nodeSets:
                              - name: default
                                podTemplate: # changes a pod that stands elsewhere
                                  spec:
                                    containers:
                                    - name: elasticsearch
                                      securityContext:
                                        runAsNonRoot: false # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: elasticsearch.k8s.elastic.co/v1
                            kind: Elasticsearch
                            metadata:
                              name: search
                            spec:
                              nodeSets:
                              - name: default
                                podTemplate: # changes a pod that stands elsewhere
                                  spec:
                                    containers:
                                    - name: elasticsearch
                                      securityContext:
                                        runAsNonRoot: true
                            """),
                    good("""
                            apiVersion: elasticsearch.k8s.elastic.co/v1
                            kind: Elasticsearch
                            metadata:
                              name: search
                            spec:
                              nodeSets:
                              - name: default
                                podTemplate: # changes a pod that stands elsewhere
                                  spec:
                                    containers:
                                    - name: elasticsearch
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (!scope.privileges().runAsNonRoot().is(false)) return;
        if (scope.isWindows()) {
            checkWindows(scope, findings);
            return;
        }
        if (scope.privileges().user() instanceof Known<Long> user) {
            if (user.value() == 0) return;
            // Pod Security does not ask for it in a pod with users of its own (since v1.35)
            Severity severity = scope.hasUserNamespace() ? Severity.INFO : Severity.LOW;
            String guard = scope.inherited("runAsUser").exists() ? "runAsUser: " + user.value() : "the image";
            report(scope, findings, severity, Verdict.VIOLATED, guard);
        } else if (ContainerScope.imageDecides(scope.privileges().user())) {
            report(scope, findings, Severity.MEDIUM, Verdict.UNDECIDED, "the image");
        } else if (scope.isPartial()) {
            String message = "runAsNonRoot: false lets the image or runAsUser make root the user of " + CONTAINER;
            findings.violated(Severity.MEDIUM, scope.inherited("runAsNonRoot"), message);
            findings.offer(() -> Optional.of(NonRoot.fix(scope)));
        }
    }

    /** The kubelet compares with that one name (kuberuntime/security_context_windows.go); a host process is its own matter. */
    private static void checkWindows(ContainerScope scope, Findings findings) {
        if (scope.windowsOption("hostProcess").isTrue()) return;
        Optional<String> user = scope.windowsOption("runAsUserName").text();
        if (user.isEmpty()) {
            report(scope, findings, Severity.MEDIUM, Verdict.UNDECIDED, "the image");
        } else if (user.get().equalsIgnoreCase("ContainerAdministrator")) {
            report(scope, findings, Severity.MEDIUM, Verdict.VIOLATED, "");
        } else {
            report(scope, findings, Severity.LOW, Verdict.VIOLATED, "runAsUserName: \"" + user.get() + '"');
        }
    }

    private static void report(
            ContainerScope scope, Findings findings, Severity severity, Verdict verdict, String guard) {
        KubeNode nonRoot = scope.inherited("runAsNonRoot");
        String message = (guard.isEmpty() ? "nothing" : "nothing but " + guard) + " keeps " + CONTAINER
                + " from running as " + (scope.isWindows() ? "administrator" : "root");
        KubeNode pods = scope.overridden("runAsNonRoot");
        if (pods.isTrue()) {
            findings.weakened(severity, verdict, nonRoot, message + ": runAsNonRoot is false", pods, "true");
        } else {
            findings.add(nonRoot, severity, verdict, message, INFO.why(), INFO.remedy(), List.of());
        }
        findings.offer(() -> Optional.of(NonRoot.fix(scope)));
    }
}
