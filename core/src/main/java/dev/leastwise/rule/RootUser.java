package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import java.util.List;
import java.util.Optional;

/** A container whose process is uid 0. */
final class RootUser implements ContainerRule {

    private static final ImageFacts NAMED_USER =
            new ImageFacts("nginx", List.of(new PasswdEntry("nginx", 101, 101)), List.of());

    private static final RuleInfo INFO = new RuleInfo(
            "root-user",
            "A container runs as root",
            """
            Uid 0 holds every capability that the container is granted, owns the container's files, and is the uid 0 \
            of every volume that it shares. An intruder overwrites programs and configuration, and any flaw in the \
            kernel or the runtime that lets a process out lets it out as root of the node. Under hostUsers: false it \
            is another user out there.""",
            "set runAsNonRoot: true, and runAsUser to the uid that the image is made for",
            """
            Programs that bind ports below 1024, change owners or start as root to become another user later (nginx, \
            databases) fail or cannot read their files. Start it under the new uid and look for "permission denied"; \
            an fsGroup makes volumes readable.""",
            List.of(
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
                                  runAsUser: 0 # <--
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 0 # <--
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                              - name: log
                                image: fluent-bit
                                securityContext:
                                  runAsUser: 1000
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 1000
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0 # <--
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """)
                            .with("docker.io/library/nginx:latest", new ImageFacts("", List.of(), List.of())),
                    bad(Severity.MEDIUM, """
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
                                  runAsUser: 0 # <--
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 0 # <--
                                fsGroup: 101
                              initContainers:
                              - name: setup
                                image: nginx
                              containers:
                              - name: app
                                image: nginx
                            """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 101
                                fsGroup: 101
                                runAsNonRoot: true
                                runAsGroup: 101
                              initContainers:
                              - name: setup
                                image: nginx
                              containers:
                              - name: app
                                image: nginx
                            """)
                            .with("docker.io/library/nginx:latest", NAMED_USER),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """)
                            .with(
                                    "docker.io/library/nginx:latest",
                                    new ImageFacts("", List.of(new PasswdEntry("nginx", 101, 101)), List.of())),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 0
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 1000
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
                                  runAsNonRoot: true # beside uid 0 the kubelet does not start it
                                  runAsUser: 0
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
                                  runAsUser: null
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows()
                || !scope.isRoot()
                || scope.privileges().runAsNonRoot().is(true)) return;
        boolean elsewhere = scope.hasUserNamespace();
        Severity severity = elsewhere ? Severity.MEDIUM : Severity.HIGH;
        KubeNode runAsUser = scope.inherited("runAsUser");
        String message = (runAsUser.exists() ? "runAsUser: 0" : "the image") + " makes root the user of " + CONTAINER
                + (elsewhere ? ", within the pod's user namespace" : "");
        Optional<Long> pods = scope.overridden("runAsUser").integer();
        if (pods.isPresent() && pods.get() != 0) {
            findings.weakened(
                    severity,
                    Verdict.VIOLATED,
                    runAsUser,
                    message,
                    scope.overridden("runAsUser"),
                    pods.get().toString());
        } else {
            findings.violated(severity, runAsUser, message);
        }
        findings.offer(() -> Optional.of(NonRoot.fix(scope)));
    }
}
