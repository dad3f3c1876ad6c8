package dev.leastwise.podsecurity;

import java.util.ArrayList;
import java.util.List;

/** Which controls there are at which version: those that refuse a pod with which everything is wrong. */
final class Timeline {

    static final int NEWEST = 37;

    static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: everything
              annotations:
                seccomp.security.alpha.kubernetes.io/pod: unconfined
            spec:
              hostPID: true
              securityContext:
                appArmorProfile: {type: Unconfined}
                seccompProfile: {type: Unconfined}
                seLinuxOptions: {user: u}
                sysctls: [{name: kernel.sem, value: "1"}]
                windowsOptions: {hostProcess: true}
                runAsUser: 0
                runAsNonRoot: false
              containers:
              - name: a
                image: i
                ports: [{containerPort: 80, hostPort: 80}]
                livenessProbe: {tcpSocket: {port: 80, host: h}}
                securityContext: {privileged: true, procMount: Unmasked, capabilities: {add: [SYS_ADMIN]}}
              volumes: [{name: v, hostPath: {path: /}}]
            """;

    /** The ids of the controls of a level at a minor version, in the order of messages. */
    static List<String> controls(Level level, int minor) {
        List<String> ids = new ArrayList<>();
        boolean restricted = level == Level.RESTRICTED;
        if (level == Level.PRIVILEGED) return ids;
        ids.add("appArmorProfile");
        if (!restricted || minor < 22) ids.add("capabilities_baseline");
        ids.add("hostNamespaces");
        if (!restricted) ids.add("hostPathVolumes");
        ids.add("hostPorts");
        if (minor >= 34) ids.add("hostProbesAndHostLifecycle");
        ids.add("privileged");
        if (!restricted || minor < 35) ids.add("procMount");
        ids.add("seLinuxOptions");
        if (!restricted || minor < 19) ids.add("seccompProfile_baseline");
        ids.add("sysctls");
        ids.add("windowsHostProcess");
        if (!restricted) return ids;
        if (minor >= 8) ids.add("allowPrivilegeEscalation");
        if (minor >= 22) ids.add("capabilities_restricted");
        if (minor >= 35) ids.add("procMount_restricted");
        ids.add("restrictedVolumes");
        ids.add("runAsNonRoot");
        if (minor >= 23) ids.add("runAsUser");
        if (minor >= 19) ids.add("seccompProfile_restricted");
        return ids;
    }

    private Timeline() {}
}
