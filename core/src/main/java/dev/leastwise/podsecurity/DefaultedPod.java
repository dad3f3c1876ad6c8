package dev.leastwise.podsecurity;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ProfileAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A workload's pod as Pod Security gets it: after the API server has filled in what was left out. */
final class DefaultedPod {

    private static final String UNCONFINED = "Unconfined";

    /** A port of the node that a container takes, and the setting by which it does. */
    record HostPort(String number, KubeNode place) {}

    /** The type of an AppArmor profile, and the setting that names it. */
    record AppArmor(String type, KubeNode place) {}

    private final Workload workload;
    private final KubeNode securityContext;
    private final KubeNode annotations;
    private final boolean windows;
    private final boolean userNamespace;
    private final List<PodContainer> containers;

    DefaultedPod(Workload workload) {
        this.workload = workload;
        this.securityContext = workload.pod("securityContext");
        this.windows = workload.isWindows();
        this.userNamespace = workload.pod("hostUsers").isFalse();
        this.annotations = workload.podMetadata().get("annotations");
        List<PodContainer> all = new ArrayList<>(workload.containers().size());
        for (Container container : workload.containers()) all.add(PodContainer.of(container));
        this.containers = all;
    }

    /** Whether it is a pod, not a template of pods. */
    boolean isPod() {
        return workload.isPod();
    }

    /** Init containers, containers and ephemeral containers, in this order. */
    List<PodContainer> containers() {
        return containers;
    }

    /** A field of the pod spec. */
    KubeNode field(String name) {
        return workload.pod(name);
    }

    /** A field of the pod's security context. */
    KubeNode setting(String field) {
        return Fields.get(securityContext, field);
    }

    List<KubeNode> volumes() {
        return Fields.items(field("volumes"));
    }

    KubeNode annotations() {
        return annotations;
    }

    boolean isWindows() {
        return windows;
    }

    boolean hasUserNamespace() {
        return userNamespace;
    }

    /**
     * Whether all of the pod is known. What only changes a pod that stands elsewhere can be refused for what it sets, not
     * for what it leaves out.
     */
    boolean isWhole() {
        return !workload.partial() && !containers.isEmpty();
    }

    /** Whether a setting can be judged: it is set, or it is known not to be. */
    boolean tells(KubeNode setting) {
        return setting.exists() || isWhole();
    }

    Optional<AppArmor> appArmor() {
        return appArmor(setting("appArmorProfile"));
    }

    /** The container's AppArmor profile, which in a pod may come of the deprecated annotation. */
    Optional<AppArmor> appArmor(PodContainer container) {
        KubeNode profile = container.setting("appArmorProfile");
        if (profile.exists() || !annotations.exists()) return appArmor(profile);
        KubeNode annotation = annotations.get(ProfileAnnotations.APPARMOR + container.name());
        return becomesField(annotation) ? Optional.of(new AppArmor(UNCONFINED, annotation)) : Optional.empty();
    }

    private static Optional<AppArmor> appArmor(KubeNode profile) {
        if (!profile.exists()) return Optional.empty();
        return Optional.of(new AppArmor(Fields.text(profile, "type"), Fields.get(profile, "type")));
    }

    /**
     * Whether the API server makes a field of the annotation, which it does unless the pod's field says the same
     * (pkg/registry/core/pod strategy.go applyAppArmorVersionSkew). Only this value is ever forbidden as a field.
     */
    private boolean becomesField(KubeNode annotation) {
        if (!isPod() || isWindows() || !Fields.text(annotation).equals("unconfined")) return false;
        KubeNode ofPod = setting("appArmorProfile");
        return !Fields.text(Fields.get(ofPod, "type")).equals(UNCONFINED)
                || Fields.get(ofPod, "localhostProfile").exists();
    }

    /** In a pod of the host's network every port is one (pkg/apis/core/v1 defaults.go SetDefaults_Pod). */
    List<HostPort> hostPorts(PodContainer container) {
        List<KubeNode> written = Fields.items(Fields.get(container.node(), "ports"));
        if (written.isEmpty()) return List.of();
        KubeNode hostNetwork = field("hostNetwork");
        boolean defaulted = isPod() && container.role() != Role.EPHEMERAL && Fields.isTrue(hostNetwork);
        List<HostPort> ports = new ArrayList<>();
        for (KubeNode port : written) {
            KubeNode own = Fields.get(port, "hostPort");
            if (Fields.isNonZero(own)) ports.add(new HostPort(Fields.text(own), own));
            else if (defaulted && Fields.isNonZero(port.get("containerPort"))) {
                ports.add(new HostPort(Fields.text(port.get("containerPort")), hostNetwork));
            }
        }
        return ports;
    }
}
