package dev.leastwise.report;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import java.util.Optional;

/** Says of each capability how a container came by it. */
final class CapabilityOrigins {

    /** Such as {@code added in line 12} or {@code the runtime grants it by default, containerd 2}. */
    static String of(Capability capability, Value<?> capabilities, Target target) {
        if (capabilities instanceof Known<?> known) {
            if (known.origin() instanceof Origin.Forced forced) return "forced by " + forced.by();
            if (known.origin() instanceof Origin.Manifest manifest) {
                Optional<String> added = added(capability, manifest.node().get("add"), target.runtime());
                if (added.isPresent()) return added.get();
            }
        }
        return "the runtime grants it by default, " + target.runtime().title();
    }

    private static Optional<String> added(Capability capability, KubeNode add, ContainerRuntime runtime) {
        for (KubeNode item : add.items()) {
            String name = item.text().orElse("");
            boolean all = CapabilityGrant.isAll(name);
            if (!all
                    && !CapabilityGrant.named(name, runtime)
                            .filter(capability::equals)
                            .isPresent()) continue;
            return Optional.of("added" + (all ? " with ALL" : "") + " in line "
                    + item.location().line());
        }
        return Optional.empty();
    }

    private CapabilityOrigins() {}
}
