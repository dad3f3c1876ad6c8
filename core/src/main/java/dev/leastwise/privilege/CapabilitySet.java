package dev.leastwise.privilege;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of capabilities.
 *
 * @param bits one bit a capability, by the kernel's number, as /proc/PID/status shows it
 */
public record CapabilitySet(long bits) {

    public static final CapabilitySet NONE = new CapabilitySet(0);
    public static final CapabilitySet ALL = new CapabilitySet((1L << Capability.values().length) - 1);

    public static CapabilitySet of(Capability... capabilities) {
        long bits = 0;
        for (Capability capability : capabilities) bits |= bit(capability);
        return new CapabilitySet(bits);
    }

    public boolean contains(Capability capability) {
        return (bits & bit(capability)) != 0;
    }

    public boolean containsAll(CapabilitySet other) {
        return (other.bits & ~bits) == 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public int size() {
        return Long.bitCount(bits);
    }

    public CapabilitySet with(Capability capability) {
        return new CapabilitySet(bits | bit(capability));
    }

    public CapabilitySet without(Capability capability) {
        return new CapabilitySet(bits & ~bit(capability));
    }

    public CapabilitySet minus(CapabilitySet other) {
        return new CapabilitySet(bits & ~other.bits);
    }

    public CapabilitySet or(CapabilitySet other) {
        return new CapabilitySet(bits | other.bits);
    }

    public CapabilitySet and(CapabilitySet other) {
        return new CapabilitySet(bits & other.bits);
    }

    /** The capabilities in the kernel's order. */
    public List<Capability> list() {
        List<Capability> list = new ArrayList<>(size());
        for (Capability capability : Capability.values()) {
            if (contains(capability)) list.add(capability);
        }
        return list;
    }

    private static long bit(Capability capability) {
        return 1L << capability.number();
    }
}
