package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import java.util.List;
import java.util.Optional;

/** A container that is given everything. */
final class Privileged implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "privileged",
            "A container is privileged",
            """
            A privileged container has every capability and every device of the host, no seccomp filter, no SELinux \
            label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: \
            mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for \
            what that namespace owns, and the other barriers are gone all the same.""",
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
                                  runAsUser: 1000 # programs that are setuid still become root
                            """), bad(Severity.CRITICAL, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: busybox
                                securityContext:
                                  privileged: true # <--
                              containers:
                              - name: app
                                image: nginx
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
                            """), good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                privileged: true # pods have no such field
                              containers:
                              - name: app
                                image: nginx
                            """), good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows # where the API server refuses it
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                                securityContext:
                                  privileged: true
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows() || !scope.isPrivileged()) return;
        findings.violated(Severity.CRITICAL, scope.setting("privileged"), CONTAINER + " is privileged");
        Change remove = new Change.Remove(scope.setting("privileged").fieldPath());
        findings.offer(() ->
                Optional.of(Fix.showOnly("grant only the capability or the device that the program needs", remove)));
    }
}
