package dev.leastwise.report;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.kube.Role;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Target;
import java.util.List;
import java.util.Optional;

/**
 * What one container is granted, and by what.
 *
 * @param byShape whether the pod template was found by its shape, not by what is known of the kind
 * @param image the image as written
 */
public record Explanation(
        String file,
        ObjectName object,
        boolean byShape,
        String container,
        Role role,
        Optional<String> image,
        Privileges privileges,
        Target target) {

    /** Its settings in the order in which they are shown. */
    List<Setting> settings() {
        Privileges p = privileges;
        return List.of(
                new Setting("user", p.user()),
                new Setting("group", p.group()),
                new Setting("supplementalGroups", p.supplementalGroups()),
                new Setting("fsGroup", p.fsGroup()),
                new Setting("runAsNonRoot", p.runAsNonRoot()),
                new Setting("capabilities", p.capabilities()),
                new Setting("noNewPrivileges", p.noNewPrivileges()),
                new Setting("seccomp", p.seccomp()),
                new Setting("appArmor", p.appArmor()),
                new Setting("seLinux", p.seLinux()),
                new Setting("readOnlyRootFilesystem", p.readOnlyRootFilesystem()),
                new Setting("privileged", p.privileged()),
                new Setting("maskedPaths", p.maskedPaths()),
                new Setting("readOnlyPaths", p.readOnlyPaths()),
                new Setting("devices", p.devices()),
                new Setting("sysctls", p.sysctls()),
                new Setting("hostNetwork", p.hostNetwork()),
                new Setting("hostPID", p.hostPid()),
                new Setting("hostIPC", p.hostIpc()),
                new Setting("hostPorts", p.hostPorts()),
                new Setting("userNamespace", p.userNamespace()),
                new Setting("processNamespace", p.processNamespace()),
                new Setting("serviceAccountToken", p.serviceAccountToken()),
                new Setting("volumes", p.volumes()),
                new Setting("limits", p.limits()));
    }
}
