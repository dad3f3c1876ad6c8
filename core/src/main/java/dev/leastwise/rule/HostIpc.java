package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A pod in the node's IPC namespace. */
final class HostIpc implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "host-ipc",
            "A pod shares the node's IPC",
            """
            The containers use the node's System V shared memory, semaphores and message queues, and its /dev/shm: an intruder \
            reads and changes what programs of the node and of other pods exchange there.""",
            "remove hostIPC, and let containers of the pod share an emptyDir with medium Memory",
            """
            Programs that exchange data with others on the node through shared memory (some databases and GPU tools) lose it: \
            ipcs and /dev/shm in the container show what is left.""",
            List.of(bad(Severity.HIGH, """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: agent}
                    spec:
                      template:
                        spec:
                          hostIPC: true # <--
                          containers:
                          - name: agent
                            image: agent
                    """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostIPC: false
                      containers:
                      - name: app
                        image: nginx
                    """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: shm, mountPath: /dev/shm}
                      volumes:
                      - name: shm
                        emptyDir: {medium: Memory}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        KubeNode shared = scope.pod("hostIPC");
        if (!shared.isTrue() || scope.isWindows()) return;
        findings.violated(Severity.HIGH, shared, "the pod shares the node's IPC namespace");
        Change remove = new Change.Remove(shared.fieldPath());
        findings.offer(() -> Optional.of(
                Fix.showOnly("take the node's IPC namespace away, if no program in the pod is there for it", remove)));
    }
}
