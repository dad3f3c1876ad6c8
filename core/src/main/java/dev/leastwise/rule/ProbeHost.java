package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A probe or lifecycle hook that goes somewhere else than to its pod. */
final class ProbeHost implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "probe-host",
            "A probe or lifecycle hook names a host",
            """
            The kubelet sends probes and hooks from the node's own network. Where they name a host, whoever writes the \
            manifest has the node ask it: services that listen on the node's 127.0.0.1, the cloud's metadata address, \
            machines behind the firewall. Events and restarts tell what answered.""",
            "remove host, so that the probe goes to the pod's own address",
            """
            A program that listens on 127.0.0.1 only must listen on the pod's address, or be probed with exec. The probe \
            fails at once if it does not: watch the pod become ready.""",
            List.of(bad(Severity.LOW, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        livenessProbe:
                          httpGet:
                            host: 169.254.169.254 # <--
                            port: 80
                        readinessProbe:
                          tcpSocket: {host: 127.0.0.1, port: 8080} # <--
                        lifecycle:
                          preStop:
                            httpGet:
                              host: registry.internal # <--
                              port: 80
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                livenessProbe:
                                  httpGet:
                                    host: 169.254.169.254
                                    port: 80
                                readinessProbe:
                                  tcpSocket: {port: 8080}
                                lifecycle:
                                  preStop:
                                    httpGet:
                                      host: registry.internal
                                      port: 80
                            """), bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostNetwork: true
                              containers:
                              - name: app
                                image: nginx
                                livenessProbe:
                                  httpGet:
                                    host: 127.0.0.1 # <--
                                    port: 80
                            """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        livenessProbe:
                          httpGet:
                            host: ""
                            port: 80
                            httpHeaders:
                            - {name: Host, value: example.com}
                        startupProbe:
                          exec: {command: [wget, "http://127.0.0.1"]}
                    """)));

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HOOKS = List.of("postStart", "preStop");
    private static final List<String> HANDLERS = List.of("httpGet", "tcpSocket");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        Container container = scope.container();
        for (String probe : PROBES) check(scope, container.node().get(probe), findings);
        KubeNode lifecycle = container.node().get("lifecycle");
        if (!lifecycle.exists()) return;
        for (String hook : HOOKS) check(scope, lifecycle.get(hook), findings);
    }

    private static void check(ContainerScope scope, KubeNode probe, Findings findings) {
        if (!probe.exists()) return;
        for (String handler : HANDLERS) {
            KubeNode host = probe.get(handler).get("host");
            String name = host.text().orElse("");
            if (name.isEmpty()) continue;
            findings.violated(
                    Severity.LOW,
                    host,
                    probe.name() + " of " + CONTAINER + " names host \"" + name
                            + "\" instead of the pod's own address");
            findings.offer(() -> Optional.of(fix(scope, host, name)));
        }
    }

    /**
     * The node's own 127.0.0.1 is never a pod's, so that nobody can want it asked for what the pod serves, but under
     * hostNetwork, where the program may listen on nothing else.
     */
    private static Fix fix(ContainerScope scope, KubeNode host, String name) {
        Change remove = new Change.Remove(host.fieldPath());
        boolean loopback = name.startsWith("127.") || name.equals("localhost") || name.equals("::1");
        return loopback && scope.privileges().hostNetwork().is(false)
                ? Fix.needsTest("ask the pod's own address", remove)
                : Fix.showOnly("ask the pod's own address, if that is what is meant", remove);
    }
}
