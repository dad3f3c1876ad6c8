package dev.leastwise.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Workloads with security settings that are right or wrong at random, each as YAML flow text. */
record RandomPods(Random random) {

    private static final List<String> IDS = List.of("0", "1000", "2147483647", "2147483648", "-1");
    private static final List<String> BOOLEANS = List.of("true", "false");
    private static final List<String> PROFILES = List.of(
            "{type: RuntimeDefault}",
            "{type: Unconfined}",
            "{type: Localhost, localhostProfile: profiles/app.json}",
            "{type: Localhost, localhostProfile: ' app '}",
            "{type: Localhost, localhostProfile: ../app.json}",
            "{type: Localhost, localhostProfile: /app.json}",
            "{type: Localhost, localhostProfile: ''}",
            "{type: Localhost}",
            "{type: RuntimeDefault, localhostProfile: app.json}",
            "{type: Unconfined, localhostProfile: ''}",
            "{type: runtimeDefault}",
            "{type: ''}",
            "{}");
    private static final List<String> WINDOWS = List.of(
            "{}",
            "{hostProcess: true}",
            "{hostProcess: false}",
            "{runAsUserName: ContainerUser}",
            "{runAsUserName: 'NT AUTHORITY\\Local service', hostProcess: true}",
            "{runAsUserName: ''}",
            "{runAsUserName: 'a\\b\\c'}",
            "{runAsUserName: '-a\\b'}",
            "{runAsUserName: '. .'}",
            "{gmsaCredentialSpecName: Web}",
            "{gmsaCredentialSpecName: web, gmsaCredentialSpec: x}",
            "{gmsaCredentialSpec: ''}");
    private static final List<String> ANNOTATED = List.of(
            "runtime/default",
            "docker/default",
            "unconfined",
            "localhost/profiles/app.json",
            "localhost/",
            "localhost//app",
            "localhost/../app",
            "default",
            "''");
    private static final List<String> SYSCTLS = List.of(
            "{name: kernel.shm_rmid_forced, value: '1'}",
            "{name: net.ipv4.tcp_syncookies, value: '1'}",
            "{name: net/ipv4/ip_forward, value: '1'}",
            "{name: kernel/sem, value: '1'}",
            "{name: fs.mqueue.msg_max, value: '1'}",
            "{name: vm.swappiness, value: '1'}",
            "{name: Kernel.msgmax, value: '1'}",
            "{name: kernel..msgmax, value: '1'}",
            "{value: '1'}");
    private static final List<String> SELINUX = List.of("{}", "{level: 's0:c1,c2'}", "{type: spc_t, user: u, role: r}");

    /** An object, complete but for what {@link Complete} adds. */
    String next() {
        List<String> annotations = new ArrayList<>();
        maybe(annotations, "seccomp.security.alpha.kubernetes.io/pod", ANNOTATED);
        for (String name : List.of("c0", "c1", "i0", "other")) {
            if (random.nextInt(3) > 0) continue;
            maybe(annotations, "container.seccomp.security.alpha.kubernetes.io/" + name, ANNOTATED);
            maybe(annotations, "container.apparmor.security.beta.kubernetes.io/" + name, ANNOTATED);
        }
        String pod =
                "metadata: {name: web, annotations: {" + String.join(", ", annotations) + "}}, spec: {" + spec() + "}";
        return switch (random.nextInt(9)) {
            case 0 -> object("apps/v1", "Deployment", "spec: {template: {" + pod + "}}");
            case 1 -> object("apps/v1", "ReplicaSet", "spec: {template: {" + pod + "}}");
            case 2 -> object("apps/v1", "StatefulSet", "spec: {template: {" + pod + "}}");
            case 3 -> object("apps/v1", "DaemonSet", "spec: {template: {" + pod + "}}");
            case 4 -> object("v1", "ReplicationController", "spec: {template: {" + pod + "}}");
            case 5 -> object("v1", "PodTemplate", "template: {" + pod + "}");
            case 6 -> object("batch/v1", "Job", "spec: {template: {" + pod + "}}");
            case 7 -> object("batch/v1", "CronJob", "spec: {jobTemplate: {spec: {template: {" + pod + "}}}}");
            default -> object("v1", "Pod", pod);
        };
    }

    private static String object(String version, String kind, String rest) {
        return "{apiVersion: " + version + ", kind: " + kind + ", " + rest + "}";
    }

    private String spec() {
        List<String> fields = new ArrayList<>();
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC", "hostUsers", "shareProcessNamespace")) {
            maybe(fields, field, BOOLEANS);
        }
        if (random.nextInt(3) == 0) maybe(fields, "os", List.of("{name: windows}", "{name: linux}"));
        if (random.nextBoolean()) fields.add("securityContext: {" + podContext() + "}");
        fields.add("containers: [" + container("c0") + ", " + container("c1") + "]");
        if (random.nextInt(3) == 0) fields.add("initContainers: [" + container("i0") + ", " + container("i1") + "]");
        List<String> volumes = new ArrayList<>(
                List.of("{name: data, emptyDir: {}}", "{name: disk, persistentVolumeClaim: {claimName: disk}}"));
        List<String> hostPath = new ArrayList<>();
        hostPath.add("path: " + one(List.of("/", "/a/../b", "/var/run", "''")));
        maybe(hostPath, "type", List.of("Directory", "Socket", "directory", "''"));
        if (random.nextBoolean()) volumes.add("{name: host, hostPath: {" + String.join(", ", hostPath) + "}}");
        fields.add("volumes: [" + String.join(", ", volumes) + "]");
        return String.join(", ", fields);
    }

    private String podContext() {
        List<String> fields = new ArrayList<>();
        common(fields);
        maybe(fields, "fsGroup", IDS);
        maybe(fields, "supplementalGroups", List.of("[]", "[1, -1, 2147483648]", "[1000]"));
        maybe(fields, "fsGroupChangePolicy", List.of("Always", "OnRootMismatch", "always", "''"));
        maybe(fields, "supplementalGroupsPolicy", List.of("Merge", "Strict", "strict", "''"));
        maybe(fields, "seLinuxChangePolicy", List.of("MountOption", "Recursive", "recursive", "''"));
        List<String> sysctls = new ArrayList<>();
        while (random.nextInt(3) > 0) sysctls.add(one(SYSCTLS));
        maybe(fields, "sysctls", List.of('[' + String.join(", ", sysctls) + ']'));
        return String.join(", ", fields);
    }

    private void common(List<String> fields) {
        maybe(fields, "runAsUser", IDS);
        maybe(fields, "runAsGroup", IDS);
        maybe(fields, "runAsNonRoot", BOOLEANS);
        maybe(fields, "seccompProfile", PROFILES);
        maybe(fields, "appArmorProfile", PROFILES);
        maybe(fields, "seLinuxOptions", SELINUX);
        if (random.nextInt(3) == 0) maybe(fields, "windowsOptions", WINDOWS);
    }

    private String container(String name) {
        List<String> fields = new ArrayList<>(List.of("name: " + name, "image: nginx"));
        if (random.nextInt(4) > 0) fields.add("securityContext: {" + containerContext() + "}");
        List<String> mount = new ArrayList<>(List.of("name: data", "mountPath: /data"));
        maybe(mount, "readOnly", BOOLEANS);
        maybe(mount, "mountPropagation", List.of("None", "HostToContainer", "Bidirectional", "bidirectional", "''"));
        maybe(mount, "recursiveReadOnly", List.of("Disabled", "IfPossible", "Enabled", "enabled", "''"));
        if (random.nextBoolean()) fields.add("volumeMounts: [{" + String.join(", ", mount) + "}]");
        if (random.nextInt(8) == 0) fields.add("volumeDevices: [{name: disk, devicePath: /dev/disk}]");
        if (random.nextInt(4) == 0) fields.add("ports: [" + ports() + "]");
        return '{' + String.join(", ", fields) + '}';
    }

    /** Of so few that some of a pod are the same. */
    private String ports() {
        List<String> ports = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String number = one(List.of("80", "81", "8080"));
            List<String> fields = new ArrayList<>(List.of("containerPort: " + number));
            if (random.nextBoolean()) fields.add("hostPort: " + one(List.of(number, "80", "0", "-80", "980000")));
            maybe(fields, "protocol", List.of("TCP", "UDP", "SCTP", "''"));
            maybe(fields, "hostIP", List.of("127.0.0.1", "10.0.0.1", "''"));
            ports.add('{' + String.join(", ", fields) + '}');
        }
        return String.join(", ", ports);
    }

    private String containerContext() {
        List<String> fields = new ArrayList<>();
        common(fields);
        maybe(fields, "privileged", BOOLEANS);
        maybe(fields, "allowPrivilegeEscalation", BOOLEANS);
        maybe(fields, "readOnlyRootFilesystem", BOOLEANS);
        maybe(fields, "procMount", List.of("Default", "Unmasked", "unmasked", "''"));
        maybe(
                fields,
                "capabilities",
                List.of(
                        "{}",
                        "{drop: [ALL]}",
                        "{add: [SYS_ADMIN]}",
                        "{add: [CHOWN, CAP_SYS_ADMIN], drop: []}",
                        "{add: [é, 'a<b']}"));
        return String.join(", ", fields);
    }

    private void maybe(List<String> fields, String name, List<String> values) {
        if (random.nextInt(4) == 0) fields.add(name + ": " + one(values));
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
