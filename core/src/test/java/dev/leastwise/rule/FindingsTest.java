package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingsTest {

    private static String only(String rule, String name, String type) {
        return Inputs.of(rule)
                .file("pod.yaml", """
                        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [
                          {"name": "%s", "image": "a", "securityContext": {"seLinuxOptions": {"type": "%s"}}}]}}
                        """.formatted(name, type))
                .findings()
                .getFirst()
                .message();
    }

    @Test
    void leavesWhatAManifestSaysAsItIs() {
        assertThat(only("selinux-type", "app", "{container}"))
                .isEqualTo("the SELinux type of container \"app\" is \"{container}\"");
        assertThat(only("selinux-type", "app", "\\ud800"))
                .isEqualTo("the SELinux type of container \"app\" is \"\uFFFD\"");
        assertThat(only("selinux-type", "{container}", "spc_t"))
                .isEqualTo("the SELinux type of container \"{container}\" is \"spc_t\"");
    }
}
