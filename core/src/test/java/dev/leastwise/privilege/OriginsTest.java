package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything that a container is granted, value by value, each with what decided it. */
class OriginsTest {

    private static final ImageFacts NGINX = new ImageFacts(
            "nginx",
            List.of(new PasswdEntry("root", 0, 0), new PasswdEntry("nginx", 101, 102)),
            List.of(new GroupEntry("adm", 4, List.of("nginx"))));

    private static final String BARE = "containers: [{name: app, image: nginx}]\n";

    @Test
    void areDefaultsWhereNothingIsWritten() throws ReflectiveOperationException {
        assertThat(granted(Target.DEFAULT, Map.of(), BARE)).isEqualTo("""
                user: unknown: --image nginx=OCI-LAYOUT
                group: unknown: --image nginx=OCI-LAYOUT
                supplementalGroups: [] and unknown: --image nginx=OCI-LAYOUT <- none but those that the image's /etc/group gives to the user
                fsGroup: none <- volumes keep their owners where fsGroup is not set
                runAsNonRoot: false <- runAsNonRoot is false where it is not set
                capabilities: 14 to be had, unknown: --image nginx=OCI-LAYOUT <- containerd 2 grants 14 capabilities by default
                noNewPrivileges: false <- allowPrivilegeEscalation is true where it is not set
                seccomp: Unconfined <- no profile where none is set (kubelet seccompDefault is off)
                appArmor: unknown: --lsm apparmor|selinux|none
                seLinux: SeLinux[user=, role=, type=, level=, confined=true] <- the runtime chooses the label
                readOnlyRootFilesystem: false <- the root file system is writable where it is not set
                privileged: false <- privileged is false where it is not set
                maskedPaths: /proc/acpi /proc/asound /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/sched_debug /proc/scsi /proc/timer_list /proc/timer_stats /sys/devices/virtual/powercap /sys/firmware <- the kubelet's masked paths
                readOnlyPaths: /proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger <- the kubelet's read-only paths
                devices: none <- the runtime's own: null, zero, full, random, urandom, tty
                sysctls: {net.ipv4.ip_unprivileged_port_start=0, net.ipv4.ping_group_range=0 2147483647} <- containerd 2's own
                hostNetwork: false <- pods have a network of their own
                hostPid: false <- pods have process namespaces of their own
                hostIpc: false <- pods have an IPC namespace of their own
                hostPorts: none <- no port of the node where hostPort is not set
                userNamespace: false <- the host's users where hostUsers is not false
                processNamespace: CONTAINER <- each container sees its own processes
                serviceAccountToken: true <- the token of service account "default" is mounted where nothing forbids it
                volumes: [] <- no volume
                limits: memory none, cpu none <- no limit
                """);
    }

    @Test
    void areTheLinesWhereEverythingIsWritten() throws ReflectiveOperationException {
        assertThat(otherThanBare(Target.DEFAULT, """
                hostNetwork: true
                hostPID: true
                hostIPC: true
                hostUsers: true
                automountServiceAccountToken: true
                resources: {limits: {memory: 2Gi}}
                securityContext:
                  runAsNonRoot: true
                  fsGroup: 2000
                  supplementalGroups: [3000]
                  supplementalGroupsPolicy: Strict
                  sysctls: [{name: kernel/shm_rmid_forced, value: "1"}]
                containers:
                - name: app
                  image: nginx
                  ports: [{containerPort: 80}]
                  resources: {limits: {cpu: 500m}}
                  volumeMounts: [{name: data, mountPath: /data}]
                  volumeDevices: [{name: disk, devicePath: /dev/xvda}]
                  securityContext:
                    runAsUser: 1000
                    runAsGroup: 1001
                    readOnlyRootFilesystem: true
                    allowPrivilegeEscalation: false
                    privileged: false
                    procMount: Unmasked
                    capabilities: {drop: [ALL], add: [CHOWN]}
                    seccompProfile: {type: Localhost, localhostProfile: app.json}
                    appArmorProfile: {type: Localhost, localhostProfile: web}
                    seLinuxOptions: {type: container_t}
                volumes: [{name: data}, {name: disk, persistentVolumeClaim: {claimName: disk}}]
                """)).isEqualTo("""
                user: 1000 <- line 25
                group: 1001 <- line 26
                supplementalGroups: [2000, 3000] and none <- line 15 <- line 14
                fsGroup: 2000 <- line 13
                runAsNonRoot: true <- line 12
                capabilities: 1 to be had, 0 held <- line 25 <- line 31
                noNewPrivileges: true <- line 28
                seccomp: Localhost app.json <- line 32
                appArmor: Localhost web <- line 33
                seLinux: SeLinux[user=, role=, type=container_t, level=, confined=true] <- line 34
                readOnlyRootFilesystem: true <- line 27
                privileged: false <- line 29
                maskedPaths: none <- line 30
                readOnlyPaths: none <- line 30
                devices: /dev/xvda <- line 23
                sysctls: {kernel.shm_rmid_forced=1} <- line 16
                hostNetwork: true <- line 5
                hostPid: true <- line 6
                hostIpc: true <- line 7
                hostPorts: HostPort[port=80, protocol=TCP] <- hostNetwork line 5 over line 20
                userNamespace: false <- line 8
                processNamespace: NODE <- line 6
                serviceAccountToken: true <- line 9
                volumes: [VolumeAccess[name=data, kind=emptyDir, source=, mountPath=/data, writable=true, propagation=None]] <- line 22
                limits: memory 2Gi, cpu 500m <- line 21
                """);
    }

    @Test
    void arePrivilegedWhateverElseIsWritten() throws ReflectiveOperationException {
        assertThat(otherThanBare(Target.DEFAULT, """
                containers:
                - name: app
                  image: nginx
                  volumeDevices: [{name: disk, devicePath: /dev/xvda}]
                  securityContext:
                    privileged: true
                    procMount: Default
                    capabilities: {drop: [ALL]}
                    seccompProfile: {type: RuntimeDefault}
                    appArmorProfile: {type: RuntimeDefault}
                    seLinuxOptions: {type: container_t}
                """)).isEqualTo("""
                capabilities: 41 to be had, unknown: --image nginx=OCI-LAYOUT <- privileged line 10 over line 12
                seccomp: Unconfined <- privileged line 10 over line 13
                appArmor: Unconfined <- privileged line 10 over line 14
                seLinux: SeLinux[user=, role=, type=, level=, confined=false] <- privileged line 10 over line 15
                privileged: true <- line 10
                maskedPaths: none <- privileged line 10 over line 11
                readOnlyPaths: none <- privileged line 10 over line 11
                devices: all devices of the host <- privileged line 10 over line 8
                """);
    }

    @Test
    void areTheImagesWhereItIsKnown() throws ReflectiveOperationException {
        assertThat(otherThanBare(Target.DEFAULT, Map.of("docker.io/library/nginx:latest", NGINX), BARE))
                .isEqualTo("""
                user: 101 <- image: USER nginx
                group: 102 <- image: passwd
                supplementalGroups: [] and 4 <- image: group <- none but those that the image's /etc/group gives to the user
                capabilities: 14 to be had, 0 held <- image: USER nginx <- containerd 2 grants 14 capabilities by default
                """);
    }

    @Test
    void sayThatAnImageWithoutUserRunsAsRoot() throws ReflectiveOperationException {
        ImageFacts scratch = new ImageFacts("", List.of(), List.of());
        assertThat(otherThanBare(Target.DEFAULT, Map.of("docker.io/library/nginx:latest", scratch), BARE))
                .isEqualTo("""
                user: 0 <- image: no USER, so root
                group: 0 <- image: passwd
                supplementalGroups: [] and none <- image: group <- none but those that the image's /etc/group gives to the user
                capabilities: 14 to be had, 14 held <- image: no USER, so root <- containerd 2 grants 14 capabilities by default
                """);
    }

    @Test
    void areThoseOfTheVersionAndTheRuntime() throws ReflectiveOperationException {
        String pod = """
                hostUsers: false
                resources: {limits: {memory: 2Gi}}
                securityContext: {supplementalGroupsPolicy: Strict, appArmorProfile: {type: Unconfined}}
                containers:
                - {name: app, image: nginx, securityContext: {procMount: Unmasked}}
                """;
        assertThat(otherThanBare(Target.DEFAULT.on(ContainerRuntime.CRI_O).at(29), pod))
                .isEqualTo("""
                capabilities: 9 to be had, unknown: --image nginx=OCI-LAYOUT <- CRI-O grants 9 capabilities by default
                maskedPaths: /proc/acpi /proc/asound /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/sched_debug /proc/scsi /proc/timer_list /proc/timer_stats /sys/devices/virtual/powercap /sys/firmware <- procMount is Default before v1.33, whose feature gate is on by default
                readOnlyPaths: /proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger <- procMount is Default before v1.33, whose feature gate is on by default
                sysctls: {} <- CRI-O's own
                userNamespace: false <- hostUsers is dropped before v1.33, whose feature gate is on by default
                """);
    }

    @Test
    void changeWithTheVersionsOfKubernetes() throws ReflectiveOperationException {
        String pod = """
                hostUsers: false
                resources: {limits: {memory: 2Gi}}
                securityContext: {supplementalGroupsPolicy: Strict, appArmorProfile: {type: Unconfined}}
                containers:
                - {name: app, image: nginx, securityContext: {procMount: Unmasked}}
                """;
        StringBuilder changes = new StringBuilder();
        for (int minor = Target.OLDEST_KUBERNETES + 1; minor <= Target.NEWEST_KUBERNETES; minor++) {
            List<String> before =
                    granted(Target.DEFAULT.at(minor - 1), Map.of(), pod).lines().toList();
            for (String line :
                    granted(Target.DEFAULT.at(minor), Map.of(), pod).lines().toList()) {
                if (!before.contains(line)) changes.append("v1." + minor + ' ' + line + '\n');
            }
        }
        assertThat(changes).asString().isEqualTo("""
                v1.30 appArmor: Unconfined <- line 7
                v1.33 supplementalGroups: [] and none <- line 7 <- none but those that the image's /etc/group gives to the user
                v1.33 maskedPaths: none <- line 9
                v1.33 readOnlyPaths: none <- line 9
                v1.33 sysctls: {net.ipv4.ip_unprivileged_port_start=0} <- containerd 2's own
                v1.33 userNamespace: true <- line 5
                v1.34 limits: memory 2Gi, cpu none <- line 6
                """);
    }

    @Test
    void areTheLinesThatDecideWhereSeveralMay() throws ReflectiveOperationException {
        assertThat(otherThanBare(Target.DEFAULT, """
                resources: {limits: {cpu: 2}}
                securityContext: {fsGroup: 2000}
                automountServiceAccountToken: false
                containers:
                - name: app
                  image: nginx
                  securityContext: {runAsNonRoot: true}
                  ports:
                  - {containerPort: 80, hostPort: 0}
                  - {containerPort: 81, hostPort: 1, protocol: UDP}
                  - {containerPort: 82, hostPort: 65535}
                  - {containerPort: 83, hostPort: 65536}
                """)).isEqualTo("""
                supplementalGroups: [2000] and unknown: --image nginx=OCI-LAYOUT <- line 6
                fsGroup: 2000 <- line 6
                runAsNonRoot: true <- line 11
                capabilities: 14 to be had, 0 held <- line 11 <- containerd 2 grants 14 capabilities by default
                hostPorts: HostPort[port=1, protocol=UDP] HostPort[port=65535, protocol=TCP] <- line 12
                serviceAccountToken: false <- line 7
                limits: memory none, cpu 2 <- line 5
                """);
        assertThat(otherThanBare(Target.DEFAULT, """
                hostNetwork: true
                resources: {limits: {cpu: 2}}
                containers:
                - name: app
                  image: nginx
                  resources: {limits: {memory: 1Gi}}
                """)).isEqualTo("""
                sysctls: {} <- containerd 2's own
                hostNetwork: true <- line 5
                limits: memory 1Gi, cpu 2 <- line 10
                """);
    }

    @Test
    void saySoWhereAMountHidesTheToken() throws ReflectiveOperationException {
        String pod = """
                automountServiceAccountToken: %s
                containers:
                - name: app
                  image: nginx
                  volumeMounts: [{name: %s, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]
                volumes:
                - {name: nothing, projected: {sources: [{configMap: {name: ca}}]}}
                - {name: token, projected: {sources: [{configMap: {name: ca}}, {serviceAccountToken: {path: token}}]}}
                """;
        assertThat(token(pod.formatted("true", "nothing"))).isEqualTo("serviceAccountToken: false <- line 9");
        assertThat(token(pod.formatted("true", "token"))).isEqualTo("serviceAccountToken: true <- line 9");
        assertThat(token(pod.formatted("false", "token"))).isEqualTo("serviceAccountToken: true <- line 9");
        assertThat(token(pod.formatted("false", "nothing"))).isEqualTo("serviceAccountToken: false <- line 9");
    }

    private static String token(String podSpec) throws ReflectiveOperationException {
        return granted(Target.DEFAULT, Map.of(), podSpec)
                .lines()
                .filter(line -> line.startsWith("serviceAccountToken"))
                .collect(Collectors.joining());
    }

    @Test
    void areNoPrivilegesOfRootWhereTheKubeletRefusesIt() throws ReflectiveOperationException {
        assertThat(otherThanBare(Target.DEFAULT, """
                securityContext: {runAsNonRoot: true}
                containers: [{name: app, image: nginx}]
                """)).isEqualTo("""
                runAsNonRoot: true <- line 5
                capabilities: 14 to be had, 0 held <- line 5 <- containerd 2 grants 14 capabilities by default
                """);
    }

    private static String otherThanBare(Target target, String podSpec) throws ReflectiveOperationException {
        return otherThanBare(target, Map.of(), podSpec);
    }

    /** The lines in which the grants are other than those of a bare container under the usual target. */
    private static String otherThanBare(Target target, Map<String, ImageFacts> images, String podSpec)
            throws ReflectiveOperationException {
        Set<String> bare = granted(Target.DEFAULT, Map.of(), BARE).lines().collect(Collectors.toSet());
        return granted(target, images, podSpec)
                .lines()
                .filter(line -> !bare.contains(line))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    private static String granted(Target target, Map<String, ImageFacts> images, String podSpec)
            throws ReflectiveOperationException {
        String manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + podSpec.indent(2);
        SourceText source = SourceText.of("pod.yaml", manifest);
        Document document = KubeReader.documents(source).iterator().next();
        Workload workload = Workloads.of(
                        Manifest.of(source, (Document.Parsed) document).getFirst())
                .getFirst();
        Privileges privileges = new Grants(
                        target,
                        reference -> Optional.ofNullable(images.get(ImageName.normalised(reference))),
                        new ServiceAccounts())
                .of(workload, workload.containers().getFirst());
        StringBuilder text = new StringBuilder();
        for (RecordComponent component : Privileges.class.getRecordComponents()) {
            Value<?> value = (Value<?>) component.getAccessor().invoke(privileges);
            text.append(component.getName()).append(": ").append(shown(value)).append('\n');
        }
        return text.toString();
    }

    private static String shown(Value<?> value) {
        return switch (value) {
            case Known<?> known -> words(known.value()) + " <- " + shown(known.origin());
            case Unknown<?> unknown -> "unknown: " + unknown.missing().remedy();
        };
    }

    private static String words(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(Object::toString).orElse("none");
            case Capabilities sets -> sets.bounding().size() + " to be had, " + shown(sets.permitted());
            case CapabilitySet set -> set.size() + " held";
            case Groups groups -> groups.declared() + " and " + shown(groups.fromImage());
            case Limits limits ->
                "memory " + words(limits.memory().map(Quantity::text)) + ", cpu "
                        + words(limits.cpu().map(Quantity::text));
            case Set<?> set when set.isEmpty() -> "none";
            case Set<?> set ->
                String.join(" ", set.stream().map(Object::toString).sorted().toList());
            default -> value.toString();
        };
    }

    private static String shown(Origin origin) {
        return switch (origin) {
            case Origin.Manifest(KubeNode node) -> line(node);
            case Origin.Image(String field) -> "image: " + field;
            case Origin.TargetDefault(String what) -> what;
            case Origin.Forced(String by, KubeNode setting, Optional<KubeNode> overrides) ->
                by
                        + ' '
                        + line(setting)
                        + overrides.map(node -> " over " + line(node)).orElse("");
        };
    }

    private static String line(KubeNode node) {
        return "line " + node.location().line();
    }
}
