package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Safety;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.privilege.ImageFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of workloads for a standard alone, without the fixes of rules. */
class StandardFixesTest {

    private static final Standards BASELINE = Standards.of("baseline");
    private static final Standards RESTRICTED = Standards.of("restricted");
    private static final String CHOOSE_A_UID =
            "set runAsNonRoot: true, and runAsUser to the uid that the image is made for";

    @Test
    void settingsThatAreMissingAreMadeInThePodWhereItCanHaveThem() {
        assertMends(RESTRICTED, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  initContainers:
                  - name: setup
                    image: busybox
                  containers:
                  - name: app # the shop
                    image: nginx
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  initContainers:
                  - name: setup
                    image: busybox
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop:
                        - ALL
                  containers:
                  - name: app # the shop
                    image: nginx
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop:
                        - ALL
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile:
                      type: RuntimeDefault
                """);
    }

    @Test
    void whatBaselineForbidsGoesAndNothingElse() {
        assertMends(BASELINE, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    container.apparmor.security.beta.kubernetes.io/app: unconfined
                    kept: "yes"
                spec:
                  hostNetwork: true
                  hostPID: true # to see the node
                  hostIPC: true
                  securityContext:
                    appArmorProfile: {type: Unconfined}
                    seccompProfile: {type: Unconfined}
                    sysctls:
                    - {name: kernel.shm_rmid_forced, value: "1"}
                    - {name: net.core.somaxconn, value: "1024"}
                    - {name: net.ipv4.tcp_syncookies, value: "1"}
                    - {name: kernel.msgmax, value: "65536"}
                  volumes:
                  - {name: unused, hostPath: {path: /}}
                  - {name: data, emptyDir: {}}
                  containers:
                  - name: app
                    image: nginx
                    volumeMounts:
                    - {name: data, mountPath: /data}
                    ports:
                    - {containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}
                    livenessProbe:
                      httpGet: {port: 80, host: 10.0.0.1}
                    lifecycle:
                      preStop:
                        tcpSocket: {host: example.com, port: 80}
                    securityContext:
                      privileged: true
                      procMount: Unmasked
                      seLinuxOptions: {type: spc_t}
                      capabilities:
                        add: [SYS_ADMIN, CHOWN, SYS_TIME]
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    kept: "yes"
                spec:
                  securityContext:
                    seccompProfile: {type: RuntimeDefault}
                    sysctls:
                    - {name: kernel.shm_rmid_forced, value: "1"}
                    - {name: net.ipv4.tcp_syncookies, value: "1"}
                  volumes:
                  - {name: data, emptyDir: {}}
                  containers:
                  - name: app
                    image: nginx
                    volumeMounts:
                    - {name: data, mountPath: /data}
                    ports:
                    - {containerPort: 80}
                    livenessProbe:
                      httpGet: {port: 80}
                    lifecycle:
                      preStop:
                        tcpSocket: {port: 80}
                    securityContext:
                      privileged: false
                      procMount: Default
                      seLinuxOptions: {type: container_t}
                      capabilities:
                        add: [CHOWN]
                """);
    }

    @Test
    void privilegedAndSysAdminGoWithTheEscalationThatTheyExclude() {
        assertMends(RESTRICTED, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: app
                    image: nginx
                    volumeMounts:
                    - {name: data, mountPath: /data, mountPropagation: Bidirectional}
                    securityContext:
                      privileged: true
                      capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN], drop: [all]}
                  volumes:
                  - {name: data, emptyDir: {}}
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: app
                    image: nginx
                    volumeMounts:
                    - {name: data, mountPath: /data}
                    securityContext:
                      privileged: false
                      capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
                      allowPrivilegeEscalation: false
                  volumes:
                  - {name: data, emptyDir: {}}
                """);
    }

    @Test
    void allIsWrittenInCapitalsWithoutATest() {
        Mended mended = RESTRICTED.mend("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - {name: app, image: nginx, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [all]}}}
                """);

        assertThat(mended.applied())
                .extracting(
                        applied -> applied.fix().safety() + " " + applied.fix().title())
                .containsExactly("SAFE write ALL in capitals");
        assertThat(mended.left()).isEmpty();
    }

    @Test
    void thePodsSettingIsForbiddenEvenWhereEveryContainerHasItsOwn() {
        Mended mended = assertMends(RESTRICTED, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext:
                    runAsUser: 0
                    runAsNonRoot: false
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      runAsUser: 1000
                      runAsNonRoot: true
                      seccompProfile: {type: RuntimeDefault}
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext:
                    runAsNonRoot: true
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      runAsUser: 1000
                      runAsNonRoot: true
                      seccompProfile: {type: RuntimeDefault}
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                """);
        assertThat(mended.applied())
                .extracting(applied -> applied.fix().safety())
                .containsOnly(Safety.SAFE);
    }

    /** Of what is missing a control says nothing while something else is forbidden. */
    @Test
    void whatAControlSaysOnlyThenIsMendedInAFurtherRound() {
        assertMends(RESTRICTED, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      runAsNonRoot: false
                      seccompProfile: {type: Unconfined}
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                  - name: log
                    image: busybox
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      runAsNonRoot: true
                      seccompProfile: {type: RuntimeDefault}
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                  - name: log
                    image: busybox
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile:
                      type: RuntimeDefault
                """);
    }

    @Test
    void theRootOfOneContainerIsLeftToAPersonAndTheOthersAreMended() {
        String before = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext: {seccompProfile: {type: RuntimeDefault}}
                  initContainers:
                  - name: setup
                    image: busybox
                    securityContext:
                      runAsUser: 0
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                """;

        Mended mended = RESTRICTED.mend(before);

        assertThat(Standards.text(mended)).isEqualTo(before + "      runAsNonRoot: true\n");
        assertThat(mended.refused()).isEmpty();
        assertThat(Standards.choices(mended))
                .containsExactly(
                        "10 setup restricted:latest/runAsNonRoot: " + CHOOSE_A_UID,
                        "11 setup restricted:latest/runAsUser: " + CHOOSE_A_UID);
    }

    @Test
    void theUserOfTheImageTakesThePlaceOfRoot() {
        ImageFacts image = new ImageFacts(
                "nginx",
                List.of(new ImageFacts.PasswdEntry("root", 0, 0), new ImageFacts.PasswdEntry("nginx", 101, 101)),
                List.of());
        assertMends(RESTRICTED.withImage(image), """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext:
                    runAsUser: 0
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext:
                    runAsUser: 101
                    seccompProfile: {type: RuntimeDefault}
                    runAsNonRoot: true
                    runAsGroup: 101
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """);
    }

    @Test
    void anImageThatTheKubeletRefusesIsLeftToAPerson() {
        ImageFacts image = new ImageFacts("", List.of(new ImageFacts.PasswdEntry("root", 0, 0)), List.of());

        Mended mended = RESTRICTED.withImage(image).mend("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext: {seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """);

        assertThat(mended.changed()).isFalse();
        assertThat(Standards.choices(mended)).containsExactly("10 app restricted:latest/runAsNonRoot: " + CHOOSE_A_UID);
    }

    @Test
    void whatAPersonMustChooseIsSaidOfEachSetting() {
        Mended mended = RESTRICTED.mend("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile: {type: RuntimeDefault}
                    seLinuxOptions: {user: shop_u, level: "s0:c1"}
                    windowsOptions: {hostProcess: true}
                  volumes:
                  - name: socket
                    hostPath: {path: /run/containerd/containerd.sock}
                  - name: share
                    nfs: {server: files, path: /shop}
                  containers:
                  - name: log
                    image: fluentd
                    volumeMounts:
                    - {name: socket, mountPath: /run/containerd.sock}
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                  - name: app
                    image: nginx
                    volumeMounts:
                    - {name: share, mountPath: /shop}
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """);

        assertThat(mended.changed()).isFalse();
        assertThat(mended.refused()).isEmpty();
        assertThat(Standards.choices(mended)).containsExactly("""
                9 pod restricted:latest/seLinuxOptions: leave the user of seLinuxOptions to the runtime, if the policy \
                of the nodes grants no more to what that chooses""", """
                10 pod restricted:latest/windowsHostProcess: run it in a container, without hostProcess, if it is no \
                program of the node""", """
                13 pod restricted:latest/restrictedVolumes: keep what is in volume "socket" elsewhere than in \
                hostPath (/run/containerd/containerd.sock), such as an emptyDir, a configMap or a \
                persistentVolumeClaim, or do without""", """
                15 pod restricted:latest/restrictedVolumes: keep what is in volume "share" elsewhere than in nfs \
                (/shop), such as an emptyDir, a configMap or a persistentVolumeClaim, or do without""");
    }

    @Test
    void eachVersionAsksForItsOwn() {
        String before = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    seccomp.security.alpha.kubernetes.io/pod: unconfined
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        add:
                        - CHOWN
                        - NET_ADMIN # routes
                """;

        assertThat(Standards.text(Standards.of("restricted:v1.0").mend(before))).isEqualTo("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations: {}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        add:
                        - CHOWN
                """);
        assertMends(Standards.of("restricted:v1.22"), before, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    seccomp.security.alpha.kubernetes.io/pod: unconfined
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        drop:
                        - ALL
                      allowPrivilegeEscalation: false
                  securityContext:
                    seccompProfile:
                      type: RuntimeDefault
                    runAsNonRoot: true
                """);
    }

    @Test
    void standardsThatForbidDifferentItemsOfAListAgree() {
        assertMends(Standards.of("baseline", "restricted:v1.21", "restricted:v1.22"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        add: [CHOWN, NET_ADMIN, NET_BIND_SERVICE, SYS_PTRACE, KILL]
                        drop: [ALL]
                """, """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        add: [NET_BIND_SERVICE]
                        drop: [ALL]
                """);
    }

    @Test
    void aPodOfTheNodesNetworkAlsoTakesItsPortsThere() {
        assertMends(BASELINE, """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostNetwork: true
                  containers:
                  - {name: app, image: nginx, ports: [{containerPort: 80}]}
                """, """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: app, image: nginx, ports: [{containerPort: 80}]}
                """);
    }

    @Test
    void podsOfWindowsAreAskedOnlyForWhatTheyCanHave() {
        String before = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  os: {name: windows}
                  containers:
                  - name: app
                    image: mcr.microsoft.com/windows/nanoserver
                """;
        String nonRoot = before + "  securityContext:\n    runAsNonRoot: true\n";
        String choice = "ask for a version since v1.25, or leave Windows: its pods have no such setting";

        assertMends(RESTRICTED, before, nonRoot);
        assertThat(Standards.choices(Standards.of("restricted:v1.24").mend(nonRoot)))
                .containsExactly(
                        "8 app restricted:v1.24/allowPrivilegeEscalation: " + choice,
                        "8 app restricted:v1.24/capabilities_restricted: " + choice,
                        "8 app restricted:v1.24/seccompProfile_restricted: " + choice);
    }

    @Test
    void whatHasTheWrongTypeIsLeftToAPerson() {
        Mended mended = BASELINE.mend("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: strict
                """);

        assertThat(mended.changed()).isFalse();
        assertThat(mended.refused()).isEmpty();
        assertThat(Standards.choices(mended))
                .isNotEmpty()
                .allMatch(choice -> choice.endsWith(
                        ": give \"spec.containers[0].securityContext\" the type that it must have: no API server takes the"
                                + " object"));
    }

    @Test
    void theStandardOfItsNamespaceHoldsForAWorkload() {
        Standards ofNamespaces = new Standards(new Demand(List.of(), true), List.of(), Optional.empty());
        Mended mended = ofNamespaces.mend("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: shop}
                spec:
                  hostPID: true
                  containers: [{name: app, image: nginx}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: other}
                spec:
                  hostPID: true
                  containers: [{name: app, image: nginx}]
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
                """);

        assertThat(mended.applied())
                .extracting(applied -> applied.finding().rule() + " of document "
                        + applied.finding().document())
                .containsExactly("baseline:latest/hostNamespaces of document 1");
    }

    @Test
    void noControlIsForgotten() {
        String pod = "{apiVersion: v1, kind: Pod, spec: {containers: [{name: app, image: nginx}]}}";
        ControlFixes fixes = new ControlFixes(RESTRICTED.judge(pod).pods().getFirst(), Map.of());

        assertThat(PodSecurity.controls())
                .hasSize(19)
                .allSatisfy(control -> assertThat(fixes.of(control)).isEmpty());
    }

    /** Also that nothing is left, and that a second run changes nothing. */
    private static Mended assertMends(Standards standards, String before, String after) {
        Mended mended = standards.mend(before);

        assertThat(Standards.text(mended)).isEqualTo(after);
        assertThat(mended.refused()).isEmpty();
        assertThat(Standards.choices(mended)).isEmpty();
        assertThat(standards.mend(after).changed()).isFalse();
        return mended;
    }
}
