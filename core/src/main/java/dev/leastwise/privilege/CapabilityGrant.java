package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Computes capabilities in containerd's order: ALL added, ALL dropped, the others added, the others dropped (WithCapabilities). */
public final class CapabilityGrant {

    static Value<Capabilities> of(Granting granting, Value<Long> user) {
        KubeNode nonRoot = granting.inherited("runAsNonRoot");
        KubeNode capabilities = granting.container().setting("capabilities");
        Optional<KubeNode> privileged = granting.privileged();
        if (privileged.isPresent()) {
            return Granting.forced(
                    afterExec(CapabilitySet.ALL, user, nonRoot), "privileged", privileged.get(), capabilities);
        }
        ContainerRuntime runtime = granting.target().runtime();
        if (!capabilities.get("add").exists() && !capabilities.get("drop").exists()) {
            CapabilitySet defaults = runtime.defaultCapabilities();
            return granting.absent(
                    afterExec(defaults, user, nonRoot),
                    runtime.title() + " grants " + defaults.size() + " capabilities by default");
        }
        CapabilitySet bounding = bounding(
                capabilities.get("add").texts(), capabilities.get("drop").texts(), runtime);
        return new Known<>(afterExec(bounding, user, nonRoot), new Origin.Manifest(capabilities));
    }

    /** What a process of the container can have at most, by the lists of its manifest. */
    public static CapabilitySet bounding(List<String> add, List<String> drop, ContainerRuntime runtime) {
        CapabilitySet set = runtime.defaultCapabilities();
        if (hasAll(add)) set = CapabilitySet.ALL;
        if (hasAll(drop)) set = CapabilitySet.NONE;
        for (String name : add) {
            Optional<Capability> added = named(name, runtime);
            if (added.isPresent()) set = set.with(added.get());
        }
        for (String name : drop) {
            Optional<Capability> dropped = named(name, runtime);
            if (dropped.isPresent()) set = set.without(dropped.get());
        }
        return set;
    }

    /**
     * A process that is not root loses what it has when it executes a program: ambient and inheritable are empty. Where the
     * uid is not known but must not be 0, the kubelet starts no other.
     */
    private static Capabilities afterExec(CapabilitySet bounding, Value<Long> user, KubeNode nonRoot) {
        return new Capabilities(bounding, permitted(bounding, user, nonRoot), CapabilitySet.NONE, CapabilitySet.NONE);
    }

    private static Value<CapabilitySet> permitted(CapabilitySet bounding, Value<Long> user, KubeNode nonRoot) {
        if (user instanceof Known<Long> known) {
            return new Known<>(known.value() == 0 ? bounding : CapabilitySet.NONE, known.origin());
        }
        if (bounding.isEmpty()) return new Known<>(bounding, new Origin.TargetDefault("the bounding set is empty"));
        if (nonRoot.isTrue()) return new Known<>(CapabilitySet.NONE, new Origin.Manifest(nonRoot));
        return new Unknown<>(((Unknown<Long>) user).missing());
    }

    /** Whether a list says ALL, which runtimes take in any case. */
    public static boolean hasAll(List<String> names) {
        for (String name : names) {
            if (isAll(name)) return true;
        }
        return false;
    }

    public static boolean isAll(String name) {
        return name.equalsIgnoreCase("ALL");
    }

    /** The capability that the runtime makes of a name; empty where it is none to it. */
    public static Optional<Capability> named(String name, ContainerRuntime runtime) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (runtime.takesCapPrefix() && upper.startsWith("CAP_")) upper = upper.substring("CAP_".length());
        return Capability.named(upper);
    }

    private CapabilityGrant() {}
}
