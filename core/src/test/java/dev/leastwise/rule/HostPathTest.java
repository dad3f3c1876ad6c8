package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPathTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path                                             | writable | read-only
            /                                                  | critical | high
            //                                                 | critical | high
            /./                                                | critical | high
            /mnt/..                                            | critical | high
            /../..                                             | critical | high
            /etc                                               | critical | high
            /etc/                                              | critical | high
            //etc//kubernetes/pki                              | critical | high
            /etc/kubernetes                                    | critical | high
            /opt/../etc/shadow                                 | critical | high
            /etc2                                              | high     | medium
            /srv/etc                                           | high     | medium
            /etc/localtime                                     | critical | none
            /etc/localtime/                                    | critical | none
            /etc/localtime2                                    | critical | high
            /etc/timezone                                      | critical | none
            /usr/share/zoneinfo                                | critical | none
            /usr/share/zoneinfo/Europe/Berlin                  | critical | none
            /usr/share                                         | high     | medium
            /etc/ssl/certs                                     | critical | medium
            /etc/ssl                                           | critical | high
            /proc                                              | critical | high
            /proc/1/root                                       | critical | high
            /dev                                               | critical | high
            /dev/sda                                           | critical | high
            /device                                            | high     | medium
            /sys                                               | high     | medium
            /var                                               | critical | high
            /var/lib                                           | critical | high
            /var/lib/kubelet                                   | critical | high
            /var/lib/kubelet/pods                              | critical | high
            /var/lib/kubelet2                                  | high     | medium
            /var/lib/k0s/kubelet                               | critical | high
            /var/lib/rancher/k3s/agent                         | critical | high
            /var/snap/microk8s/common                          | critical | high
            /var/data/kubelet/plugins                          | critical | high
            /var/data                                          | high     | medium
            /mnt/disk/kubelet                                  | critical | high
            /var/log/kubelet                                   | high     | medium
            /home/kubernetes/bin                               | critical | high
            /home                                              | high     | medium
            /opt/cni/bin                                       | critical | high
            /var/lib/docker                                    | critical | high
            /var/lib/cri-dockerd                               | critical | high
            /var/lib/containerd                                | critical | high
            /var/lib/containers/storage                        | critical | high
            /var/lib/postgresql                                | high     | medium
            /var/log                                           | high     | medium
            /run                                               | critical | critical
            /var/run                                           | critical | critical
            /var/run/                                          | critical | critical
            /run/containerd                                    | critical | critical
            /var/run/crio                                      | critical | critical
            /run/k3s                                           | critical | critical
            /run/k3s/containerd                                | critical | critical
            /run/containerd/io.containerd.runtime.v2.task      | critical | high
            /var/running                                       | high     | medium
            /run/flannel                                       | high     | medium
            /run/systemd                                       | high     | medium
            /var/run/docker.sock                               | critical | critical
            /run/docker.sock                                   | critical | critical
            //var//run/./docker.sock                           | critical | critical
            /var/run/crio/crio.sock                            | critical | critical
            /run/containerd/containerd.sock                    | critical | critical
            /run/user/1000/podman/podman.sock                  | critical | critical
            /var/snap/microk8s/common/run/containerd.sock      | critical | critical
            /var/run/docker.socket                             | high     | medium
            /srv/data                                          | high     | medium
            'C:\\'                                             | critical | high
            C:/                                                | critical | high
            'C:\\ProgramData\\docker'                          | critical | high
            'c:\\windows\\system32'                            | critical | high
            '\\\\.\\pipe\\docker_engine'                       | critical | critical
            'D:\\data'                                         | high     | medium
            """)
    void reachesAsFarAsItsPathSays(String path, String writable, String readOnly) {
        assertThat(severity(path, "", false)).isEqualTo(writable);
        assertThat(severity(path, "", true)).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path     | the mount's subPath                  | writable | read-only
            /          | subPath: etc                         | critical | high
            /          | subPath: srv/data                    | high     | medium
            /          | subPath: ''                          | critical | high
            /etc       | subPath: localtime                   | critical | none
            /var       | subPath: run/docker.sock             | critical | critical
            /srv       | subPathExpr: data/$(POD_NAME)        | high     | medium
            /          | subPathExpr: $(DIR)                  | critical | high
            /          | subPathExpr: srv/$(DIR)/etc          | high     | medium
            /var/lib   | subPathExpr: data-$(NAME)            | critical | high
            """)
    void showsOnlyWhatTheSubPathSays(String path, String subPath, String writable, String readOnly) {
        assertThat(severity(path, subPath, false)).isEqualTo(writable);
        assertThat(severity(path, subPath, true)).isEqualTo(readOnly);
    }

    @Test
    void namesTheContainersOfTheWorstMountAndTheLinesOfAll() {
        Finding finding =
                Inputs.of("host-path").file("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: agent}
                        spec:
                          initContainers:
                          - name: setup
                            image: busybox
                            volumeMounts:
                            - {name: host, mountPath: /host, subPath: srv}
                          containers:
                          - name: reader
                            image: agent
                            volumeMounts:
                            - {name: host, mountPath: /host, readOnly: true}
                          - name: other
                            image: agent
                          ephemeralContainers:
                          - name: debugger
                            image: busybox
                            volumeMounts:
                            - {name: host, mountPath: /host}
                            - {name: host, mountPath: /again}
                          volumes:
                          - name: host
                            hostPath: {path: /}
                        """).findings().getFirst();

        assertThat(Inputs.line(finding))
                .isEqualTo(
                        "pod.yaml:25 critical: volume \"host\" gives container \"debugger\" the node's \"/\", writable");
        assertThat(finding.path()).isEqualTo("spec.volumes[0].hostPath.path");
        assertThat(finding.container()).isEmpty();
        assertThat(finding.related()).extracting(related -> related.at().line()).containsExactly(9, 14, 21, 22);
        assertThat(finding.related())
                .extracting(Related::message)
                .contains("container \"setup\" mounts it", "container \"reader\" mounts it read-only");
    }

    @Test
    void leavesVolumesThatOtherTemplatesOfAWorkflowMountToThem() {
        assertThat(Inputs.of("host-path").file("workflow.yaml", """
                                apiVersion: argoproj.io/v1alpha1
                                kind: Workflow
                                metadata: {name: build}
                                spec:
                                  volumes:
                                  - name: docker
                                    hostPath: {path: /var/run/docker.sock}
                                  templates:
                                  - name: build
                                    container:
                                      image: docker
                                      volumeMounts: [{name: docker, mountPath: /var/run/docker.sock}]
                                  - name: again
                                    container:
                                      image: docker
                                      volumeMounts: [{name: docker, mountPath: /var/run/docker.sock}]
                                  - name: test
                                    container: {image: busybox}
                                """).findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.severity().id()).isEqualTo("critical"));
    }

    private static String severity(String path, String subPath, boolean readOnly) {
        List<Finding> findings = Inputs.of("host-path")
                .file("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: web}
                        spec:
                          containers:
                          - name: app
                            image: nginx
                            volumeMounts:
                            - name: host
                              mountPath: /host
                              readOnly: %s
                              %s
                          volumes:
                          - name: host
                            hostPath:
                              path: '%s'
                        """.formatted(readOnly, subPath, path))
                .findings();
        return findings.isEmpty() ? "none" : findings.getFirst().severity().id();
    }
}
