package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A container that takes a port of the node. */
final class HostPort implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "host-port",
            "A container takes a port of the node",
            """
            A host port is reachable at the node's own address, past Services and, with most network plugins, past \
            NetworkPolicies: whoever reaches the node reaches the container. An intruder in the pod who is the first to \
            ask for a port also receives what was meant for a program of the node.""",
            "remove hostPort, and let a Service lead to the container's port",
            """
            Clients that use the node's address must use the Service's instead. Ingress controllers and node agents that \
            are meant to be found at every node need it; so may peers that were told a fixed address.""",
            List.of(
                    bad(Severity.LOW, """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: edge}
                    spec:
                      template:
                        spec:
                          containers:
                          - name: proxy
                            image: envoy
                            ports:
                            - containerPort: 8080
                              hostPort: 80 # <--
                            - containerPort: 8443
                              hostPort: 443 # <--
                          initContainers:
                          - name: sidecar
                            image: agent
                            restartPolicy: Always
                            ports:
                            - {containerPort: 9000, hostPort: 9000} # <--
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: DaemonSet
                            metadata: {name: edge}
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: proxy
                                    image: envoy
                                    ports:
                                    - containerPort: 8080
                                    - containerPort: 8443
                                  initContainers:
                                  - name: sidecar
                                    image: agent
                                    restartPolicy: Always
                                    ports:
                                    - {containerPort: 9000}
                            """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        ports:
                        - containerPort: 8080
                          hostPort: 0
                        - containerPort: 8081
                          hostPort:
                    """),
                    // host-network has said it all
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostNetwork: true
                      containers:
                      - name: app
                        image: nginx
                        ports:
                        - {containerPort: 8080, hostPort: 8080}
                    """)));

    private static final Parameter ALLOWED =
            Parameter.allowed("host-port", "ports of the node that a container may take", 1, 65_535, Numbers.NONE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALLOWED);
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.workload().pod("hostNetwork").isTrue()) return;
        for (KubeNode port : scope.container().node().get("ports").items()) {
            KubeNode hostPort = port.get("hostPort");
            Optional<Long> number = hostPort.integer();
            if (number.isEmpty() || number.get() < 1 || number.get() > 65_535) continue;
            if (scope.settings().of(ALLOWED).contains(number.get())) continue;
            findings.violated(Severity.LOW, hostPort, CONTAINER + " asks for port " + number.get() + " of the node");
            findings.offer(() -> Optional.of(Fix.needsTest(
                    "leave the node its port, for clients that use a Service",
                    new Change.Remove(hostPort.fieldPath()))));
        }
    }
}
