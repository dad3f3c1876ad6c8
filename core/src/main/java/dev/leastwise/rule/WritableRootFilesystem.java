package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.ScratchFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A container that can write to its root file system. */
final class WritableRootFilesystem implements ContainerRule {

    private static final ImageFacts NGINX = ImageFacts.of(ImageConfig.ofUser("").in("/srv/app", "/data"));
    private static final ImageFile[] FILES = {
        ImageFile.folder("/data", 0755, 101, 101), // the runtime makes a volume there
        ImageFile.folder("/home/app/.cache", 0755, 101, 101),
        ImageFile.folder("/run/lock", 01777, 0, 0),
        ImageFile.folder("/srv/app", 0755, 0, 0),
        ImageFile.folder("/tmp", 01777, 0, 0),
        ImageFile.folder("/usr/src", 0755, 0, 0),
        new ImageFile("/var/run", ImageFile.SYMBOLIC_LINK | 0777, 0, 0, Optional.empty(), "/run"),
        ImageFile.folder("/var/cache/apt/archives/partial", 0700, 42, 0),
        ImageFile.folder("/var/cache/nginx", 0755, 0, 0),
        ImageFile.folder("/var/lib/dpkg", 0755, 0, 0),
        ImageFile.folder("/var/lib/nginx", 0755, 101, 101),
        ImageFile.regular("/var/lib/nginx/state", 0644, 101, 101), // which a volume would hide
        ImageFile.folder("/var/log/nginx", 0755, 0, 0),
        new ImageFile(
                "/var/log/nginx/access.log", ImageFile.SYMBOLIC_LINK | 0777, 0, 0, Optional.empty(), "/dev/stdout")
    };

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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: busybox
                                securityContext:
                                  readOnlyRootFilesystem: true
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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                readOnlyRootFilesystem: true # pods have no such field
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
                              containers:
                              - name: app # <--
                                image: nginx
                            """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  readOnlyRootFilesystem: true
                                volumeMounts:
                                - name: home-app-cache
                                  mountPath: /home/app/.cache
                                - name: run
                                  mountPath: /run
                                - name: srv-app
                                  mountPath: /srv/app
                                - name: tmp
                                  mountPath: /tmp
                                - name: var-cache-nginx
                                  mountPath: /var/cache/nginx
                              volumes:
                              - name: home-app-cache
                                emptyDir: {}
                              - name: run
                                emptyDir: {}
                              - name: srv-app
                                emptyDir: {}
                              - name: tmp
                                emptyDir: {}
                              - name: var-cache-nginx
                                emptyDir: {}
                            """)
                            .with("docker.io/library/nginx:latest", NGINX, FILES),
                    bad(Severity.MEDIUM, """
                            apiVersion: apps/v1
                            kind: StatefulSet
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app # <--
                                    image: nginx
                                    volumeMounts:
                                    - name: logs
                                      mountPath: /run/secrets
                                  - name: log
                                    image: fluent-bit
                                    securityContext:
                                      readOnlyRootFilesystem: true
                                  volumes:
                                  - name: logs
                                    emptyDir: {}
                              volumeClaimTemplates:
                              - metadata:
                                  name: app-tmp
                            """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: StatefulSet
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    volumeMounts:
                                    - name: logs
                                      mountPath: /run/secrets
                                    - name: app-home-app-cache
                                      mountPath: /home/app/.cache
                                    - name: app-srv-app
                                      mountPath: /srv/app
                                    - name: app-tmp-2
                                      mountPath: /tmp
                                    - name: app-var-cache-nginx
                                      mountPath: /var/cache/nginx
                                    securityContext:
                                      readOnlyRootFilesystem: true
                                  - name: log
                                    image: fluent-bit
                                    securityContext:
                                      readOnlyRootFilesystem: true
                                  volumes:
                                  - name: logs
                                    emptyDir: {}
                                  - name: app-home-app-cache
                                    emptyDir: {}
                                  - name: app-srv-app
                                    emptyDir: {}
                                  - name: app-tmp-2
                                    emptyDir: {}
                                  - name: app-var-cache-nginx
                                    emptyDir: {}
                              volumeClaimTemplates:
                              - metadata:
                                  name: app-tmp
                            """)
                            .with("docker.io/library/nginx:latest", NGINX, FILES),
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
        findings.offer(() -> Optional.of(fix(scope)));
    }

    private static Fix fix(ContainerScope scope) {
        Change readOnly = scope.set("readOnlyRootFilesystem", Tree.of(true));
        List<String> folders = scope.image().isEmpty()
                ? List.of()
                : ScratchFolders.of(scope.container(), scope.image().get(), scope.privileges(), scope.target());
        if (folders.isEmpty()) return Fix.needsTest("make its root file system read-only", readOnly);
        List<Change> changes = new ArrayList<>(List.of(readOnly));
        changes.addAll(EmptyDirs.at(scope, folders));
        String title = "make its root file system read-only, and " + String.join(", ", folders) + " volumes of its own";
        // where a custom resource has no place for volumes that is known, a person has to find one
        return scope.pod().isWhole() ? new Fix(Safety.NEEDS_TEST, title, changes) : Fix.showOnly(title, readOnly);
    }
}
