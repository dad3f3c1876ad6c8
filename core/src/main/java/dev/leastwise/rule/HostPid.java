package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A pod in the node's process namespace. */
final class HostPid implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "host-pid",
            "A pod sees the node's processes",
            """
            The containers see every process of the node. An intruder reads their command lines, kills those of the same uid, \
            and as root reads their environments, with secrets of other pods, and their files through /proc/PID/root.""",
            "remove hostPID",
            """
            Monitors and debuggers that look at the node's processes need it. Without it ps in the container shows only its \
            own.""",
            List.of(
                    bad(Severity.HIGH, """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: agent}
                    spec:
                      template:
                        spec:
                          hostPID: true # <--
                          containers:
                          - name: agent
                            image: agent
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostPID: false
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // it stands where it has no meaning
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostPID:
                      securityContext: {hostPID: true}
                      containers:
                      - name: app
                        image: nginx
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        KubeNode shared = scope.pod("hostPID");
        if (!shared.isTrue() || scope.isWindows()) return;
        findings.violated(Severity.HIGH, shared, "the pod sees the node's processes");
        Change remove = new Change.Remove(shared.fieldPath());
        findings.offer(() -> Optional.of(
                Fix.showOnly("take the node's processes away, if no program in the pod is there for it", remove)));
    }
}
