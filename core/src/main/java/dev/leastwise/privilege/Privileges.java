package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one container is granted, each value with what decided it.
 *
 * @param user the uid of its process
 * @param group its primary gid
 * @param supplementalGroups its further gids, of fsGroup and supplementalGroups
 * @param runAsNonRoot whether the kubelet refuses to start it as uid 0
 * @param noNewPrivileges whether execve gains nothing from setuid bits and file capabilities (PR_SET_NO_NEW_PRIVS)
 * @param maskedPaths the files of /proc and /sys that it cannot see
 * @param readOnlyPaths the folders of /proc that it cannot write
 * @param devices the devices beyond the runtime's own; {@link #ALL_DEVICES} for those of the host
 * @param userNamespace whether its uid 0 is another on the host
 * @param volumes what is mounted
 */
public record Privileges(
        Value<Long> user,
        Value<Long> group,
        Value<Groups> supplementalGroups,
        Value<Optional<Long>> fsGroup,
        Value<Boolean> runAsNonRoot,
        Value<Capabilities> capabilities,
        Value<Boolean> noNewPrivileges,
        Value<Profile> seccomp,
        Value<Profile> appArmor,
        Value<SeLinux> seLinux,
        Value<Boolean> readOnlyRootFilesystem,
        Value<Boolean> privileged,
        Value<Set<String>> maskedPaths,
        Value<Set<String>> readOnlyPaths,
        Value<Set<String>> devices,
        Value<Map<String, String>> sysctls,
        Value<Boolean> hostNetwork,
        Value<Boolean> hostPid,
        Value<Boolean> hostIpc,
        Value<Set<HostPort>> hostPorts,
        Value<Boolean> userNamespace,
        Value<ProcessNamespace> processNamespace,
        Value<Boolean> serviceAccountToken,
        Value<List<VolumeAccess>> volumes,
        Value<Limits> limits) {

    /** What a privileged container's devices are called. */
    public static final String ALL_DEVICES = "all devices of the host";

    /**
     * Supplementary gids.
     *
     * @param declared those of the manifest
     * @param fromImage those that the image's /etc/group gives to the user
     */
    public record Groups(Set<Long> declared, Value<Set<Long>> fromImage) {}

    /**
     * A seccomp or AppArmor profile.
     *
     * @param file the profile's name where the type is LOCALHOST, else empty
     */
    public record Profile(Type type, String file) {

        /** The types of the Kubernetes API, and the absence of the mechanism. */
        public enum Type {
            UNCONFINED("Unconfined"),
            RUNTIME_DEFAULT("RuntimeDefault"),
            LOCALHOST("Localhost"),
            NONE("None");

            private final String apiName;

            Type(String apiName) {
                this.apiName = apiName;
            }

            /** The name in manifests. */
            public String apiName() {
                return apiName;
            }
        }

        public static Profile of(Type type) {
            return new Profile(type, "");
        }

        /** The profile of a field {@code seccompProfile} or {@code appArmorProfile}; empty where it names none. */
        public static Optional<Profile> written(KubeNode field) {
            return switch (field.get("type").text().orElse("")) {
                case "Unconfined" -> Optional.of(of(Type.UNCONFINED));
                case "RuntimeDefault" -> Optional.of(of(Type.RUNTIME_DEFAULT));
                case "Localhost" ->
                    Optional.of(new Profile(
                            Type.LOCALHOST, field.get("localhostProfile").text().orElse("")));
                default -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            return file.isEmpty() ? type.apiName : type.apiName + " " + file;
        }
    }

    /**
     * An SELinux label; parts that are empty are the runtime's to choose.
     *
     * @param confined whether there is a label at all: a privileged container has none
     */
    public record SeLinux(String user, String role, String type, String level, boolean confined) {

        public static final SeLinux RUNTIME_DEFAULT = new SeLinux("", "", "", "");
        public static final SeLinux NONE = new SeLinux("", "", "", "", false);

        public SeLinux(String user, String role, String type, String level) {
            this(user, role, type, level, true);
        }

        /** Whether its type is the runtime's own choice, or one that the policy has for containers since long. */
        public boolean isForContainers() {
            return switch (type) {
                case "", "container_t", "container_init_t", "container_kvm_t" -> true;
                default -> false;
            };
        }

        SeLinux withType(String other) {
            return new SeLinux(user, role, other, level, confined);
        }
    }

    /** A port of the node that reaches the container. */
    public record HostPort(int port, String protocol) implements Comparable<HostPort> {

        @Override
        public int compareTo(HostPort other) {
            int byPort = Integer.compare(port, other.port);
            return byPort != 0 ? byPort : protocol.compareTo(other.protocol);
        }
    }

    /** Whose processes a container sees. */
    public enum ProcessNamespace {
        CONTAINER,
        /** Those of the container that an ephemeral one targets, too. */
        TARGET,
        POD,
        NODE
    }

    /**
     * A mounted volume.
     *
     * @param kind the field of the volume's source, such as {@code emptyDir} or {@code hostPath}
     * @param source the host path, claim or object that it shows, empty where there is none
     * @param propagation {@code None}, {@code HostToContainer} or {@code Bidirectional}
     */
    public record VolumeAccess(
            String name, String kind, String source, String mountPath, boolean writable, String propagation) {}

    /** Limits in bytes and in CPUs, empty where there is none. */
    public record Limits(Optional<Quantity> memory, Optional<Quantity> cpu) {}

    /** How these grants stand to others: SAME, LESS and MORE only where every value is known or the same is missing. */
    public Order compare(Privileges other) {
        return Comparison.of(this, other);
    }

    /** The settings, by the names of their components, by which these grants may go beyond others. */
    public List<String> beyond(Privileges other) {
        return Comparison.beyond(this, other);
    }
}
