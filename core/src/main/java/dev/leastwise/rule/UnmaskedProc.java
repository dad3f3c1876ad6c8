package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container that sees all of /proc. */
final class UnmaskedProc implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unmasked-proc",
            "The files of /proc that concern the node are not masked",
            """
            Runtimes hide those files of /proc and /sys that speak of the node (/proc/kcore, /proc/keys, \
            /sys/firmware) and make those read-only that control it (/proc/sys, /proc/sysrq-trigger). Unmasked takes \
            both away: then only the user namespace stands between an intruder and them, and what any user of the \
            node may read is read.""",
            "remove procMount, or set it to Default",
            """
            Container engines and builders that start containers of their own inside mount a /proc of their own, and \
            fail at it with "operation not permitted" under a masked one. Nothing else needs it.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false
                              initContainers:
                              - name: build
                                image: buildkit
                                securityContext:
                                  procMount: Unmasked # <--
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  procMount: Default
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false
                              initContainers:
                              - name: build
                                image: buildkit
                                securityContext:
                                  procMount: Default
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  procMount: Default
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: argoproj.io/v1alpha1
                            kind: Rollout
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      procMount: Unmasked # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: argoproj.io/v1alpha1
                            kind: Rollout
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      procMount: Default
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
                                  procMount: Unmasked # without hostUsers: false the API server refuses it
                            """),
                    good("""
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
                                  privileged: true # explains it
                                  procMount: Unmasked
                            """),
                    good("""
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
                                  procMount: Unmasked # made Default before v1.33
                            """).under(Target.DEFAULT.at(32))));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        KubeNode procMount = scope.setting("procMount");
        if (!procMount.exists() || scope.isWindows() || scope.isPrivileged()) return;
        boolean refused = scope.workload().isValidated() && !scope.hasUserNamespace();
        if (refused || !(scope.privileges().maskedPaths() instanceof Known<Set<String>> masked)) return;
        if (!masked.value().isEmpty()) return;
        findings.violated(Severity.HIGH, procMount, "/proc is unmasked in " + CONTAINER);
        Change change = new Change.Set(procMount.fieldPath(), Tree.of("Default"));
        findings.offer(() -> Optional.of(Fix.needsTest("hide what of /proc and /sys is the node's", change)));
    }
}
