package dev.leastwise.sandbox.volume;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.privilege.Quantity;
import dev.leastwise.sandbox.pod.Pod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** How large a volume in memory may grow (kubernetes pkg/volume/emptydir calculateEmptyDirMemorySize). */
final class MemoryLimit {

    /** The least of what the machine has, what the pod may use, and what the volume asks for. */
    static long of(Pod pod, KubeNode source) {
        long most = pod.node().memory();
        long ofPod = pod(pod).orElse(0L);
        if (ofPod > 0) most = Math.min(most, ofPod);
        long asked = bytes(source.get("sizeLimit")).orElse(0L);
        return asked > 0 ? Math.min(most, asked) : most;
    }

    /** What all containers may use at once; empty where one of them has no limit (component-helpers resource PodLimits). */
    private static Optional<Long> pod(Pod pod) {
        Optional<Long> own = bytes(pod.workload().pod("resources").at("limits", "memory"));
        if (own.isPresent()) return own;
        long together = 0;
        long sidecars = 0;
        long mostBefore = 0;
        for (Container container : pod.workload().containers()) {
            if (container.role() == Role.EPHEMERAL) continue;
            Optional<Long> limit = bytes(container.node().get("resources").at("limits", "memory"));
            if (limit.isEmpty() || limit.get() == 0) return Optional.empty();
            if (container.role() == Role.INIT) {
                mostBefore = Math.max(mostBefore, sidecars + limit.get());
                continue;
            }
            together += limit.get();
            if (container.role() == Role.SIDECAR) {
                sidecars += limit.get();
                mostBefore = Math.max(mostBefore, sidecars);
            }
        }
        return Optional.of(Math.max(together, mostBefore));
    }

    private static Optional<Long> bytes(KubeNode node) {
        Optional<String> text = node.text().or(() -> node.integer().map(String::valueOf));
        return text.flatMap(Quantity::parse)
                .map(Quantity::value)
                .map(value -> value.setScale(0, RoundingMode.CEILING).min(BigDecimal.valueOf(Long.MAX_VALUE)))
                .map(BigDecimal::longValue);
    }

    private MemoryLimit() {}
}
