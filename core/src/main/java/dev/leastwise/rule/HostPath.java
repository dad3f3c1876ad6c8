package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.HostPaths;
import dev.leastwise.privilege.HostPaths.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A volume that shows files of the node, judged by all the mounts of all containers. */
final class HostPath implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "host-path",
            "A volume shows files of the node",
            """
            What a container writes there, the node reads: a new program below /, a key below /etc, a pod's secrets below \
            the kubelet's folder, and a connection to the runtime's socket each make an intruder root on the node. What is \
            only read still tells secrets of the node and of other pods. A read-only mount does not hold back connections \
            to sockets, nor writing to file systems mounted further below.""",
            "use a volume that belongs to the pod (emptyDir, configMap, persistentVolumeClaim), else mount the narrowest path with readOnly: true",
            """
            Agents that collect logs or metrics, network plugins and storage drivers need paths of the node. Set readOnly \
            first: programs that write there report EROFS.""",
            List.of(
                    bad(Severity.CRITICAL, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      containers:
                      - name: agent
                        image: agent
                        volumeMounts:
                        - {name: root, mountPath: /host}
                        - {name: kubelet, mountPath: /kubelet}
                        - {name: all, mountPath: /mnt/etc, subPath: etc}
                      volumes:
                      - name: root
                        hostPath:
                          path: / # <--
                      - name: kubelet
                        hostPath: {path: /var/lib//kubelet/pods/} # <--
                      - name: all
                        hostPath: {path: /mnt/..} # <--
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: agent}
                            spec:
                              containers:
                              - name: agent
                                image: agent
                                volumeMounts:
                                - {name: root, mountPath: /host, readOnly: true}
                                - {name: kubelet, mountPath: /kubelet, readOnly: true}
                                - {name: all, mountPath: /mnt/etc, subPath: etc, readOnly: true}
                              volumes:
                              - name: root
                                hostPath:
                                  path: /
                              - name: kubelet
                                hostPath: {path: /var/lib//kubelet/pods/}
                              - name: all
                                hostPath: {path: /mnt/..}
                            """),
                    // a socket takes connections, however it is mounted
                    bad(Severity.CRITICAL, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: builder}
                    spec:
                      containers:
                      - name: builder
                        image: docker
                        volumeMounts:
                        - {name: docker, mountPath: /var/run/docker.sock, readOnly: true}
                        - {name: run, mountPath: /host/run, readOnly: true}
                      volumes:
                      - name: docker
                        hostPath: {path: /var/run/docker.sock, type: Socket} # <--
                      - name: run
                        hostPath: {path: /run} # <--
                    """),
                    // read-only for one, writable for another
                    bad(Severity.CRITICAL, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      initContainers:
                      - name: setup
                        image: busybox
                        volumeMounts:
                        - {name: etc, mountPath: /etc/host}
                      containers:
                      - name: agent
                        image: agent
                        volumeMounts:
                        - {name: etc, mountPath: /etc/host, readOnly: true}
                      volumes:
                      - name: etc
                        hostPath: {path: /etc/} # <--
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: agent}
                            spec:
                              initContainers:
                              - name: setup
                                image: busybox
                                volumeMounts:
                                - {name: etc, mountPath: /etc/host, readOnly: true}
                              containers:
                              - name: agent
                                image: agent
                                volumeMounts:
                                - {name: etc, mountPath: /etc/host, readOnly: true}
                              volumes:
                              - name: etc
                                hostPath: {path: /etc/}
                            """),
                    bad(Severity.HIGH, """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: node-exporter}
                    spec:
                      template:
                        spec:
                          containers:
                          - name: node-exporter
                            image: prom/node-exporter
                            volumeMounts:
                            - {name: root, mountPath: /host, readOnly: true}
                            - {name: data, mountPath: /data}
                            - {name: spire, mountPath: /spire.sock, readOnly: true}
                          volumes:
                          - name: root
                            hostPath: {path: /} # <--
                          - name: data
                            hostPath: {path: /srv/data, type: DirectoryOrCreate} # <--
                          - name: spire
                            hostPath: {path: /srv/spire.sock, type: Socket} # <--
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: DaemonSet
                            metadata: {name: node-exporter}
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: node-exporter
                                    image: prom/node-exporter
                                    volumeMounts:
                                    - {name: root, mountPath: /host, readOnly: true}
                                    - {name: data, mountPath: /data, readOnly: true}
                                    - {name: spire, mountPath: /spire.sock, readOnly: true}
                                  volumes:
                                  - name: root
                                    hostPath: {path: /}
                                  - name: data
                                    hostPath: {path: /srv/data, type: DirectoryOrCreate}
                                  - name: spire
                                    hostPath: {path: /srv/spire.sock, type: Socket}
                            """),
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: logs}
                    spec:
                      containers:
                      - name: logs
                        image: fluent-bit
                        volumeMounts:
                        - {name: log, mountPath: /var/log, readOnly: true}
                        - {name: certificates, mountPath: /etc/ssl/certs, readOnly: true}
                      volumes:
                      - name: log
                        hostPath: {path: /var/log} # <--
                      - name: certificates
                        hostPath: {path: /etc/ssl/certs} # <--
                    """),
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                      volumes:
                      - name: docker
                        hostPath: {path: /var/run/docker.sock} # <--
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              volumes: []
                            """),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              volumes:
                              - name: docker
                                hostPath: {path: /var/run/docker.sock} # <--
                              - name: cache
                                emptyDir: {}
                              - name: log
                                hostPath: {path: /var/log} # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              volumes:
                              - name: cache
                                emptyDir: {}
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: true
                                volumeMounts:
                                - {name: data, mountPath: /data}
                              volumes:
                              - name: data
                                hostPath: {path: /srv/data} # <--
                            """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: time, mountPath: /etc/localtime, readOnly: true}
                        - {name: zone, mountPath: /etc/timezone, subPath: timezone, readOnly: true}
                        - {name: etc, mountPath: /etc/nginx}
                        - {name: cache, mountPath: /var/run/docker.sock}
                      volumes:
                      - name: time
                        hostPath: {path: /etc/localtime}
                      - name: zone
                        hostPath: {path: /etc}
                      - name: etc
                        configMap: {name: nginx}
                      - name: cache
                        hostPath:
                        emptyDir: {}
                    """)));

    private static final Severity NOTHING = Severity.INFO;

    /** Kubernetes refuses a second volume of a name, so that these mounts tell enough of what it would give. */
    private static final int MOUNTS_OF_SECOND = 10;

    /** A mount of any volume. */
    private record Mounted(ContainerScope scope, KubeNode node) {}

    /**
     * One container's mount of the volume.
     *
     * @param ifReadOnly how bad it would be if it were mounted read-only
     */
    private record Mount(ContainerScope scope, KubeNode node, String path, Severity severity, Severity ifReadOnly) {

        String container() {
            return scope.container().name();
        }

        boolean readOnly() {
            return node.get("readOnly").isTrue();
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        Map<String, List<Mounted>> byVolume = Map.of();
        Set<String> judged = new HashSet<>();
        for (KubeNode volume : scope.pod("volumes").items()) {
            KubeNode hostPath = volume.get("hostPath");
            Optional<String> path = hostPath.get("path").text();
            Optional<String> name = volume.get("name").text();
            if (path.isEmpty() || name.isEmpty()) continue;
            if (judged.isEmpty()) byVolume = byVolume(scope);
            List<Mounted> mounted = byVolume.getOrDefault(name.get(), List.of());
            if (!judged.add(name.get()) && mounted.size() > MOUNTS_OF_SECOND) {
                mounted = mounted.subList(0, MOUNTS_OF_SECOND);
            }
            List<Mount> mounts = mounts(mounted, path.get(), hostPath);
            if (!mounts.isEmpty()) {
                report(name.get(), hostPath.get("path"), mounts, findings);
            } else if (!inherits(scope)) {
                findings.violated(
                        Severity.INFO,
                        hostPath.get("path"),
                        "volume \"" + name.get() + "\" names the node's \"" + path.get()
                                + "\", and no container here mounts it");
                findings.offer(() -> Optional.of(without(scope)));
            }
        }
    }

    /** Whether its volumes are those of several pods, of which others may mount them. */
    private static boolean inherits(PodScope scope) {
        return !scope.workload().podSpec().get("volumes").written();
    }

    private static Map<String, List<Mounted>> byVolume(PodScope scope) {
        Map<String, List<Mounted>> byVolume = new HashMap<>();
        for (ContainerScope scoped : scope.containers()) {
            Container container = scoped.container();
            for (KubeNode mount : container.node().get("volumeMounts").items()) {
                String volume = mount.get("name").text().orElse("");
                byVolume.computeIfAbsent(volume, ignored -> new ArrayList<>()).add(new Mounted(scoped, mount));
            }
        }
        return byVolume;
    }

    private static List<Mount> mounts(List<Mounted> mounted, String path, KubeNode hostPath) {
        boolean socket = hostPath.get("type").text().filter("Socket"::equals).isPresent();
        List<Mount> mounts = new ArrayList<>();
        for (Mounted mount : mounted) {
            String shown = HostPaths.shownBy(mount.node, path);
            Reach reach = HostPaths.reach(HostPaths.normalised(shown));
            Severity ifReadOnly = severity(reach, true, socket);
            Severity severity = mount.node.get("readOnly").isTrue() ? ifReadOnly : severity(reach, false, socket);
            mounts.add(new Mount(mount.scope, mount.node, shown, severity, ifReadOnly));
        }
        return mounts;
    }

    /** connect(2) asks for no write access to the file system that holds the socket: read-only mounts do not matter. */
    private static Severity severity(Reach reach, boolean readOnly, boolean socket) {
        return switch (reach) {
            case RUNTIME_SOCKET, RUNTIME_SOCKET_FOLDER -> Severity.CRITICAL;
            case NODE -> readOnly && !socket ? Severity.CRITICAL.lower() : Severity.CRITICAL;
            case PUBLIC -> readOnly ? Severity.HIGH.lower() : Severity.CRITICAL;
            case TIME_ZONE -> readOnly ? NOTHING : Severity.CRITICAL;
            case OTHER -> readOnly && !socket ? Severity.HIGH.lower() : Severity.HIGH;
        };
    }

    private static void report(String volume, KubeNode at, List<Mount> mounts, Findings findings) {
        Mount worst = mounts.getFirst();
        for (Mount mount : mounts) {
            if (mount.severity.compareTo(worst.severity) < 0) worst = mount;
        }
        if (worst.severity == NOTHING) return;
        Set<String> containers = new LinkedHashSet<>();
        List<Related> related = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount.severity == worst.severity) containers.add(mount.container());
            related.add(new Related(
                    mount.node.location(),
                    "container \"" + mount.container() + "\" mounts it" + (mount.readOnly() ? " read-only" : "")));
        }
        String message =
                "volume \"" + volume + "\" gives " + Names.containers(List.copyOf(containers)) + ' ' + what(worst);
        findings.add(at, worst.severity, Verdict.VIOLATED, message, INFO.why(), INFO.remedy(), related);
        findings.offer(() -> Optional.of(readOnly(mounts)));
    }

    private static Fix readOnly(List<Mount> mounts) {
        List<Change> changes = new ArrayList<>();
        Severity now = Severity.INFO;
        Severity then = Severity.INFO;
        boolean privileged = false;
        for (Mount mount : mounts) {
            now = now.worseOf(mount.severity);
            then = then.worseOf(mount.ifReadOnly);
            privileged |= mount.scope.isPrivileged();
            if (!mount.readOnly())
                changes.add(new Change.Set(mount.node.fieldPath().field("readOnly"), Tree.of(true)));
        }
        if (changes.isEmpty() || then == now) {
            return Fix.showOnly(
                    "use a volume that belongs to the pod, or the narrowest path that the program can do with");
        }
        // who is privileged can mount it anew, and mostly is so for a purpose
        return privileged
                ? new Fix(Safety.SHOW_ONLY, "mount it read-only, if the program only reads there", changes)
                : new Fix(Safety.NEEDS_TEST, "mount it read-only", changes);
    }

    /** Its controller may have containers of its own mount them where the pod spec is not Kubernetes' own. */
    private static Fix without(PodScope scope) {
        Map<String, List<Mounted>> byVolume = byVolume(scope);
        List<KubeNode> unused = scope.pod("volumes").items().stream()
                .filter(volume -> volume.get("hostPath").get("path").text().isPresent())
                .filter(volume ->
                        !byVolume.containsKey(volume.get("name").text().orElse("")))
                .toList();
        Safety safety = scope.isWhole() ? Safety.NEEDS_TEST : Safety.SHOW_ONLY;
        return new Fix(safety, "take away what nothing mounts", Removals.of(unused));
    }

    private static String what(Mount mount) {
        String path = '"' + mount.path + '"';
        return switch (HostPaths.reach(HostPaths.normalised(mount.path))) {
            case RUNTIME_SOCKET -> "the socket of the node's container runtime, " + path;
            case RUNTIME_SOCKET_FOLDER -> "the folder of the node's container runtime's socket, " + path;
            case NODE, PUBLIC, TIME_ZONE, OTHER ->
                "the node's " + path + (mount.readOnly() ? ", read-only" : ", writable");
        };
    }
}
