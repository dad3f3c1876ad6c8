package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedByKubeletTest {

    @Test
    void speaksTheKubeletsWords() {
        Rule rule = Rules.named("refused-by-kubelet").orElseThrow();
        List<Finding> findings = rule.info().examples().stream()
                .flatMap(example -> RulesTest.judge(rule, example).stream())
                .toList();

        assertThat(findings).allMatch(Finding::startUp);
        assertThat(findings)
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "the kubelet refuses container \"app\": container's runAsUser breaks non-root policy",
                        "the kubelet refuses containers \"app\", \"proxy\": container's runAsUser breaks non-root policy",
                        "the kubelet refuses container \"app\": container has runAsNonRoot and image has non-numeric user"
                                + " (nginx), cannot verify user is non-root",
                        "the kubelet refuses container \"app\": container has runAsNonRoot and image will run as root",
                        "the kubelet refuses container \"app\": container has runAsNonRoot and image has an invalid user id"
                                + " (4294967294). (Must be 1-(2147483647)): must be between 0 and 2147483647, inclusive",
                        "runAsNonRoot is set and no runAsUser: only the image tells whether the kubelet starts container"
                                + " \"app\"",
                        "the runtime does not create container \"app\": no users found: the image's user \"nobody\" is"
                                + " not in its /etc/passwd",
                        "the runtime does not make the pod's sandbox: failed to generate user string: user group \"3000\" is"
                                + " specified without user",
                        "the kubelet refuses container \"app\": container's runAsUserName (containeradministrator) which will"
                                + " be regarded as root identity and will break non-root policy",
                        "the kubelet refuses the pod: can't set `spec.hostUsers: false`, runtime does not support user"
                                + " namespaces",
                        "the kubelet refuses the pod: SupplementalGroupsPolicy=Strict is not supported in this node",
                        "the kubelet refuses the pod: Cannot enforce AppArmor: AppArmor is not enabled on the host",
                        "the kubelet refuses the pod: forbidden sysctl: \"net.ipv4.ip_unprivileged_port_start\" not allowed"
                                + " with host net enabled");
    }
}
