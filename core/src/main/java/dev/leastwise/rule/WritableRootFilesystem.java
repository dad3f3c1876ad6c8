package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import java.util.List;

/** A container that can write to its root file system. */
final class WritableRootFilesystem implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "writable-root-filesystem",
            "A container can write to its root file system",
            """
            An intruder overwrites programs and libraries of the container, leaves tools to come back to, and has \
            room for what is downloaded. With a read-only root only volumes, /dev/shm and the kubelet's /etc/hosts \
            stay writable. It holds back tampering inside the container, not damage to the host.""",
            "set readOnlyRootFilesystem: true, and mount an emptyDir where the program writes",
            """
            Programs that write caches, pid files or /tmp to their root file system fail with EROFS ("Read-only file \
            system"). Start it and read its log; an emptyDir for each such folder helps, but it hides files that the \
            image keeps there.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: busybox
                                securityContext:
                                  readOnlyRootFilesystem: false # <--
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFilesystem: true
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                readOnlyRootFilesystem: true # pods have no such field
                              containers:
                              - name: app # <--
                                image: nginx
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFilesystem: yes # true in the YAML of Kubernetes
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                            """),
                    good("""
                            apiVersion: monitoring.coreos.com/v1
                            kind: Prometheus
                            metadata:
                              name: metrics
                            spec:
                              containers: # changes a container that stands elsewhere
                              - name: config-reloader
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows() || !scope.privileges().readOnlyRootFilesystem().is(false)) return;
        KubeNode setting = scope.setting("readOnlyRootFilesystem");
        findings.violated(Severity.MEDIUM, setting, "the root file system of " + CONTAINER + " is writable");
    }
}
