package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;
import java.util.List;
import java.util.Optional;

/** A pod that sets a kernel setting that kubelets do not allow by themselves. */
final class UnsafeSysctl implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unsafe-sysctl",
            "A pod sets a sysctl outside the kubelet's safe list",
            """
            The safe list holds what cannot harm other pods or the node's memory and CPU. For anything else the kubelet \
            refuses the pod with SysctlForbidden, unless the node's administrator has let --allowed-unsafe-sysctls in for \
            every pod of that node, an intruder's included.""",
            "remove the sysctl from securityContext.sysctls, or set it on the nodes for all their pods",
            """
            A program that counts on the setting (a long accept queue, many shared memory segments) may be slower or \
            refuse to start: read the setting in /proc/sys of the running container.""",
            List.of(
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: db}
                    spec:
                      securityContext:
                        sysctls:
                        - name: net.core.somaxconn # <--
                          value: "1024"
                        - name: vm.max_map_count # <--
                          value: "262144"
                        - name: net.ipv4.tcp_syncookies
                          value: "1"
                      containers:
                      - name: db
                        image: db
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: db}
                            spec:
                              securityContext:
                                sysctls:
                                - name: net.ipv4.tcp_syncookies
                                  value: "1"
                              containers:
                              - name: db
                                image: db
                            """),
                    // this one became safe in v1.29
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        sysctls:
                        - name: net.ipv4.tcp_keepalive_time # <--
                          value: "600"
                      containers:
                      - name: app
                        image: nginx
                    """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              securityContext:
                                sysctls: []
                              containers:
                              - name: app
                                image: nginx
                            """)
                            .under(new Target(Target.DEFAULT.runtime(), 28, false, Optional.empty())),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        sysctls:
                        - {name: net.ipv4.ip_unprivileged_port_start, value: "0"}
                        - {name: net/ipv4/tcp_keepalive_time, value: "600"}
                        - {name: net.ipv4.tcp_notsent_lowat, value: "16384"}
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // refused, and not for being unsafe
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostNetwork: true
                      securityContext:
                        sysctls:
                        - {name: net.core.somaxconn, value: "1024"}
                      containers:
                      - name: app
                        image: nginx
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        if (scope.isWindows()) return;
        List<KubeNode> unsafe = scope.workload().podSetting("sysctls").items().stream()
                .filter(sysctl -> isUnsafe(scope, sysctl))
                .toList();
        for (KubeNode sysctl : unsafe) {
            report(scope, sysctl.get("name"), findings);
            findings.offer(() -> Optional.of(new Fix(
                    Safety.NEEDS_TEST, "leave sysctls that are not safe as the node has them", Removals.of(unsafe))));
        }
    }

    private static boolean isUnsafe(PodScope scope, KubeNode sysctl) {
        Optional<String> name = sysctl.get("name").text();
        if (name.isEmpty()) return false;
        String dotted = Sysctls.dotted(name.get());
        return !Sysctls.isSafe(dotted, scope.target().kubernetes()) && !scope.hasHostNamespaceOf(dotted);
    }

    private static void report(PodScope scope, KubeNode at, Findings findings) {
        String name = at.text().orElseThrow();
        int kubernetes = scope.target().kubernetes();
        String message = Sysctls.scope(Sysctls.dotted(name)) == Sysctls.Scope.NODE
                ? "sysctl \"" + name + "\" is the whole node's, and no kubelet can allow it to a pod"
                : "sysctl \"" + name + "\" is outside the kubelet's safe list of Kubernetes v1." + kubernetes;
        findings.violated(Severity.MEDIUM, at, message);
    }
}
