package dev.leastwise.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pods that an API server takes, most of them, with what the Pod Security Standards look at set at random: as YAML flow text. */
final class ValidPods {

    private static final List<String> STRANGE = List.of(
            "\"'\"",
            "'\"'",
            "'a\"b'",
            "'\\'",
            "'a<b&c'",
            "é",
            "\"\\U0001F600\"",
            "\uFF5E",
            "'a, b'",
            "' a '",
            "\"a\\nb\"",
            "\"\\t\"",
            "\"\\0\"",
            "\"\\x7F\"",
            "\"\\x85\"",
            "\"\\xA0\"",
            "\"\\u2028\"",
            "\"\\uFEFFa\"");

    private static final List<String> SECCOMP = List.of(
            "{type: RuntimeDefault}", "{type: Unconfined}", "{type: Localhost, localhostProfile: profiles/app.json}");

    private static final List<String> APPARMOR =
            List.of("{type: RuntimeDefault}", "{type: Unconfined}", "{type: Localhost, localhostProfile: app}");

    private static final List<String> ANNOTATED = List.of("runtime/default", "unconfined", "localhost/app");

    private static final List<String> SELINUX = List.of(
            "",
            "container_t",
            "container_init_t",
            "container_kvm_t",
            "container_engine_t",
            "spc_t",
            "Container_t",
            "super_t");

    private static final List<String> CAPABILITIES = List.of(
            "ALL",
            "all",
            "AUDIT_CONTROL",
            "AUDIT_WRITE",
            "BPF",
            "CAP_CHOWN",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_ADMIN",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_ADMIN",
            "SYS_CHROOT",
            "sys_time");

    private static final List<String> SYSCTLS = List.of(
            "kernel.msgmax",
            "kernel.shm_rmid_forced",
            "kernel/shm_rmid_forced",
            "net.core.somaxconn",
            "net.ipv4.ip_forward",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.ping_group_range",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_notsent_lowat",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_slow_start_after_idle",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.tcp_wmem",
            "net/ipv4/tcp_syncookies");

    private static final List<String> FREE_VOLUMES = List.of(
            "",
            "emptyDir: {}",
            "emptyDir: {medium: Memory}",
            "secret: {secretName: s}",
            "configMap: {name: c}",
            "downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}",
            "projected: {sources: [{secret: {name: s}}]}",
            "persistentVolumeClaim: {claimName: p}",
            "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}",
            "csi: {driver: driver.example.com}",
            "image: {reference: registry.example.com/data}");

    private static final List<String> OTHER_VOLUMES = List.of(
            "hostPath: {path: /}",
            "hostPath: {path: /var/run, type: Directory}",
            "gcePersistentDisk: {pdName: d}",
            "awsElasticBlockStore: {volumeID: d}",
            "gitRepo: {repository: 'https://example.com/r.git'}",
            "nfs: {server: s, path: /}",
            "iscsi: {targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage', lun: 0}",
            "glusterfs: {endpoints: e, path: p}",
            "rbd: {monitors: [m], image: i}",
            "flexVolume: {driver: example.com/driver}",
            "cinder: {volumeID: d}",
            "cephfs: {monitors: [m]}",
            "flocker: {datasetName: d}",
            "fc: {targetWWNs: [w], lun: 1}",
            "azureFile: {secretName: s, shareName: s}",
            "vsphereVolume: {volumePath: p}",
            "quobyte: {registry: 'r:1', volume: v}",
            "azureDisk: {diskName: d, diskURI: 'https://blob.example.com/vhds/d.vhd'}",
            "photonPersistentDisk: {pdID: d}",
            "portworxVolume: {volumeID: d}",
            "scaleIO: {gateway: g, system: s, volumeName: v, secretRef: {name: s}}",
            "storageos: {volumeName: v}");

    /** How often a pod sets what it need not, in a hundred. */
    private static final List<Integer> DARING = List.of(2, 5, 15, 40);

    private final Random random;
    private int daring;
    private int port;
    private boolean windows;
    private boolean hostNetwork;
    private boolean hostProcess;
    private boolean userNamespace;
    private boolean appArmorOfPod;
    private boolean seccompOfPod;
    private boolean hostIpc;
    private boolean linux;
    private List<String> names = List.of();
    private List<String> annotations = List.of();

    ValidPods(Random random) {
        this.random = random;
    }

    String next() {
        daring = one(DARING);
        port = 8000;
        annotations = new ArrayList<>();
        windows = random.nextInt(12) == 0;
        hostProcess = random.nextInt(windows ? 2 : 30) == 0;
        hostNetwork = hostProcess || dares();
        hostIpc = false;
        userNamespace = !windows && !hostNetwork && random.nextInt(4) == 0;
        String spec = spec();
        return "{apiVersion: v1, kind: Pod, metadata: {name: web, annotations: {" + String.join(", ", annotations)
                + "}}, spec: {" + spec + "}}";
    }

    /** Containers that the pod which was made last can be given while it runs: they have no ports, probes and hooks. */
    String ephemeralContainers() {
        List<String> containers = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            List<String> settings = new ArrayList<>();
            common(settings);
            if (!windows) ofLinux(settings);
            String context = random.nextInt(10) > 0 ? ", securityContext: {" + String.join(", ", settings) + "}" : "";
            containers.add("{name: '" + names.remove(0) + "', image: debug" + context + "}");
        }
        return '[' + String.join(", ", containers) + ']';
    }

    private String spec() {
        List<String> fields = new ArrayList<>();
        if (hostNetwork) fields.add("hostNetwork: true");
        else if (dares()) fields.add("hostNetwork: false");
        if (userNamespace) {
            fields.add("hostUsers: false");
        } else {
            if (!windows && dares()) fields.add("hostPID: " + random.nextBoolean());
            hostIpc = !windows && dares();
            if (hostIpc) fields.add("hostIPC: true");
            if (!windows && dares()) fields.add("hostUsers: true");
        }
        if (windows) fields.add("os: {name: windows}");
        else if (!hostProcess && dares()) fields.add("os: {name: linux}");
        linux = fields.contains("os: {name: linux}");
        appArmorOfPod = false;
        seccompOfPod = false;
        if (hostProcess || random.nextInt(4) > 0) fields.add("securityContext: {" + ofPod() + "}");
        names = new ArrayList<>(List.of("a", "b-1", "0", "web", "z-z", "a1", "y"));
        fields.add("containers: [" + containers(1 + random.nextInt(3), "") + "]");
        if (random.nextInt(3) == 0) {
            fields.add("initContainers: [" + containers(1 + random.nextInt(2), "restartPolicy: Always") + "]");
        }
        if (random.nextInt(2) == 0) fields.add("volumes: [" + volumes() + "]");
        annotate();
        return String.join(", ", fields);
    }

    private String volumes() {
        List<String> volumes = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            String source = dares() || random.nextInt(12) == 0 ? one(OTHER_VOLUMES) : one(FREE_VOLUMES);
            volumes.add("{name: v" + i + (source.isEmpty() ? "" : ", " + source) + "}");
        }
        return String.join(", ", volumes);
    }

    /** Seccomp annotations may be of containers that there are not. */
    private void annotate() {
        if (!seccompOfPod && dares()) {
            annotations.add("seccomp.security.alpha.kubernetes.io/pod: " + one(ANNOTATED));
        }
        if (dares()) seccompAnnotation(names.getFirst());
        if (dares()) annotations.add("example.com/note: " + one(STRANGE));
    }

    private void seccompAnnotation(String container) {
        String value = random.nextInt(4) == 0 ? "docker/default" : one(ANNOTATED);
        annotations.add("container.seccomp.security.alpha.kubernetes.io/" + container + ": " + value);
    }

    private String ofPod() {
        List<String> fields = new ArrayList<>();
        seccompOfPod = common(fields);
        if (hostProcess) fields.add("windowsOptions: {hostProcess: true}");
        if (windows) return String.join(", ", fields);
        if (dares()) {
            fields.add("appArmorProfile: " + one(APPARMOR));
            appArmorOfPod = true;
        }
        if (dares()) {
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) names.add(one(SYSCTLS));
            fields.add("sysctls: ["
                    + String.join(
                            ", ",
                            names.stream()
                                    .distinct()
                                    .filter(name -> !(name.startsWith("net") ? hostNetwork : hostIpc))
                                    .map(name -> "{name: " + name + ", value: '1'}")
                                    .toList())
                    + "]");
        }
        return String.join(", ", fields);
    }

    /** What both a pod and a container may set; whether that is a profile of seccomp. */
    private boolean common(List<String> fields) {
        if (random.nextInt(4) > 0) fields.add("runAsNonRoot: " + !dares());
        if (windows) {
            if (!hostProcess && dares()) fields.add("windowsOptions: {hostProcess: false}");
            return false;
        }
        if (dares()) fields.add("runAsUser: " + one(List.of("0", "1", "1000")));
        boolean seccomp = random.nextInt(4) > 0;
        if (seccomp) {
            fields.add("seccompProfile: " + (dares() ? one(SECCOMP) : "{type: RuntimeDefault}"));
        }
        if (dares()) fields.add("seLinuxOptions: {" + seLinux() + "}");
        if (!linux && !hostProcess && dares()) fields.add("windowsOptions: {runAsUserName: app}");
        return seccomp;
    }

    private String seLinux() {
        List<String> fields = new ArrayList<>();
        if (random.nextInt(4) > 0) fields.add("type: " + (dares() ? one(STRANGE) : "'" + one(SELINUX) + "'"));
        if (random.nextInt(4) == 0) fields.add("user: " + one(List.of("''", "system_u", "u")));
        if (random.nextInt(4) == 0) fields.add("role: " + one(List.of("''", "system_r", "r")));
        if (random.nextInt(3) == 0) fields.add("level: 's0:c1,c2'");
        return String.join(", ", fields);
    }

    private String containers(int count, String sidecar) {
        List<String> containers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = names.remove(random.nextInt(names.size()));
            List<String> fields = new ArrayList<>(List.of("name: '" + name + "'", "image: nginx"));
            boolean runs = sidecar.isEmpty() || random.nextBoolean();
            if (runs && !sidecar.isEmpty()) fields.add(sidecar);
            if (runs) handlers(fields);
            if (random.nextInt(3) == 0) fields.add("ports: [" + ports() + "]");
            boolean appArmor = false;
            boolean seccomp = false;
            if (random.nextInt(10) > 0) {
                List<String> settings = new ArrayList<>();
                seccomp = common(settings);
                if (!windows) appArmor = ofLinux(settings);
                fields.add("securityContext: {" + String.join(", ", settings) + "}");
            }
            // Where there is a field, too, they would have to agree.
            if (!seccomp && dares()) seccompAnnotation(name);
            if (!windows && !appArmor && (!appArmorOfPod || random.nextInt(8) == 0) && dares()) {
                annotations.add("container.apparmor.security.beta.kubernetes.io/" + name + ": " + one(ANNOTATED));
            }
            containers.add("{" + String.join(", ", fields) + "}");
        }
        return String.join(", ", containers);
    }

    /** What a container of Linux may set; whether that is a profile of AppArmor. */
    private boolean ofLinux(List<String> fields) {
        boolean privileged = dares();
        List<String> added = new ArrayList<>();
        if (dares() || random.nextInt(8) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                added.add(random.nextInt(8) == 0 ? one(STRANGE) : one(CAPABILITIES));
            }
        }
        boolean gains = privileged || added.contains("SYS_ADMIN") || added.contains("CAP_SYS_ADMIN");
        if (gains) {
            if (random.nextBoolean()) fields.add("allowPrivilegeEscalation: true");
        } else if (random.nextInt(8) > 0) {
            fields.add("allowPrivilegeEscalation: " + dares());
        }
        if (privileged) fields.add("privileged: true");
        else if (dares()) fields.add("privileged: false");
        List<String> capabilities = new ArrayList<>();
        if (!added.isEmpty()) capabilities.add("add: [" + String.join(", ", added) + "]");
        if (random.nextInt(8) > 0) {
            capabilities.add("drop: ["
                    + (dares()
                            ? one(List.of("NET_RAW", "all", "CAP_ALL", "NET_RAW, ALL", "ALL, ALL", ""))
                            : one(List.of("ALL")))
                    + "]");
        }
        if (!capabilities.isEmpty() || dares()) fields.add("capabilities: {" + String.join(", ", capabilities) + "}");
        if (dares() || (userNamespace && random.nextInt(3) == 0)) {
            fields.add("procMount: " + (userNamespace ? "Unmasked" : "Default"));
        }
        if (dares()) fields.add("readOnlyRootFilesystem: true");
        if (!dares()) return false;
        fields.add("appArmorProfile: " + one(APPARMOR));
        return true;
    }

    private void handlers(List<String> fields) {
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (dares()) fields.add(probe + ": {" + handler() + "}");
        }
        List<String> hooks = new ArrayList<>();
        for (String hook : List.of("postStart", "preStop")) {
            if (dares()) hooks.add(hook + ": {" + handler() + "}");
        }
        if (!hooks.isEmpty()) fields.add("lifecycle: {" + String.join(", ", hooks) + "}");
    }

    private String handler() {
        String host = random.nextInt(3) > 0
                ? ""
                : ", host: "
                        + (random.nextInt(4) == 0
                                ? one(STRANGE)
                                : one(List.of("127.0.0.1", "'::1'", "localhost", "''", "example.com")));
        return switch (random.nextInt(4)) {
            case 0 -> "exec: {command: [a]}";
            case 1 -> "tcpSocket: {port: 80" + host + "}";
            default -> "httpGet: {path: /, port: 80" + host + "}";
        };
    }

    private String ports() {
        List<String> ports = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            port += 1 + random.nextInt(2500);
            List<String> fields = new ArrayList<>(List.of("containerPort: " + port));
            if (dares()) fields.add("hostPort: " + (hostNetwork ? port : one(List.of(port, 0, port + 40_000))));
            if (dares()) fields.add("protocol: " + one(List.of("TCP", "UDP", "SCTP")));
            ports.add("{" + String.join(", ", fields) + "}");
        }
        return String.join(", ", ports);
    }

    private boolean dares() {
        return random.nextInt(100) < daring;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
