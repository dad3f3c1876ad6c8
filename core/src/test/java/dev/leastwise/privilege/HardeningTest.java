package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values hold back, setting by setting. */
class HardeningTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: false | privileged: true",
                "{} | privileged: true",
                "hostPID: null | hostPID: true",
                "allowPrivilegeEscalation: false | allowPrivilegeEscalation: true",
                "allowPrivilegeEscalation: false | {}",
                "hostUsers: false | hostUsers: true",
                "runAsNonRoot: true | runAsNonRoot: false",
                "runAsNonRoot: true | {}",
                "readOnly: true | readOnly: null",
                "runAsUser: 1000 | runAsUser: 0",
                "runAsUser: 1000 | {}",
                "{} | runAsUser: 0",
                "supplementalGroups: [1] | supplementalGroups: [1, 0]",
                "seccompProfile: {type: RuntimeDefault} | seccompProfile: {type: Unconfined}",
                "seccompProfile: {type: Localhost, localhostProfile: a} | {}",
                "type: RuntimeDefault | type: Unconfined",
                "procMount: Default | procMount: Unmasked",
                "mountPropagation: None | mountPropagation: Bidirectional",
                "drop: [ALL] | drop: [NET_RAW]",
                "drop: [NET_RAW, CHOWN] | drop: [NET_RAW]",
                "add: [] | add: [SYS_ADMIN]",
                "add: [CHOWN] | add: [ALL]",
                "{} | hostPath: {path: /}",
                "securityContext: {privileged: false} | securityContext: {privileged: true}",
                "containers: [{name: a, securityContext: {runAsNonRoot: true}}] | containers: [{name: b}, {name: a}]",
                "volumes: [{emptyDir: {}}] | volumes: [{hostPath: {path: /}}]",
                "volumes: [] | volumes: [{hostPath: {path: /}}]",
                "mounts: [{readOnly: true}, {readOnly: true}] | mounts: [{readOnly: true}, {readOnly: false}]",
                "containers: [{name: a, privileged: true}] | containers: [{name: b, privileged: true}]",
                "runAsUser: 1000 | runAsUser: no",
                "{} | runAsUser: 0x0",
            })
    void isLost(String before, String after) {
        assertThat(Hardening.isLost(node(before), node(after))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: true | privileged: false",
                "privileged: false | {}",
                "allowPrivilegeEscalation: true | allowPrivilegeEscalation: false",
                "allowPrivilegeEscalation: false | allowPrivilegeEscalation: false",
                "runAsNonRoot: false | {}",
                "runAsUser: 1000 | runAsUser: 1001",
                "runAsUser: 0 | runAsUser: 0",
                "runAsUser: 0 | {}",
                "seccompProfile: {type: Unconfined} | {}",
                "seccompProfile: {type: RuntimeDefault} | seccompProfile: {type: Localhost}",
                "procMount: Default | {}",
                "drop: [NET_RAW] | drop: [all]",
                "add: [ALL] | add: [SYS_ADMIN]",
                "image: a | image: b",
                "{} | runAsUser: no",
                "{} | runAsUser: 5",
                "mounts: [{readOnly: true}, {}] | mounts: [{readOnly: true}, {}]",
                "containers: [{name: a, privileged: true}, {}] | containers: [{}, {name: a, privileged: true}]",
                "labels: {a: b} | labels: {a: c, d: e}",
                "containers: [{name: a}, {name: b}] | containers: [{name: b}, {name: a}]",
            })
    void isNotLost(String before, String after) {
        assertThat(Hardening.isLost(node(before), node(after))).isFalse();
    }

    @Test
    void looksAtTheSettingItself() {
        assertThat(Hardening.isLost(
                        node("drop: [ALL]").get("drop"), node("drop: []").get("drop")))
                .isTrue();
    }

    private static KubeNode node(String text) {
        SourceText source = SourceText.of("a.yaml", text);
        Document document = KubeReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }
}
