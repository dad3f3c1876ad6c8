package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container without a seccomp filter. */
final class UnconfinedSeccomp implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unconfined-seccomp",
            "No seccomp filter holds a container back",
            """
            Kubernetes filters no system calls unless a profile is set or the kubelet is run with seccompDefault. An \
            intruder then reaches all of the kernel's system calls (keyctl, userfaultfd, io_uring, namespaces, bpf \
            and more), where most escapes by a flaw in the kernel begin. RuntimeDefault refuses those that \
            containers hardly need.""",
            "set seccompProfile.type: RuntimeDefault in the securityContext of the pod or container",
            """
            Programs that use unusual system calls (debuggers, browsers with their own sandbox, io_uring, nested \
            containers) fail with "operation not permitted". A Localhost profile can allow those that are needed.""",
            List.of(
                    bad(Severity.MEDIUM, """
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
                                seccompProfile:
                                  type: RuntimeDefault
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seccompProfile:
                                  type: Unconfined # <--
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
                                seccompProfile:
                                  type: RuntimeDefault
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seccompProfile:
                                  type: RuntimeDefault
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seccompProfile:
                                    type: Unconfined # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seccompProfile:
                                  type: RuntimeDefault
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seccompProfile:
                                    type: RuntimeDefault
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations: # dead since v1.27
                                seccomp.security.alpha.kubernetes.io/pod: runtime/default
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations: # dead since v1.27
                                seccomp.security.alpha.kubernetes.io/pod: runtime/default
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              securityContext:
                                seccompProfile:
                                  type: RuntimeDefault
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                seccomp.security.alpha.kubernetes.io/pod: unconfined # <--
                            spec:
                              containers:
                              - name: app
                                image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                seccomp.security.alpha.kubernetes.io/pod: unconfined
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              securityContext:
                                seccompProfile:
                                  type: RuntimeDefault
                            """).under(Target.DEFAULT.at(26)),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seccompProfile:
                                  type: RuntimeDefault
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seccompProfile: null
                              - name: log
                                image: fluent-bit
                                securityContext:
                                  seccompProfile:
                                    type: Localhost
                                    localhostProfile: log.json
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
                            """)
                            .under(new Target(
                                    ContainerRuntime.CONTAINERD2, Target.NEWEST_KUBERNETES, true, Optional.empty())),
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
                                  privileged: true # explains it
                                  seccompProfile:
                                    type: Unconfined
                            """),
                    good("""
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
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows()) return;
        if (!(scope.privileges().seccomp() instanceof Known<Profile> seccomp)) return;
        if (seccomp.value().type() != Profile.Type.UNCONFINED) return;
        if (seccomp.origin() instanceof Origin.Manifest set) {
            reportExplicit(scope, set.node(), findings);
        } else if (seccomp.origin() instanceof Origin.TargetDefault) {
            findings.violated(
                    Severity.MEDIUM,
                    scope.setting("seccompProfile"),
                    "no seccomp filter holds " + CONTAINER + " back: seccompProfile is not set");
            findings.offer(() -> Optional.of(fix(scope)));
        }
    }

    private static void reportExplicit(ContainerScope scope, KubeNode set, Findings findings) {
        KubeNode type = set.isMapping() ? set.get("type") : set;
        String message = "seccomp is unconfined for " + CONTAINER;
        Optional<String> pods = scope.overridden("seccompProfile").get("type").text();
        if (pods.isPresent() && !pods.get().equals("Unconfined")) {
            findings.weakened(
                    Severity.MEDIUM,
                    Verdict.VIOLATED,
                    type,
                    message,
                    scope.overridden("seccompProfile"),
                    '"' + pods.get() + '"');
            findings.offer(() -> Optional.of(fix(scope)));
            return;
        }
        findings.violated(Severity.MEDIUM, type, message);
        findings.offer(() -> Optional.of(fix(scope)));
    }

    private static Fix fix(ContainerScope scope) {
        Tree profile = Tree.field("type", Tree.of("RuntimeDefault"));
        Change change = scope.set("seccompProfile", profile, UnconfinedSeccomp::isOpen);
        return Fix.needsTest("filter system calls as the runtime does by default", change);
    }

    private static boolean isOpen(ContainerScope scope) {
        return scope.privileges().seccomp() instanceof Known<Profile> seccomp
                && seccomp.value().type() == Profile.Type.UNCONFINED;
    }
}
