package dev.leastwise.privilege;

import static dev.leastwise.privilege.Capability.AUDIT_WRITE;
import static dev.leastwise.privilege.Capability.CHOWN;
import static dev.leastwise.privilege.Capability.DAC_OVERRIDE;
import static dev.leastwise.privilege.Capability.FOWNER;
import static dev.leastwise.privilege.Capability.FSETID;
import static dev.leastwise.privilege.Capability.KILL;
import static dev.leastwise.privilege.Capability.MKNOD;
import static dev.leastwise.privilege.Capability.NET_BIND_SERVICE;
import static dev.leastwise.privilege.Capability.NET_RAW;
import static dev.leastwise.privilege.Capability.SETFCAP;
import static dev.leastwise.privilege.Capability.SETGID;
import static dev.leastwise.privilege.Capability.SETPCAP;
import static dev.leastwise.privilege.Capability.SETUID;
import static dev.leastwise.privilege.Capability.SYS_CHROOT;

import java.util.Optional;

/** The container runtimes and the defaults in which they differ. */
public enum ContainerRuntime {
    /** containerd pkg/oci/spec.go defaultUnixCaps; internal/cri/config EnableUnprivilegedPorts. */
    CONTAINERD2("containerd2", "containerd 2", Defaults.DOCKER, true),
    CONTAINERD1_7("containerd1.7", "containerd 1.7", Defaults.DOCKER, false),
    /** cri-o internal/config/capabilities. */
    CRI_O("cri-o", "CRI-O", Defaults.CRI_O, false),
    /** containers-common containers.conf default_capabilities. */
    PODMAN("podman", "podman", Defaults.PODMAN, false);

    private final String id;
    private final String title;
    private final long defaultCapabilities;
    private final boolean unprivilegedPorts;

    ContainerRuntime(String id, String title, CapabilitySet defaultCapabilities, boolean unprivilegedPorts) {
        this.id = id;
        this.title = title;
        this.defaultCapabilities = defaultCapabilities.bits();
        this.unprivilegedPorts = unprivilegedPorts;
    }

    public static Optional<ContainerRuntime> of(String id) {
        for (ContainerRuntime runtime : values()) {
            if (runtime.id.equals(id)) return Optional.of(runtime);
        }
        return Optional.empty();
    }

    /** The name on the command line and in JSON. */
    public String id() {
        return id;
    }

    /** The name in messages. */
    public String title() {
        return title;
    }

    /** What a container gets that asks for nothing. */
    public CapabilitySet defaultCapabilities() {
        return new CapabilitySet(defaultCapabilities);
    }

    /** Whether pods without the host's network may bind every port and ping without a capability. */
    public boolean unprivilegedPorts() {
        return unprivilegedPorts;
    }

    /** Whether {@code CAP_NET_ADMIN} in a manifest means NET_ADMIN: containerd prefixes {@code CAP_} to any name. */
    public boolean takesCapPrefix() {
        return this == CRI_O || this == PODMAN;
    }

    /** Whether adding a capability that does not exist keeps the container from being created. */
    public boolean refusesUnknownCapability() {
        return this == CRI_O || this == PODMAN;
    }

    /** Whether it gives pods user namespaces, as the kubelet asks it (containerd does since 2.0). */
    public boolean userNamespaces() {
        return this != CONTAINERD1_7;
    }

    /** Whether it heeds {@code supplementalGroupsPolicy: Strict} (containerd does since 2.0, CRI-O since 1.31). */
    public boolean strictSupplementalGroups() {
        return this != CONTAINERD1_7;
    }

    /** Whether it makes no sandbox for a pod that has a group and no user (containerd internal/cri/server generateUserString). */
    public boolean refusesGroupAlone() {
        return this == CONTAINERD2 || this == CONTAINERD1_7;
    }

    /** The sets of default capabilities. */
    private static final class Defaults {

        private static final CapabilitySet CRI_O =
                CapabilitySet.of(CHOWN, DAC_OVERRIDE, FSETID, FOWNER, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, KILL);

        private static final CapabilitySet DOCKER = new CapabilitySet(CRI_O.bits()
                | CapabilitySet.of(MKNOD, NET_RAW, SETFCAP, SYS_CHROOT, AUDIT_WRITE)
                        .bits());

        private static final CapabilitySet PODMAN = new CapabilitySet(
                CRI_O.bits() | CapabilitySet.of(SETFCAP, SYS_CHROOT).bits());

        private Defaults() {}
    }
}
