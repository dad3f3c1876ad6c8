package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import java.util.List;

/** A container that is given everything. */
final class Privileged implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "privileged",
            "A container is privileged",
            """
            A privileged container has every capability and every device of the host, no seccomp filter and no masked \
            files. Whoever breaks into it owns the node: mounting the host's disk is enough.""",
            "remove privileged, and grant the one capability or device that is needed",
            """
            Programs that configure the node (network plugins, storage drivers, some monitors) need part of it. \
            Run them with the capabilities that they name in their documentation, and see what fails.""",
            List.of(bad(Severity.CRITICAL, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: true # <--
                            """), good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: false
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (!scope.isPrivileged()) return;
        findings.violated(Severity.CRITICAL, scope.setting("privileged"), "{container} is privileged");
    }
}
