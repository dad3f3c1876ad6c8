package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Missing;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Unknown;
import dev.leastwise.sandbox.pod.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the kubelet of this machine refuses of a pod that others may take, in its words. */
final class PodRefusals {

    private static final String KUBELET = "the kubelet refuses the pod: ";

    static void check(Workload workload, Target target) {
        if (workload.isWindows()) {
            throw new RunError("it is a pod of Windows, which cannot be run here", "run one of Linux");
        }
        for (KubeNode sysctl : workload.podSetting("sysctls").items()) {
            checkSysctl(sysctl.get("name"), target);
        }
        KubeNode hostUsers = workload.pod("hostUsers");
        if (hostUsers.isFalse()) {
            throw new Refused(
                    hostUsers,
                    KUBELET + "can't set `spec.hostUsers: false`, runtime does not support user namespaces",
                    "take it out to run the pod here");
        }
    }

    private static void checkSysctl(KubeNode name, Target target) {
        String dotted = Sysctls.dotted(name.text().orElse(""));
        if (Sysctls.isSafe(dotted, target.kubernetes())) return;
        throw new Refused(
                name,
                KUBELET + "forbidden sysctl: \"" + dotted + "\" not allowlisted",
                "take it out, and allow it to the kubelets that are to take it: --allowed-unsafe-sysctls");
    }

    /** Custom resources and patches may leave open what a container cannot be started without. */
    static void checkKnown(String container, Privileges privileges) {
        Map<String, Value<?>> needed = new LinkedHashMap<>();
        needed.put("user", privileges.user());
        needed.put("group", privileges.group());
        needed.put("supplemental groups", privileges.supplementalGroups());
        privileges.supplementalGroups().known().ifPresent(groups -> needed.put("groups", groups.fromImage()));
        needed.put("capabilities", privileges.capabilities());
        needed.put("allowPrivilegeEscalation", privileges.noNewPrivileges());
        needed.put("seccomp profile", privileges.seccomp());
        needed.put("readOnlyRootFilesystem", privileges.readOnlyRootFilesystem());
        needed.put("privileged", privileges.privileged());
        needed.put("masked paths", privileges.maskedPaths());
        needed.put("read-only paths", privileges.readOnlyPaths());
        needed.put("devices", privileges.devices());
        needed.put("sysctls", privileges.sysctls());
        needed.put("process namespace", privileges.processNamespace());
        needed.put("limits", privileges.limits());
        needed.forEach((what, value) -> {
            if (value instanceof Unknown<?>(Missing missing)) {
                throw new RunError(
                        "container \"" + container + "\": its " + what + " cannot be known", missing.remedy());
            }
        });
    }

    private PodRefusals() {}
}
