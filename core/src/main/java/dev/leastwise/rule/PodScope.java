package dev.leastwise.rule;

import dev.leastwise.finding.Fix;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A workload as rules see it, with its containers and what they are granted. */
public final class PodScope {

    private final Workload workload;
    private final Target target;
    private final List<ContainerScope> containers;
    private final Optional<BiConsumer<Manifest, Fix>> fixListener;
    private final Map<String, ContainerScope> byPath = new HashMap<>();

    private PodScope(
            Workload workload,
            Target target,
            List<ContainerScope> containers,
            Optional<BiConsumer<Manifest, Fix>> fixListener) {
        this.workload = workload;
        this.target = target;
        this.containers = Collections.unmodifiableList(containers);
        this.fixListener = fixListener;
    }

    /**
     * What its containers are granted.
     *
     * @param fixListener who asks how what is found can be mended
     */
    static PodScope of(
            Workload workload, Grants grants, Settings settings, Optional<BiConsumer<Manifest, Fix>> fixListener) {
        List<ContainerScope> containers = new ArrayList<>(workload.containers().size());
        PodScope pod = new PodScope(workload, grants.target(), containers, fixListener);
        for (Container container : workload.containers()) {
            containers.add(new ContainerScope(
                    pod, container, grants.of(workload, container), grants.image(container), settings));
        }
        return pod;
    }

    public Workload workload() {
        return workload;
    }

    public Target target() {
        return target;
    }

    /** In the order init containers, containers, ephemeral ones. */
    public List<ContainerScope> containers() {
        return containers;
    }

    /** Its containers that have no such setting of their own. */
    public List<ContainerScope> inheriting(String field) {
        List<ContainerScope> inheriting = new ArrayList<>();
        for (ContainerScope container : containers) {
            if (!container.setting(field).exists()) inheriting.add(container);
        }
        return inheriting;
    }

    /** Whether it is a whole pod spec of Kubernetes' own type, so that every field of a pod can be written into it. */
    public boolean isWhole() {
        return workload.isPlainPod() && !workload.partial();
    }

    Optional<BiConsumer<Manifest, Fix>> fixListener() {
        return fixListener;
    }

    /** The container that a place lies in; empty where it is the pod's. */
    public Optional<ContainerScope> containerAround(KubeNode place) {
        if (byPath.isEmpty()) {
            for (ContainerScope scope : containers)
                byPath.putIfAbsent(scope.container().node().path(), scope);
        }
        for (KubeNode node = place; node != node.parent(); node = node.parent()) {
            Optional<ContainerScope> found = Optional.ofNullable(byPath.get(node.path()));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

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
