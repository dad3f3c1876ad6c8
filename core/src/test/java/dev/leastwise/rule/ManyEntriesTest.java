package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastwise.finding.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A manifest with very many of one thing is judged in time that grows with its length, not with the square of it. */
class ManyEntriesTest {

    /** Comparing all pairs of as many takes minutes. */
    private static final int MANY = 100_000;

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
            """;

    private static String lines(int count, IntFunction<String> line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) lines.append(line.apply(i)).append('\n');
        return lines.toString();
    }

    private static List<Finding> judge(String rule, String text) {
        return assertTimeoutPreemptively(
                SOON, () -> Inputs.of(rule).file("pod.yaml", text).findings());
    }

    private static String container(String fields) {
        return POD + "  containers:\n  - name: app\n    image: app\n" + fields;
    }

    @Test
    void judgesManyVolumesByManyMounts() {
        String pod = container("    volumeMounts:\n")
                + lines(MANY / 2, i -> "    - {name: v" + i + ", mountPath: /m" + i + "}")
                + "  volumes:\n"
                + lines(MANY / 2, i -> "  - {name: v" + i + ", hostPath: {path: /srv}}");
        assertThat(judge("host-path", pod)).hasSize(MANY / 2);
    }

    @Test
    void judgesManyVolumesOfOneNameByItsMounts() {
        String pod = container("    volumeMounts:\n")
                + lines(MANY / 10, i -> "    - {name: v, mountPath: /m" + i + "}")
                + "  volumes:\n"
                + lines(MANY / 10, i -> "  - {name: v, hostPath: {path: /srv}}");
        List<Finding> findings = judge("host-path", pod);
        assertThat(findings).hasSize(MANY / 10);
        assertThat(findings.getFirst().related()).hasSize(MANY / 10);
        assertThat(findings.getLast().related()).hasSize(10);
        assertThat(findings.getLast().severity()).isEqualTo(findings.getFirst().severity());
    }

    @Test
    void findsTheVolumesOfManyMounts() {
        String pod = container("    volumeMounts:\n")
                + lines(
                        MANY / 2,
                        i -> "    - {name: v" + i + ", mountPath: /m" + i + ", mountPropagation: HostToContainer}")
                + "  volumes:\n"
                + lines(MANY / 2, i -> "  - {name: v" + i + ", hostPath: {path: /srv}}");
        assertThat(judge("mount-propagation", pod)).hasSize(MANY / 2);
    }

    @Test
    void groupsManyContainersOfOneUid() {
        String pod = POD + "  containers:\n"
                + lines(MANY, i -> "  - {name: a" + i + ", image: a, securityContext: {runAsUser: 1000}}");
        assertThat(judge("shared-uid", pod)).hasSize(1);
    }

    @Test
    void groupsManyContainersThatHaveOneVolume() {
        String pod = POD + "  containers:\n"
                + lines(
                        MANY,
                        i -> "  - {name: a" + i + ", image: a, volumeMounts: [{name: v, mountPath: /v, subPath: s"
                                + i / 2 + "}]}")
                + "  volumes: [{name: v, emptyDir: {}}]\n";
        assertThat(judge("shared-uid", pod)).hasSize(MANY / 2);
    }

    @Test
    void looksOnceForWhatIsDropped() {
        String pod = container("    securityContext:\n      capabilities:\n        drop:\n")
                + lines(MANY, i -> "        - X" + i);
        assertThat(judge("ineffective-capability", pod)).hasSize(MANY);
    }

    @Test
    void findsManyDuplicatesInOneContainer() {
        String pod = container(lines(MANY, i -> "    key" + i / 2 + ": " + i));
        assertThat(judge("duplicate-key", pod)).hasSize(MANY / 2);
    }

    @Test
    void findsTheContainersOfManyPlaces() {
        String pod = POD + "  containers:\n"
                + lines(MANY / 2, i -> "  - {name: a" + i + ", image: a, tty: true, tty: false}");
        List<Finding> findings = judge("duplicate-key", pod);
        assertThat(findings).hasSize(MANY / 2);
        assertThat(findings.getLast().container()).contains("a" + (MANY / 2 - 1));
    }

    @Test
    void findsTheContainersOfManyAnnotations() {
        String pod = POD.replace(
                        "{name: web}",
                        "\n  name: web\n  annotations:\n"
                                + lines(
                                        MANY / 2,
                                        i -> "    container.apparmor.security.beta.kubernetes.io/a" + i
                                                + ": unconfined"))
                + "  containers:\n"
                + lines(MANY / 2, i -> "  - {name: a" + i + ", image: a}");
        assertThat(judge("dead-annotation", pod)).hasSize(MANY / 2);
        assertThat(judge("refused-by-api-server", pod)).isEmpty();
    }

    @Test
    void mergesWhatOneLineDecidesForManyContainers() {
        String pod = POD + "  securityContext: {seccompProfile: {type: Unconfined}}\n  containers:\n"
                + lines(MANY / 2, i -> "  - {name: a" + i + ", image: a}");
        assertThat(judge("unconfined-seccomp", pod)).hasSize(1);
    }
}
