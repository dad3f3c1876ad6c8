package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Quantity;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container that may use all memory of its node. */
final class NoMemoryLimit implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "no-memory-limit",
            "A container has no memory limit",
            """
            Without a limit an intruder can use up the node's memory, and the kernel then kills programs of other pods. A \
            LimitRange of the namespace may set one, which the manifest does not show.""",
            "set resources.limits.memory to what the program needs at its peak",
            """
            A program that needs more than its limit is killed: kubectl describe says OOMKilled. Watch its memory under \
            load first.""",
            List.of(
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      initContainers:
                      - name: setup # <--
                        image: busybox
                      containers:
                      - name: app
                        image: nginx
                        resources:
                          requests: {memory: 64Mi}
                          limits: {cpu: "1"} # <--
                    """),
                    // the kubelet takes 0 for none
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        resources:
                          limits:
                            memory: 0 # <--
                    """),
                    // the pod's limits are not in force yet
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      resources: {limits: {memory: 64Mi}}
                      containers:
                      - name: app # <--
                        image: nginx
                    """).under(new Target(Target.DEFAULT.runtime(), 33, false, Optional.empty())),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        resources: {limits: {memory: 64Mi}}
                      ephemeralContainers:
                      - name: debugger
                        image: busybox
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      resources: {limits: {memory: 64Mi}}
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // it only changes a container whose limits stand elsewhere
                    good("""
                    apiVersion: monitoring.coreos.com/v1
                    kind: Prometheus
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: prometheus
                        securityContext: {readOnlyRootFilesystem: true}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Ephemeral containers cannot have limits (pkg/apis/core/validation allowedEphemeralContainerFields). */
    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.container().role() == Role.EPHEMERAL) return;
        if (!(scope.privileges().limits() instanceof Known<Limits> limits)) return;
        Optional<Quantity> memory = limits.value().memory();
        KubeNode own = scope.container().node().at("resources", "limits", "memory");
        if (memory.isEmpty()) {
            if (own.exists()) return;
            findings.violated(Severity.INFO, own, CONTAINER + " has no memory limit");
            findings.offer(NoMemoryLimit::choice);
            return;
        }
        if (!memory.get().isZero()) return;
        findings.violated(Severity.INFO, own, "the memory limit of " + CONTAINER + " is 0, which is none");
        findings.offer(NoMemoryLimit::choice);
    }

    private static Optional<Fix> choice() {
        return Optional.of(Fix.showOnly("set resources.limits.memory to what the program needs at its peak"));
    }
}
