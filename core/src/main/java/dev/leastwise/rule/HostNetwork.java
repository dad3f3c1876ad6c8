package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A pod in the node's network. */
final class HostNetwork implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "host-network",
            "A pod uses the node's network",
            """
            The pod has the node's network interfaces and addresses: an intruder reaches what listens on 127.0.0.1 of the node, \
            the kubelet and the cloud's metadata address as the node does, sees its traffic with NET_RAW, and is past most \
            NetworkPolicies.""",
            "remove hostNetwork, and give the containers ports and a Service",
            """
            Network plugins, node agents and some ingress controllers need the node's own interfaces. Other programs must be \
            told their peers' addresses anew: probes and Services show whether they are still reached.""",
            List.of(
                    bad(Severity.HIGH, """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: agent}
                    spec:
                      template:
                        spec:
                          hostNetwork: true # <--
                          containers:
                          - name: agent
                            image: agent
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostNetwork: false
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // HostProcess containers must have it, and windows-host-process says so
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      os: {name: windows}
                      hostNetwork: true
                      containers:
                      - name: agent
                        image: agent
                        securityContext:
                          windowsOptions: {hostProcess: true, runAsUserName: "NT AUTHORITY\\\\SYSTEM"}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        KubeNode shared = scope.pod("hostNetwork");
        if (!shared.isTrue() || scope.isWindows()) return;
        findings.violated(Severity.HIGH, shared, "the pod uses the node's network");
        Change remove = new Change.Remove(shared.fieldPath());
        findings.offer(() -> Optional.of(
                Fix.showOnly("take the node's network away, if no program in the pod is there for it", remove)));
    }
}
