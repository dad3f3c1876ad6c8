package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import java.util.HashSet;
import java.util.Set;

/** What is refused of the node's ports: validateContainerPorts, validateHostNetwork and AccumulateUniqueHostPorts. */
final class HostPortValidation {

    private final Workload workload;
    private final boolean hostNetwork;
    private final Refusals refusals;
    private final Set<String> taken = new HashSet<>();

    HostPortValidation(Workload workload, Refusals refusals) {
        this.workload = workload;
        this.hostNetwork = workload.podSpec().get("hostNetwork").isTrue();
        this.refusals = refusals;
    }

    /** Init containers run one after the other: of these, each may take what another does. */
    void validate(Container container) {
        if (container.role() == Role.EPHEMERAL) return;
        boolean main = container.role() == Role.MAIN;
        Set<String> known = main ? taken : new HashSet<>();
        for (KubeNode port : container.node().get("ports").items()) {
            KubeNode hostPort = port.get("hostPort");
            long number = hostPort.integer().orElse(0L);
            long containerPort = port.get("containerPort").integer().orElse(0L);
            if (number < 0 || number > 65535) {
                refusals.invalid(hostPort, String.valueOf(number), "must be between 1 and 65535, inclusive");
            }
            if (main && hostNetwork && number != 0 && number != containerPort) {
                refusals.invalid(
                        hostPort, String.valueOf(number), "must match `containerPort` when `hostNetwork` is true");
            }
            // Filled in before (SetDefaults_Pod).
            if (number == 0 && hostNetwork && workload.isPod()) number = containerPort;
            String address = address(port, number);
            if (number != 0 && !known.add(address)) refusals.duplicate(hostPort, field(port, main), address);
        }
    }

    private static String address(KubeNode port, long number) {
        String protocol = port.get("protocol").text().orElse("");
        String host = port.get("hostIP").text().orElse("");
        return GoText.quoted((protocol.isEmpty() ? "TCP" : protocol) + '/' + host + '/' + number);
    }

    /** The server takes each init container for the first of its list. */
    private String field(KubeNode port, boolean main) {
        String path = port.get("hostPort").path();
        if (main) return path;
        String list = workload.podSpec().get("initContainers").path();
        return list + "[0]" + path.substring(path.indexOf(']', list.length()) + 1);
    }
}
