package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.Optional;
import java.util.function.Function;

/**
 * What decides the grants of one container: its workload, the target and what is known of its image.
 *
 * @param image empty where no image was given
 * @param accounts the ServiceAccounts of the input
 */
record Granting(
        Workload workload, Container container, Target target, Optional<ImageFacts> image, ServiceAccounts accounts) {

    /** Computes everything that a container is granted. */
    Privileges privileges() {
        Identity identity = Identity.of(this);
        Confinement confinement = new Confinement(this);
        HostAccess host = new HostAccess(this);
        return new Privileges(
                identity.user(),
                identity.group(),
                identity.supplementalGroups(),
                identity.fsGroup(),
                flag(inherited("runAsNonRoot"), "runAsNonRoot is false where it is not set"),
                ProgramCapabilities.over(
                        CapabilityGrant.of(this, identity.user()), this, identity, confinement.noNewPrivileges()),
                confinement.noNewPrivileges(),
                confinement.seccomp(),
                confinement.appArmor(),
                confinement.seLinux(),
                flag(
                        container.setting("readOnlyRootFilesystem"),
                        "the root file system is writable where it is not set"),
                flag(container.setting("privileged"), "privileged is false where it is not set"),
                confinement.maskedPaths(),
                confinement.readOnlyPaths(),
                host.devices(),
                host.sysctls(),
                host.hostNetwork(),
                host.hostPid(),
                host.hostIpc(),
                host.hostPorts(),
                host.userNamespace(),
                host.processNamespace(),
                host.serviceAccountToken(),
                Volumes.of(this),
                Limiting.of(this));
    }

    /** A container's own setting, else the pod's (kubernetes pkg/securitycontext DetermineEffectiveSecurityContext). */
    KubeNode inherited(String field) {
        KubeNode own = container.setting(field);
        if (own.exists()) return own;
        KubeNode pods = workload.podSetting(field);
        return pods.exists() ? pods : own;
    }

    /** The privileged flag where it is true. */
    Optional<KubeNode> privileged() {
        KubeNode flag = container.setting("privileged");
        return flag.isTrue() ? Optional.of(flag) : Optional.empty();
    }

    /** A boolean setting whose default is false. */
    Value<Boolean> flag(KubeNode node, String otherwise) {
        if (!node.exists()) return absent(false, otherwise);
        return manifest(node, KubeNode::bool);
    }

    /** What holds where the manifest is silent; not to be known where it only changes a pod that stands elsewhere. */
    <T> Value<T> absent(T value, String otherwise) {
        if (workload.partial() || container.partial()) return new Unknown<>(Missing.manifest());
        return new Known<>(value, new Origin.TargetDefault(otherwise));
    }

    /** What a line of the manifest says; not to be known where it is of a type that Kubernetes refuses. */
    static <T> Value<T> manifest(KubeNode node, Function<KubeNode, Optional<T>> read) {
        Optional<T> value = read.apply(node);
        if (value.isEmpty()) return new Unknown<>(Missing.manifest());
        return new Known<>(value.get(), new Origin.Manifest(node));
    }

    /** What another setting forces, over the line that it makes void. */
    static <T> Value<T> forced(T value, String by, KubeNode setting, KubeNode overridden) {
        Optional<KubeNode> overrides = overridden.exists() ? Optional.of(overridden) : Optional.empty();
        return new Known<>(value, new Origin.Forced(by, setting, overrides));
    }
}
