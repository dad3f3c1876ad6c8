package dev.leastwise.sandbox.oci;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container may use of the machine (kubernetes pkg/kubelet/kuberuntime calculateLinuxResources).
 *
 * @param memory in bytes; 0 where it has no limit
 * @param cpuShares its weight beside others
 * @param cpuQuota microseconds in a tenth of a second; 0 where it has no limit
 * @param oomScore how soon it is killed where memory is short
 */
public record Resources(long memory, long cpuShares, long cpuQuota, int oomScore) {

    private static final long CPU_PERIOD = 100_000;
    private static final long LEAST_QUOTA = 1_000;
    private static final long SHARES = 1024;
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final int GUARANTEED = -997;
    private static final int BEST_EFFORT = 1000;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    public static Resources of(Workload workload, Container container, Limits limits, Machine machine) {
        long milliCpu = thousandths(limits.cpu());
        Optional<Quantity> request = request(container, "cpu");
        return new Resources(
                units(limits.memory()),
                shares(request.isPresent() ? thousandths(request) : milliCpu),
                milliCpu == 0 ? 0 : Math.max(LEAST_QUOTA, milliCpu * CPU_PERIOD / 1000),
                oomScore(workload, container, machine));
    }

    private static long shares(long milliCpu) {
        return Math.clamp(milliCpu * SHARES / 1000, LEAST_SHARES, MOST_SHARES);
    }

    /** Kubernetes pkg/kubelet/qos/policy.go GetContainerOOMScoreAdjust; resources of the pod as a whole change nothing here. */
    private static int oomScore(Workload workload, Container container, Machine machine) {
        List<Container> all = workload.containers();
        boolean guaranteed = true;
        boolean bestEffort = true;
        for (Container one : all) {
            for (String resource : List.of("cpu", "memory")) {
                long limit = thousandths(own(one, "limits", resource));
                Optional<Quantity> request = request(one, resource);
                bestEffort &= limit == 0 && (request.isEmpty() || request.get().isZero());
                guaranteed &= limit != 0 && (request.isEmpty() || thousandths(request) == limit);
            }
        }
        if (guaranteed) return GUARANTEED;
        if (bestEffort) return BEST_EFFORT;
        long score = BEST_EFFORT - 1000 * units(request(container, "memory")) / machine.memory();
        if (container.role() == Role.SIDECAR) {
            for (Container main : all) {
                if (main.role() != Role.MAIN) continue;
                score = Math.min(score, BEST_EFFORT - 1000 * units(request(main, "memory")) / machine.memory());
            }
        }
        return Math.clamp(score, BEST_EFFORT + GUARANTEED, BEST_EFFORT - 1);
    }

    /** What is written; a limit is the request where none is (SetDefaults_Pod). */
    private static Optional<Quantity> request(Container container, String resource) {
        Optional<Quantity> written = own(container, "requests", resource);
        return written.isPresent() ? written : own(container, "limits", resource);
    }

    private static Optional<Quantity> own(Container container, String list, String resource) {
        KubeNode node = container.node().get("resources").get(list).get(resource);
        Optional<String> text = node.text().or(() -> node.integer().map(String::valueOf));
        return text.flatMap(Quantity::parse);
    }

    private static long units(Optional<Quantity> quantity) {
        return quantity.map(Quantity::value)
                .orElse(BigDecimal.ZERO)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }

    private static long thousandths(Optional<Quantity> quantity) {
        return quantity.map(Quantity::value)
                .orElse(BigDecimal.ZERO)
                .multiply(THOUSAND)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }

    /** As a runtime is told (runtime-spec config-linux.md, Control groups). */
    Map<String, Object> oci(List<Object> devices) {
        Map<String, Object> cpu = Json.object("shares", cpuShares, "period", CPU_PERIOD);
        if (cpuQuota > 0) cpu.put("quota", cpuQuota);
        Map<String, Object> memoryLimits = new LinkedHashMap<>();
        if (memory > 0) memoryLimits.put("limit", memory);
        return Json.object("devices", devices, "cpu", cpu, "memory", memoryLimits);
    }
}
