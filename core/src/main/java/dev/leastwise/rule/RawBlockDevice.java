package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A container that is given a volume as a block device. */
final class RawBlockDevice implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "raw-block-device",
            "A container is given a raw block device",
            """
            Whoever writes a block device writes past every file permission on it, and can leave a file system there \
            that exploits the kernel when it is mounted next.""",
            "mount the claim as a file system in volumeMounts, unless the program needs the device itself",
            """
            Databases and storage systems that lay out their own disk need the device. A claim's volumeMode cannot be \
            changed: its data must move to a new claim.""",
            List.of(bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: db}
                    spec:
                      containers:
                      - name: db
                        image: db
                        volumeDevices:
                        - name: data # <--
                          devicePath: /dev/xvda
                      volumes:
                      - name: data
                        persistentVolumeClaim: {claimName: data}
                    """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: db}
                    spec:
                      containers:
                      - name: db
                        image: db
                        volumeDevices: []
                        volumeMounts:
                        - name: data
                          mountPath: /data
                      volumes:
                      - name: data
                        persistentVolumeClaim: {claimName: data}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        for (KubeNode device : scope.container().node().get("volumeDevices").items()) {
            String volume = device.get("name").text().orElse("");
            String path = device.get("devicePath").text().orElse("");
            findings.violated(
                    Severity.INFO,
                    device,
                    CONTAINER + " has volume \"" + volume + "\" as the block device \"" + path + '"');
            findings.offer(() -> Optional.of(
                    Fix.showOnly("mount the claim as a file system, unless the program needs the device itself")));
        }
    }
}
