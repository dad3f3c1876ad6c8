package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import java.util.List;

/** What is refused of the pod spec: ValidatePodSpec and what it calls. */
final class PodValidation {

    /** Before v1.33 the gates are off and the server drops hostUsers, procMount and the policies (pkg/api/pod/util.go). */
    static final int USER_NAMESPACES_SINCE = 33;

    private static final List<String> VOLUME_TYPES = List.of(
            "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");

    private final Workload workload;
    private final KubeNode pod;
    private final KubeNode context;
    private final Refusals refusals;

    PodValidation(Workload workload, Refusals refusals) {
        this.workload = workload;
        this.pod = workload.podSpec();
        this.context = pod.get("securityContext");
        this.refusals = refusals;
    }

    void validate() {
        validateContext();
        validateHostUsers();
        validateVolumes();
        validateEphemeralContainers();
        ContainerValidation containers = new ContainerValidation(workload, refusals);
        for (Container container : workload.containers()) containers.validate(container);
        new WindowsValidation(workload, refusals).validate();
        KubeNode shared = pod.get("shareProcessNamespace");
        if (shared.isTrue() && pod.get("hostPID").isTrue()) {
            refusals.invalid(shared, "true", "ShareProcessNamespace and HostPID cannot both be enabled");
        }
    }

    private void validateContext() {
        if (!context.exists()) return;
        IdValidation.validate(context.get("fsGroup"), refusals);
        IdValidation.validate(context.get("runAsUser"), refusals);
        IdValidation.validate(context.get("runAsGroup"), refusals);
        for (KubeNode group : context.get("supplementalGroups").items()) IdValidation.validate(group, refusals);
        SysctlValidation.validate(pod, refusals);
        refusals.oneOf(context.get("fsGroupChangePolicy"), List.of("Always", "OnRootMismatch"));
        ProfileValidation.seccomp(context.get("seccompProfile"), refusals);
        ProfileValidation.appArmor(context.get("appArmorProfile"), refusals);
        if (refusals.since(USER_NAMESPACES_SINCE)) {
            refusals.oneOf(context.get("supplementalGroupsPolicy"), List.of("Merge", "Strict"));
            refusals.oneOf(context.get("seLinuxChangePolicy"), List.of("MountOption", "Recursive"));
        }
    }

    /** The server writes two of these fields with a capital letter. */
    private void validateHostUsers() {
        if (!pod.get("hostUsers").isFalse() || !refusals.since(USER_NAMESPACES_SINCE)) return;
        boolean worded = refusals.since(34);
        String detail = worded ? "when `hostUsers` is false" : "when `pod.Spec.HostUsers` is false";
        KubeNode network = pod.get("hostNetwork");
        if (network.isTrue()) refusals.forbidden(network, detail);
        KubeNode pid = pod.get("hostPID");
        if (pid.isTrue()) refusals.forbidden(pid, pod.path() + ".HostPID", detail);
        KubeNode ipc = pod.get("hostIPC");
        if (ipc.isTrue()) refusals.forbidden(ipc, pod.path() + ".HostIPC", detail);
        if (!worded) return;
        for (Container container : workload.containers()) {
            KubeNode devices = container.node().get("volumeDevices");
            if (!devices.items().isEmpty()) refusals.forbidden(devices, detail);
        }
    }

    private void validateVolumes() {
        for (KubeNode volume : pod.get("volumes").items()) {
            KubeNode hostPath = volume.get("hostPath");
            if (!hostPath.exists()) continue;
            KubeNode path = hostPath.get("path");
            String text = path.text().orElse("");
            if (text.isEmpty()) {
                refusals.required(path);
                continue;
            }
            if (hasBackstep(text)) refusals.invalid(path, GoText.quoted(text), "must not contain '..'");
            refusals.oneOf(hostPath.get("type"), VOLUME_TYPES);
        }
    }

    /** Whether a path goes up somewhere. */
    static boolean hasBackstep(String path) {
        int start = 0;
        while (true) {
            int end = path.indexOf('/', start);
            if (end < 0) return path.substring(start).equals("..");
            if (end == start + 2 && path.startsWith("..", start)) return true;
            start = end + 1;
        }
    }

    private void validateEphemeralContainers() {
        boolean any = false;
        for (Container container : workload.containers()) any |= container.role() == Role.EPHEMERAL;
        if (!any) return;
        refusals.forbidden(
                pod.get("ephemeralContainers"),
                workload.isPod() ? "cannot be set on create" : "ephemeral containers not allowed in pod template");
    }
}
