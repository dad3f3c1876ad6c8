package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Role;
import org.junit.jupiter.api.Test;

class SharedUidTest {

    private static String deployment(String name, int uid, String mount, String volume) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  template:
                    spec:
                      securityContext: {runAsUser: %d}
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts: [{name: data, mountPath: /data%s}]
                      volumes: [{name: data, %s}]
                """.formatted(name, uid, mount, volume);
    }

    private static final String CLAIM = "persistentVolumeClaim: {claimName: files}";

    @Test
    void seesOneClaimInSeveralFiles() {
        Finding finding = Inputs.of("shared-uid")
                .file("a.yaml", deployment("upload", 1000, "", CLAIM))
                .file("b.yaml", deployment("convert", 1000, ", readOnly: true", CLAIM))
                .file("c.yaml", deployment("other", 1001, "", CLAIM))
                .findings()
                .getFirst();

        assertThat(Inputs.line(finding))
                .isEqualTo(
                        "a.yaml:7 medium: container \"app\" of Deployment \"upload\", container \"app\" of Deployment"
                                + " \"convert\" run as uid 1000 and share claim \"files\"");
        assertThat(finding.container()).contains("app");
        assertThat(finding.related()).singleElement().satisfies(related -> {
            assertThat(related.at().file()).isEqualTo("b.yaml");
            assertThat(related.at().line()).isEqualTo(7);
            assertThat(related.message()).isEqualTo("container \"app\" of Deployment \"convert\"");
        });
    }

    @Test
    void doesNotTakeTwoClaimsForOne() {
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", deployment("upload", 1000, "", CLAIM))
                        .file("b.yaml", deployment("convert, namespace: shop", 1000, "", CLAIM))
                        .file("c.yaml", deployment("read", 1000, "", "emptyDir: {}"))
                        .lines())
                .containsExactly("a.yaml:7 info: container \"app\" of Deployment \"upload\", container \"app\" of"
                        + " Deployment \"convert\", container \"app\" of Deployment \"read\" run as uid 1000");
    }

    @Test
    void seesHostPathsThatOverlap() {
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", deployment("upload", 1000, "", "hostPath: {path: /var/run/app/}"))
                        .file("b.yaml", deployment("convert", 1000, ", subPath: app/in", "hostPath: {path: /run}"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity().id()).isEqualTo("medium"));
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", deployment("upload", 1000, "", "hostPath: {path: /srv/a/b}"))
                        .file("b.yaml", deployment("convert", 1000, "", "hostPath: {path: /srv/a}"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity().id()).isEqualTo("medium"));
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", deployment("upload", 1000, "", "hostPath: {path: /srv/a}"))
                        .file("b.yaml", deployment("convert", 1000, "", "hostPath: {path: /srv/ab}"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity().id()).isEqualTo("info"));
    }

    @Test
    void takesReplicasAndVariantsOfOneObjectForOneProgram() {
        assertThat(Inputs.of("shared-uid")
                        .file("staging/web.yaml", deployment("web", 1000, "", CLAIM))
                        .file("production/web.yaml", deployment("web", 1000, "", CLAIM))
                        .lines())
                .isEmpty();
    }

    @Test
    void tellsEachPodsSharingAndTheRestOnce() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  shareProcessNamespace: true
                  containers:
                  - name: one
                    image: nginx
                    securityContext: {runAsUser: 1000}
                  - name: two
                    image: redis
                    securityContext: {runAsUser: 1000}
                """;
        assertThat(Inputs.of("shared-uid")
                        .file("pod.yaml", pod)
                        .file("other.yaml", deployment("other", 1000, "", "emptyDir: {}"))
                        .lines())
                .containsExactly(
                        "pod.yaml:9 high: containers \"one\", \"two\" run as uid 1000 and see each other's processes",
                        "pod.yaml:9 info: container \"one\" of Pod \"web\", container \"two\" of Pod \"web\","
                                + " container \"app\" of Deployment \"other\" run as uid 1000");
    }

    @Test
    void pointsAtThePodsLineOnceAndAtEachContainer() {
        Finding finding =
                Inputs.of("shared-uid").file("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: web}
                        spec:
                          hostPID: true
                          securityContext: {runAsUser: 1000}
                          containers:
                          - {name: one, image: nginx}
                          - {name: two, image: redis}
                        """).findings().getFirst();

        assertThat(finding.at().line()).isEqualTo(6);
        assertThat(finding.severity().id()).isEqualTo("high");
        assertThat(finding.container()).isEmpty();
        assertThat(finding.role()).isEmpty();
        assertThat(finding.related())
                .extracting(related -> related.at().line() + " " + related.message())
                .containsExactly("8 container \"one\"", "9 container \"two\"");
    }

    @Test
    void letsAnEphemeralContainerSeeOnlyItsTarget() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: one, image: nginx, securityContext: {runAsUser: 1000}}
                  - {name: two, image: redis, securityContext: {runAsUser: 1001}}
                  ephemeralContainers:
                  - {name: debugger, image: busybox, targetContainerName: %s, securityContext: {runAsUser: 1000}}
                """;
        assertThat(Inputs.of("shared-uid")
                        .file("pod.yaml", pod.formatted("one"))
                        .lines())
                .containsExactly(
                        "pod.yaml:6 high: containers \"one\", \"debugger\" run as uid 1000 and see each other's"
                                + " processes");
        assertThat(Inputs.of("shared-uid")
                        .file("pod.yaml", pod.formatted("two"))
                        .lines())
                .containsExactly("pod.yaml:6 info: containers \"one\", \"debugger\" run as uid 1000");
    }

    @Test
    void asksTheImageWhereItAloneTells() {
        Finding finding =
                Inputs.of("shared-uid").file("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: web}
                        spec:
                          containers:
                          - name: one
                            image: nginx
                            securityContext: {runAsUser: 1000}
                            volumeMounts: [{name: data, mountPath: /data}]
                          - name: two
                            image: redis
                            volumeMounts: [{name: data, mountPath: /data}]
                          - name: three
                            image: redis
                          volumes: [{name: data, emptyDir: {}}]
                        """).findings().getFirst();

        assertThat(finding.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(finding.message())
                .isEqualTo(
                        "containers \"one\", \"two\" share volume \"data\", and only the images tell whether as one uid");
    }

    @Test
    void leavesEachReplicaOfAStatefulSetItsOwnClaim() {
        assertThat(Inputs.of("shared-uid")
                        .file("db.yaml", """
                                apiVersion: apps/v1
                                kind: StatefulSet
                                metadata: {name: db}
                                spec:
                                  volumeClaimTemplates: [{metadata: {name: data}}]
                                  template:
                                    spec:
                                      containers:
                                      - name: db
                                        image: db
                                        securityContext: {runAsUser: 999}
                                        volumeMounts: [{name: data, mountPath: /data}]
                                      - name: backup
                                        image: backup
                                        securityContext: {runAsUser: 999}
                                        volumeMounts: [{name: data, mountPath: /data}]
                                """)
                        .file("other.yaml", """
                                apiVersion: apps/v1
                                kind: StatefulSet
                                metadata: {name: other}
                                spec:
                                  volumeClaimTemplates: [{metadata: {name: data}}]
                                  template:
                                    spec:
                                      containers:
                                      - name: db
                                        image: db
                                        securityContext: {runAsUser: 999}
                                        volumeMounts: [{name: data, mountPath: /data}]
                                """)
                        .lines())
                .containsExactly(
                        "db.yaml:11 medium: containers \"db\", \"backup\" run as uid 999 and share volume \"data\"",
                        "db.yaml:11 info: container \"db\" of StatefulSet \"db\", container \"backup\" of StatefulSet"
                                + " \"db\", container \"db\" of StatefulSet \"other\" run as uid 999");
    }

    @Test
    void saysNoMoreOfAVolumeWhereProcessesAreShared() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  shareProcessNamespace: %s
                  securityContext: {runAsUser: 1000}
                  containers:
                  - {name: one, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}
                  - {name: two, image: redis, volumeMounts: [{name: data, mountPath: /data}]}
                  volumes: [{name: data, emptyDir: {}}]
                """;
        assertThat(Inputs.of("shared-uid")
                        .file("pod.yaml", pod.formatted("true"))
                        .lines())
                .containsExactly(
                        "pod.yaml:6 high: containers \"one\", \"two\" run as uid 1000 and see each other's processes");
        assertThat(Inputs.of("shared-uid")
                        .file("pod.yaml", pod.formatted("false"))
                        .lines())
                .containsExactly(
                        "pod.yaml:6 medium: containers \"one\", \"two\" run as uid 1000 and share volume \"data\"");
    }

    @Test
    void saysThatAClaimIsSharedBesideProcesses() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  shareProcessNamespace: true
                  securityContext: {runAsUser: 1000}
                  containers:
                  - {name: one, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}
                  - {name: two, image: redis, volumeMounts: [{name: data, mountPath: /data}]}
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                """;
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", pod.formatted("a"))
                        .file("b.yaml", pod.formatted("b"))
                        .lines())
                .containsExactly(
                        "a.yaml:6 high: containers \"one\", \"two\" run as uid 1000 and see each other's processes",
                        "b.yaml:6 high: containers \"one\", \"two\" run as uid 1000 and see each other's processes",
                        "a.yaml:6 medium: container \"one\" of Pod \"a\", container \"two\" of Pod \"a\", container \"one\" of Pod"
                                + " \"b\", container \"two\" of Pod \"b\" run as uid 1000 and share claim \"data\"");
    }

    @Test
    void takesPodsWithoutANameForSeveral() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {generateName: web-}
                spec:
                  containers:
                  - {name: app, image: nginx, securityContext: {runAsUser: 1000}}
                """;
        assertThat(Inputs.of("shared-uid")
                        .file("a.yaml", pod)
                        .file("b.yaml", pod)
                        .lines())
                .containsExactly("a.yaml:6 info: 2 containers of 2 workloads run as uid 1000");
    }

    @Test
    void doesNotKnowWhatAPatchedPodShares() {
        assertThat(Inputs.of("shared-uid").file("a.yaml", """
                        apiVersion: monitoring.coreos.com/v1
                        kind: Prometheus
                        metadata: {name: k8s}
                        spec:
                          containers:
                          - {name: one, securityContext: {runAsUser: 1000}}
                          - {name: two, securityContext: {runAsUser: 1000}}
                        """).lines())
                .containsExactly("a.yaml:6 info: containers \"one\", \"two\" run as uid 1000");
    }

    @Test
    void countsWhereThereAreManyToName() {
        Inputs inputs = Inputs.of("shared-uid");
        for (int i = 0; i < 6; i++) inputs.file(i + ".yaml", deployment("web-" + i, 101, "", "emptyDir: {}"));
        Finding finding = inputs.findings().getFirst();

        assertThat(finding.message()).isEqualTo("6 containers of 6 workloads run as uid 101");
        assertThat(finding.container()).contains("app");
        assertThat(finding.role()).contains(Role.MAIN);
        assertThat(finding.related()).hasSize(5);
    }

    @Test
    void knowsNoUidsOnWindows() {
        assertThat(Inputs.of("shared-uid").file("pod.yaml", """
                                apiVersion: v1
                                kind: Pod
                                metadata: {name: web}
                                spec:
                                  os: {name: windows}
                                  containers:
                                  - {name: one, image: iis, volumeMounts: [{name: data, mountPath: /data}]}
                                  - {name: two, image: iis, volumeMounts: [{name: data, mountPath: /data}]}
                                  volumes: [{name: data, emptyDir: {}}]
                                """).lines()).isEmpty();
    }
}
