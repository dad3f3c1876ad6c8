package dev.leastwise.fix;

import java.util.List;
import java.util.Random;

/** Workloads with settings in wrong places, under wrong names, of wrong types and written twice, mixed at random. */
record RandomMistakes(Random random) {

    private static final List<String> SETTINGS = List.of(
            "runAsUser: 0",
            "runAsUser: 101",
            "runAsUser: \"101\"",
            "rootAsUser: 1000",
            "run_as_user: 0",
            "runAsGroup: 101",
            "runAsGroup: '0'",
            "runAsNonRoot: true",
            "runAsNonroot: true",
            "runAsNonRoot: false",
            "runAsRoot: false",
            "fsGroup: 2000",
            "fsgroup: 2000",
            "supplementalGroups: [0, 3000]",
            "supplementalGroups: 3000",
            "readOnlyRootFilesystem: true",
            "readOnlyRootFileSystem: true",
            "readOnlyRootFilesystem: \"true\"",
            "allowPrivilegeEscalation: false",
            "allowPrivilegeEscalation: true",
            "allowPrivilegeEscalation: \"false\"",
            "allowPrivilegedEscalation: false",
            "privileged: true",
            "privileged: \"true\"",
            "privileged: false",
            "privilege: true",
            "capabilities: {drop: [ALL]}",
            "capabilities: {add: [NET_ADMIN]}",
            "capabilities: {add: NET_ADMIN, drop: ALL}",
            "drop: [ALL]",
            "drop: [all]",
            "drop: [CAP_NET_RAW, KILL]",
            "drop: ALL",
            "drops: [ALL]",
            "add: [NET_BIND_SERVICE]",
            "add: [NET_ADMIN, CHOWN]",
            "add: [CAP_SYS_TIME, NET_BIND_SERVICE, SYS_EVERYTHING]",
            "add: [ALL]",
            "seccompProfile: {type: RuntimeDefault}",
            "seccompProfile: {type: runtimedefault}",
            "seccompProfile: {type: Unconfined}",
            "seccompProfile: {typ: RuntimeDefault}",
            "seccompProfile: RuntimeDefault",
            "seccompprofile: {type: Localhost, localhostProfile: a.json}",
            "appArmorProfile: {type: RuntimeDefault}",
            "procMount: Unmasked",
            "procMount: default",
            "sysctls: [{name: kernel.shm_rmid_forced, value: \"1\"}]",
            "hostNetwork: true",
            "hostNetwork: false",
            "hostPID: \"true\"",
            "hostipc: true",
            "hostUsers: false",
            "hostUsers: \"false\"",
            "shareProcessNamespace: true",
            "automountServiceAccountToken: false",
            "automountServiceAccountToken: \"false\"",
            "automountserviceaccounttoken: true",
            "os: {name: windows}",
            "securityContext: {runAsUser: 102, drop: [ALL]}",
            "securitycontext: {readOnlyRootFilesystem: true, add: [SYS_TIME]}",
            "imagePullPolicy: Always",
            "colour: green");

    private static final List<String> ANNOTATIONS = List.of(
            "seccomp.security.alpha.kubernetes.io/pod: runtime/default",
            "seccomp.security.alpha.kubernetes.io/pod: unconfined",
            "container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json",
            "container.apparmor.security.beta.kubernetes.io/app: runtime/default",
            "container.apparmor.security.beta.kubernetes.io/prepare: localhost/web",
            "security.alpha.kubernetes.io/sysctls: kernel.shm_rmid_forced=1",
            "kubernetes.io/psp: restricted",
            "prometheus.io/scrape: true",
            "team: shop");

    String next() {
        StringBuilder out = new StringBuilder();
        String indent = switch (random.nextInt(3)) {
            case 0 -> {
                out.append("apiVersion: v1\nkind: Pod\n");
                yield "";
            }
            case 1 -> {
                out.append("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n");
                yield "    ";
            }
            default -> {
                out.append("apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: web\nspec:\n  jobTemplate:\n");
                out.append("    spec:\n      template:\n");
                yield "        ";
            }
        };
        out.append(indent).append("metadata:\n").append(indent).append("  name: web\n");
        section(out, indent + "  ", "annotations:", ANNOTATIONS);
        out.append(indent).append("spec:\n");
        settings(out, indent + "  ", 2);
        section(out, indent + "  ", "securityContext:", SETTINGS);
        if (random.nextBoolean()) {
            out.append(indent).append("  initContainers:\n");
            container(out, indent + "  ", "prepare");
        }
        out.append(indent).append("  containers:\n");
        container(out, indent + "  ", "app");
        if (random.nextInt(3) == 0) container(out, indent + "  ", "log");
        return out.toString();
    }

    private void container(StringBuilder out, String indent, String name) {
        out.append(indent).append("- name: ").append(name).append('\n');
        out.append(indent).append("  image: nginx\n");
        settings(out, indent + "  ", 2);
        section(out, indent + "  ", "securityContext:", SETTINGS);
    }

    private void section(StringBuilder out, String indent, String key, List<String> lines) {
        if (random.nextInt(3) == 0) return;
        out.append(indent).append(key).append(random.nextInt(6) == 0 ? " # hardened\n" : "\n");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) line(out, indent + "  ", lines);
    }

    private void settings(StringBuilder out, String indent, int most) {
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) line(out, indent, SETTINGS);
    }

    private void line(StringBuilder out, String indent, List<String> lines) {
        if (random.nextInt(8) == 0) out.append(indent).append("# why\n");
        out.append(indent).append(lines.get(random.nextInt(lines.size())));
        out.append(random.nextInt(8) == 0 ? " # ours\n" : "\n");
    }
}
