package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.privilege.Target;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of annotations beside the fields that took their place, and what to do about them. */
class DeadAnnotationTest {

    @Test
    void ofANamespaceAreLabelsOrNothing() {
        assertThat(said(Target.DEFAULT, """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop
                  labels:
                    pod-security.kubernetes.io/enforce: restricted
                    pod-security.kubernetes.io/warn: baseline
                  annotations:
                    pod-security.kubernetes.io/enforce: restricted
                    pod-security.kubernetes.io/warn: restricted
                    pod-security.kubernetes.io/audit-version: latest
                    pod-security.kubernetes.io/exempt: "true"
                    pod-security.example.com---/enforce: restricted
                """)).isEqualTo("""
                9 info: annotation "pod-security.kubernetes.io/enforce" has no effect: Pod Security reads it where it is a label of the namespace
                  remove it: the label says the same
                10 medium: annotation "pod-security.kubernetes.io/warn" has no effect: Pod Security reads it where it is a label of the namespace
                  make it a label
                11 medium: annotation "pod-security.kubernetes.io/audit-version" has no effect: Pod Security reads it where it is a label of the namespace
                  make it a label
                """);
    }

    @Test
    void ofSeccompGiveWayToTheFieldOfEveryContainer() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    seccomp.security.alpha.kubernetes.io/pod: runtime/default
                    container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json
                    container.seccomp.security.alpha.kubernetes.io/gone: runtime/default
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {seccompProfile: {type: Localhost, localhostProfile: app.json}}
                  - name: proxy
                    image: envoy
                """;
        assertThat(said(Target.DEFAULT, pod)).isEqualTo("""
                6 medium: annotation "seccomp.security.alpha.kubernetes.io/pod" has no effect since Kubernetes v1.27
                  write securityContext.seccompProfile instead
                7 info: annotation "container.seccomp.security.alpha.kubernetes.io/app" has no effect since Kubernetes v1.27: the field beside it counts
                  remove it
                8 medium: annotation "container.seccomp.security.alpha.kubernetes.io/gone" has no effect since Kubernetes v1.27
                  write securityContext.seccompProfile instead
                """);
        assertThat(said(Target.DEFAULT.at(27), pod)).isEqualTo(said(Target.DEFAULT, pod));
        assertThat(said(Target.DEFAULT.at(26), pod)).isEmpty();
    }

    @Test
    void thatTheFieldContradictsAreTheApiServersToRefuseWhereItSeesThePod() {
        String pod = """
                apiVersion: %s
                kind: %s
                metadata:
                  name: web
                spec:
                  template:
                    metadata:
                      annotations:
                        seccomp.security.alpha.kubernetes.io/pod: runtime/default
                        container.seccomp.security.alpha.kubernetes.io/app: runtime/default
                        container.apparmor.security.beta.kubernetes.io/app: runtime/default
                    spec:
                      securityContext: {seccompProfile: {type: Unconfined}}
                      containers:
                      - name: app
                        image: nginx
                        securityContext:
                          seccompProfile: {type: Unconfined}
                          appArmorProfile: {type: Unconfined}
                """;
        assertThat(said(Target.DEFAULT, pod.formatted("apps/v1", "Deployment"))).isEmpty();
        assertThat(said(Target.DEFAULT, pod.formatted("shop.example/v1", "Shop")))
                .isEqualTo("""
                9 medium: annotation "seccomp.security.alpha.kubernetes.io/pod" has no effect since Kubernetes v1.27
                  write securityContext.seccompProfile instead
                10 medium: annotation "container.seccomp.security.alpha.kubernetes.io/app" has no effect since Kubernetes v1.27
                  write securityContext.seccompProfile instead
                """);
    }

    @Test
    void ofAppArmorAreHeededStillButDeprecated() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    container.apparmor.security.beta.kubernetes.io/app: localhost/web
                    container.apparmor.security.beta.kubernetes.io/proxy: runtime/default
                    container.apparmor.security.beta.kubernetes.io/gone: runtime/default
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {appArmorProfile: {type: Localhost, localhostProfile: web}}
                  - name: proxy
                    image: envoy
                """;
        assertThat(said(Target.DEFAULT, pod)).isEqualTo("""
                6 info: annotation "container.apparmor.security.beta.kubernetes.io/app" is deprecated since Kubernetes v1.30, and the field beside it says the same
                  remove it
                7 info: annotation "container.apparmor.security.beta.kubernetes.io/proxy" is deprecated since Kubernetes v1.30, though still heeded
                  write securityContext.appArmorProfile instead
                """);
        assertThat(said(Target.DEFAULT.at(30), pod)).isEqualTo(said(Target.DEFAULT, pod));
        assertThat(said(Target.DEFAULT.at(29), pod)).isEmpty();
    }

    @Test
    void ofSysctlsAreComparedSettingBySetting() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    security.alpha.kubernetes.io/sysctls: %s
                spec:
                  securityContext:
                    sysctls:
                    - {name: kernel.shm_rmid_forced, value: "1"}
                    - {name: net.ipv4.tcp_syncookies, value: "1"}
                  containers: [{name: app, image: nginx}]
                """;
        String same = """
                6 info: annotation "security.alpha.kubernetes.io/sysctls" has no effect since Kubernetes v1.11: the field beside it counts
                  remove it
                """;
        String other = """
                6 medium: annotation "security.alpha.kubernetes.io/sysctls" has no effect since Kubernetes v1.11
                  write securityContext.sysctls of the pod instead
                """;
        assertThat(said(Target.DEFAULT, pod.formatted("kernel.shm_rmid_forced=1,net.ipv4.tcp_syncookies=1")))
                .isEqualTo(same);
        assertThat(said(Target.DEFAULT, pod.formatted("kernel.shm_rmid_forced=1")))
                .isEqualTo(same);
        assertThat(said(Target.DEFAULT, pod.formatted("kernel.shm_rmid_forced=0")))
                .isEqualTo(other);
        assertThat(said(Target.DEFAULT, pod.formatted("kernel.shm_rmid_forced=1,net.core.somaxconn=1")))
                .isEqualTo(other);
        assertThat(said(Target.DEFAULT, pod.formatted("kernel.shm_rmid_forced")))
                .isEqualTo(other);
    }

    @Test
    void ofTheObjectThatMakesThePodsReachNone() {
        assertThat(said(Target.DEFAULT, """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  annotations:
                    seccomp.security.alpha.kubernetes.io/pod: runtime/default
                    container.apparmor.security.beta.kubernetes.io/app: runtime/default
                spec:
                  template:
                    spec:
                      securityContext: {seccompProfile: {type: RuntimeDefault}}
                      containers: [{name: app, image: nginx}]
                """)).isEqualTo("""
                6 info: annotation "seccomp.security.alpha.kubernetes.io/pod" has no effect on the Deployment: it would have to be a pod's own
                  remove it
                7 medium: annotation "container.apparmor.security.beta.kubernetes.io/app" has no effect on the Deployment: it would have to be a pod's own
                  write securityContext.appArmorProfile instead
                """);
    }

    private static String said(Target target, String manifest) {
        return Inputs.of("dead-annotation", target).file("a.yaml", manifest).findings().stream()
                .map(DeadAnnotationTest::said)
                .collect(Collectors.joining());
    }

    private static String said(Finding finding) {
        return finding.at().line() + " " + finding.severity().id() + ": " + finding.message() + "\n  "
                + finding.remedy() + '\n';
    }
}
