package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Volumes;
import java.util.List;
import java.util.Optional;

/** A container into which the node's later mounts come. */
final class MountPropagation implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "mount-propagation",
            "What the node mounts later appears in a container",
            """
            With HostToContainer, file systems that the node mounts below the path later on appear in the running \
            container: volumes of other pods, disks, shares. readOnly does not hold for them: each \
            mount has its own flag (mount(2), MS_RDONLY with MS_BIND).""",
            "remove mountPropagation, so that the container keeps what was there when it started",
            """
            Storage drivers and monitors that follow the node's mounts no longer see new ones until they restart: compare \
            /proc/self/mountinfo in the container before and after a mount on the node.""",
            List.of(
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: monitor}
                    spec:
                      containers:
                      - name: monitor
                        image: monitor
                        volumeMounts:
                        - name: disks
                          mountPath: /disks
                          readOnly: true
                          mountPropagation: HostToContainer # <--
                      volumes:
                      - name: disks
                        hostPath: {path: /mnt}
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: monitor}
                            spec:
                              containers:
                              - name: monitor
                                image: monitor
                                volumeMounts:
                                - name: disks
                                  mountPath: /disks
                                  readOnly: true
                              volumes:
                              - name: disks
                                hostPath: {path: /mnt}
                            """),
                    // nothing of the node comes in
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: monitor}
                    spec:
                      containers:
                      - name: monitor
                        image: monitor
                        volumeMounts:
                        - name: cache
                          mountPath: /cache
                          mountPropagation: HostToContainer
                        - name: disks
                          mountPath: /disks
                          mountPropagation: None
                      volumes:
                      - name: cache
                        emptyDir: {}
                      - name: disks
                        hostPath: {path: /mnt}
                    """),
                    // privileged has said it all
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: driver}
                    spec:
                      containers:
                      - name: driver
                        image: driver
                        securityContext: {privileged: true}
                        volumeMounts:
                        - name: disks
                          mountPath: /disks
                          mountPropagation: Bidirectional
                      volumes:
                      - name: disks
                        hostPath: {path: /mnt}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        for (KubeNode mount : scope.container().node().get("volumeMounts").items()) {
            KubeNode propagation = mount.get("mountPropagation");
            if (propagation.text().filter("HostToContainer"::equals).isEmpty()) continue;
            String volume = mount.get("name").text().orElse("");
            if (!Volumes.source(scope.workload(), volume).name().equals("hostPath")) continue;
            findings.violated(
                    Severity.MEDIUM,
                    propagation,
                    "what the node mounts later appears in " + CONTAINER + ", below \""
                            + mount.get("mountPath").text().orElse("") + '"');
            findings.offer(() -> Optional.of(
                    Fix.needsTest("keep out what the node mounts later", new Change.Remove(propagation.fieldPath()))));
        }
    }
}
