package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A container that is no container on Windows. */
final class WindowsHostProcess implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "windows-host-process",
            "A container runs as a process of the Windows node",
            """
            A HostProcess container is not isolated: it runs on the node itself, with its file system, network and \
            processes, often as NT AUTHORITY\\SYSTEM. Whoever breaks into it owns the node.""",
            "remove windowsOptions.hostProcess, and hostNetwork with it",
            """
            Programs that manage the node (network and storage plugins, agents) need it. A program that only serves \
            requests runs without: see whether it misses files or services of the node.""",
            List.of(
                    bad(Severity.CRITICAL, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      os: {name: windows}
                      hostNetwork: true
                      securityContext:
                        windowsOptions:
                          hostProcess: true # <--
                          runAsUserName: NT AUTHORITY\\SYSTEM
                      initContainers:
                      - name: setup
                        image: agent
                      containers:
                      - name: agent
                        image: agent
                    """),
                    bad(Severity.CRITICAL, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      hostNetwork: true
                      nodeSelector: {kubernetes.io/os: windows}
                      containers:
                      - name: agent
                        image: agent
                        securityContext:
                          windowsOptions: {hostProcess: true} # <--
                    """),
                    // the pod's own value does not reach the container
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      os: {name: windows}
                      securityContext:
                        windowsOptions: {hostProcess: true}
                      containers:
                      - name: app
                        image: iis
                        securityContext:
                          windowsOptions: {hostProcess: false, runAsUserName: ContainerUser}
                    """),
                    // the API server refuses it
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      os: {name: linux}
                      containers:
                      - name: app
                        image: nginx
                        securityContext:
                          windowsOptions: {hostProcess: true}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        KubeNode hostProcess = scope.windowsOption("hostProcess");
        if (!hostProcess.isTrue() || scope.workload().isLinux()) return;
        findings.violated(
                Severity.CRITICAL, hostProcess, "hostProcess takes all isolation from the node away from " + CONTAINER);
        Change remove = new Change.Remove(hostProcess.fieldPath());
        findings.offer(() -> Optional.of(Fix.showOnly(
                "isolate it from the node, and take hostNetwork away with it, if it serves requests only", remove)));
    }
}
