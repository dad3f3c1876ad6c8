package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A pod whose containers see each other's processes. */
final class SharedProcessNamespace implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "shared-process-namespace",
            "The containers of a pod see each other's processes",
            """
            An intruder in one container reads the command lines of the others and, with the same uid or as root, their \
            environments, memory and files through /proc/PID, and stops them.""",
            "remove shareProcessNamespace, and run each container with its own runAsUser where it is needed",
            """
            Sidecars that signal another container's program (to reload it, say) need it. Without it the container's own \
            program is process 1, which must take care of its children and signals.""",
            List.of(bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      shareProcessNamespace: true # <--
                      containers:
                      - name: app
                        image: nginx
                      - name: reloader
                        image: reloader
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              - name: reloader
                                image: reloader
                            """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      shareProcessNamespace: false
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
        KubeNode shared = scope.pod("shareProcessNamespace");
        if (!shared.isTrue() || scope.isWindows()) return;
        findings.violated(Severity.INFO, shared, "the containers of the pod see each other's processes");
        Change remove = new Change.Remove(shared.fieldPath());
        findings.offer(() -> Optional.of(Fix.needsTest("give each container processes of its own", remove)));
    }
}
