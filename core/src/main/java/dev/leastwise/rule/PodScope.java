package dev.leastwise.rule;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;
import java.util.List;

/**
 * A workload as rules see it.
 *
 * @param containers its containers with what they are granted, in the order init containers, containers, ephemeral ones
 */
public record PodScope(Workload workload, Target target, List<ContainerScope> containers) {

    public Manifest manifest() {
        return workload.manifest();
    }

    /** A field of the pod spec. */
    public KubeNode pod(String field) {
        return workload.pod(field);
    }

    public boolean isWindows() {
        return workload.isWindows();
    }

    public boolean hostNetwork() {
        return workload.pod("hostNetwork").isTrue();
    }

    /** Whether the pod uses the node's own where a sysctl is set for a network or IPC namespace: it is then refused. */
    public boolean hasHostNamespaceOf(String dottedSysctl) {
        return switch (Sysctls.scope(dottedSysctl)) {
            case NET -> hostNetwork();
            case IPC -> workload.pod("hostIPC").isTrue();
            case NODE -> false;
        };
    }
}
