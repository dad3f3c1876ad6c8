package dev.leastwise.privilege;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the workload is to run, as far as it bears on what is granted.
 *
 * @param kubernetes the minor version of Kubernetes 1
 * @param seccompDefault whether the kubelet gives RuntimeDefault to containers that name no profile
 * @param lsm the security module of the hosts, empty where it is not known
 */
public record Target(ContainerRuntime runtime, int kubernetes, boolean seccompDefault, Optional<Lsm> lsm) {

    public static final int OLDEST_KUBERNETES = 25;
    public static final int NEWEST_KUBERNETES = 37;

    public static final Target DEFAULT =
            new Target(ContainerRuntime.CONTAINERD2, NEWEST_KUBERNETES, false, Optional.empty());

    /** The minor version that is meant by {@code v1.30} or {@code 1.30}; empty where it is none that can be a target. */
    public static Optional<Integer> kubernetes(String version) {
        String number = version.startsWith("v") ? version.substring(1) : version;
        String minor = number.startsWith("1.") ? number.substring(2) : "";
        if (minor.isEmpty() || minor.length() > 3) return Optional.empty();
        if (!minor.chars().allMatch(c -> c >= '0' && c <= '9')) return Optional.empty();
        return Optional.of(Integer.parseInt(minor))
                .filter(known -> known >= OLDEST_KUBERNETES && known <= NEWEST_KUBERNETES);
    }

    /** The same with another runtime. */
    public Target on(ContainerRuntime other) {
        return new Target(other, kubernetes, seccompDefault, lsm);
    }

    /** The same with another minor version of Kubernetes. */
    public Target at(int minor) {
        return new Target(runtime, minor, seccompDefault, lsm);
    }

    /** The same with hosts whose security module is known. */
    public Target with(Lsm module) {
        return new Target(runtime, kubernetes, seccompDefault, Optional.of(module));
    }

    /** Whether the hosts have that security module, as far as is known. */
    public boolean mayHave(Lsm module) {
        return lsm.isEmpty() || lsm.get() == module;
    }

    /** The security modules that Kubernetes knows of. */
    public enum Lsm {
        APPARMOR,
        SELINUX,
        NONE;

        /** The name on the command line and in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
