package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Value.Known;
import java.util.Optional;

/** The limits of a container, else those of its pod, which v1.34 has on by default (KEP-2837). */
final class Limiting {

    private static final int POD_LIMITS_SINCE = 34;

    static Value<Limits> of(Granting granting) {
        KubeNode own = granting.container().node().get("resources").get("limits");
        KubeNode pods = granting.workload().pod("resources").get("limits");
        Optional<Quantity> memory = limit(granting, own, pods, "memory");
        Optional<Quantity> cpu = limit(granting, own, pods, "cpu");
        if (memory.isEmpty() && cpu.isEmpty()) return granting.absent(new Limits(memory, cpu), "no limit");
        return new Known<>(new Limits(memory, cpu), new Origin.Manifest(own.exists() ? own : pods));
    }

    private static Optional<Quantity> limit(Granting granting, KubeNode own, KubeNode pods, String resource) {
        Optional<Quantity> limit = quantity(own.get(resource));
        boolean podLimits = granting.target().kubernetes() >= POD_LIMITS_SINCE;
        return limit.isPresent() || !podLimits ? limit : quantity(pods.get(resource));
    }

    private static Optional<Quantity> quantity(KubeNode node) {
        Optional<String> text = node.text();
        if (text.isEmpty()) text = node.integer().map(String::valueOf);
        return text.flatMap(Quantity::parse);
    }

    private Limiting() {}
}
