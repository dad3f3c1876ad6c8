package dev.leastwise.privilege;

/**
 * The five capability sets of a container's process once its program runs, a program without file capabilities.
 *
 * @param bounding what it can ever get
 * @param permitted what it has; Unknown where the user is, for a process that is not root gets nothing (capabilities(7),
 *     "Capabilities and execution of programs by root"). The effective set is the same.
 * @param inheritable always empty (containerd pkg/oci/spec.go since CVE-2022-24769)
 * @param ambient always empty: Kubernetes has no ambient capabilities (KEP-2763)
 */
public record Capabilities(
        CapabilitySet bounding, Value<CapabilitySet> permitted, CapabilitySet inheritable, CapabilitySet ambient) {

    public Value<CapabilitySet> effective() {
        return permitted;
    }
}
