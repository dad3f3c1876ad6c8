package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Paths of the node, and which of them give the node away. */
public final class HostPaths {

    /** How far a path reaches. */
    public enum Reach {
        /** Whoever writes it owns the node. */
        NODE,
        /** The container runtime's own socket: whoever connects starts containers of any kind. */
        RUNTIME_SOCKET,
        /** A folder with such a socket in it. */
        RUNTIME_SOCKET_FOLDER,
        /** Something of the node's that nobody keeps secret, though whoever writes it owns the node. */
        PUBLIC,
        /** The node's time zone. */
        TIME_ZONE,
        /** Anything else of the node's. */
        OTHER
    }

    private static final List<String> TIME_ZONE = List.of("/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo");

    private static final List<String> PUBLIC = List.of(
            "/etc/ssl/certs",
            "/etc/ca-certificates",
            "/etc/pki/ca-trust",
            "/etc/os-release",
            "/etc/machine-id",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/resolv.conf");

    /** What belongs to the node, the kubelet and the runtimes on every distribution: folders that hold it are as bad. */
    private static final List<String> NODE = List.of(
            "/etc",
            "/proc",
            "/dev",
            "/var/lib/kubelet",
            "/var/lib/containerd",
            "/var/lib/containers",
            "/var/lib/crio",
            "/var/lib/docker",
            "/var/lib/cri-dockerd",
            "/run/containerd",
            "/run/host-containerd",
            "/run/crio",
            "/run/docker",
            "/run/k3s",
            "/run/k0s",
            "/run/podman",
            "/run/runc",
            "/run/crun",
            // programs that kubelets and runtimes start as root
            "/opt/cni",
            "/opt/containerd",
            "/usr/libexec/cni",
            "/usr/libexec/kubernetes");

    /** Where single distributions keep theirs: k3s and RKE2, k0s, MicroK8s, GKE, minikube, TKGI, IBM Cloud, Windows. */
    private static final List<String> DISTRIBUTIONS = List.of(
            "/var/lib/rancher",
            "/var/lib/k0s",
            "/var/snap/microk8s",
            "/home/kubernetes",
            "/var/lib/minikube",
            "/var/vcap",
            "/var/data/cripersistentstorage",
            "/windows",
            "/programdata/containerd",
            "/programdata/docker",
            "/program files/containerd",
            "/program files/docker");

    private static final List<String> SOCKET_FOLDERS = List.of(
            "/run/containerd",
            "/run/host-containerd",
            "/run/crio",
            "/run/docker/containerd",
            "/run/k3s/containerd",
            "/run/k0s",
            "/run/podman");

    /** The names of runtimes' sockets, wherever a distribution keeps them. */
    private static final Set<String> SOCKETS = Set.of(
            "docker.sock",
            "dockershim.sock",
            "cri-dockerd.sock",
            "containerd.sock",
            "containerd.sock.ttrpc",
            "crio.sock",
            "podman.sock");

    /** Their pipes on Windows, without the dot that stands for the machine. */
    private static final Set<String> PIPES =
            Set.of("/pipe/docker_engine", "/pipe/dockershim", "/pipe/cri-dockerd", "/pipe/containerd-containerd");

    /**
     * The path without double and trailing slashes, {@code .} and {@code ..}, below /run rather than /var/run, which is a
     * link to it. A path of Windows loses its drive and its case.
     */
    public static String normalised(String path) {
        boolean windows = path.indexOf('\\') >= 0 || (path.length() > 1 && path.charAt(1) == ':');
        List<String> segments = new ArrayList<>();
        int start = windows && path.length() > 1 && path.charAt(1) == ':' ? 2 : 0;
        for (int i = start; i <= path.length(); i++) {
            if (i < path.length() && path.charAt(i) != '/' && !(windows && path.charAt(i) == '\\')) continue;
            step(segments, path.substring(start, i));
            start = i + 1;
        }
        String joined = "/" + String.join("/", segments);
        if (isWithin(joined, "/var/run")) joined = joined.substring("/var".length());
        return windows ? joined.toLowerCase(Locale.ROOT) : joined;
    }

    private static void step(List<String> segments, String segment) {
        if (segment.isEmpty() || segment.equals(".")) return;
        if (!segment.equals("..")) {
            segments.add(segment);
        } else if (!segments.isEmpty()) {
            segments.removeLast();
        }
    }

    /** What a mount shows of a volume at that path: all of it, or what its subPath names, as far as that is known. */
    public static String shownBy(KubeNode mount, String path) {
        Optional<String> subPath = mount.get("subPath").text().filter(text -> !text.isEmpty());
        if (subPath.isEmpty()) {
            subPath = mount.get("subPathExpr").text().map(HostPaths::beforeVariables);
        }
        if (subPath.isEmpty() || subPath.get().isEmpty()) return path;
        return path.endsWith("/") ? path + subPath.get() : path + '/' + subPath.get();
    }

    private static String beforeVariables(String expression) {
        int variable = expression.indexOf("$(");
        return variable < 0 ? expression : expression.substring(0, expression.lastIndexOf('/', variable) + 1);
    }

    /** Whether a normalised path is a folder or lies in it. */
    public static boolean isWithin(String path, String folder) {
        return folder.equals("/")
                || (path.startsWith(folder)
                        && (path.length() == folder.length() || path.charAt(folder.length()) == '/'));
    }

    /** How far a normalised path reaches. */
    public static Reach reach(String path) {
        if (isWithinAny(path, TIME_ZONE)) return Reach.TIME_ZONE;
        if (isWithinAny(path, PUBLIC)) return Reach.PUBLIC;
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (SOCKETS.contains(name) || PIPES.contains(path)) return Reach.RUNTIME_SOCKET;
        if (isWithin(path, "/run") && holdsAny(path, SOCKET_FOLDERS)) return Reach.RUNTIME_SOCKET_FOLDER;
        boolean node = isWithinAny(path, NODE) || holdsAny(path, NODE) || isWithinAny(path, DISTRIBUTIONS);
        return node || isKubelets(path) ? Reach.NODE : Reach.OTHER;
    }

    /** Distributions put the kubelet's folder elsewhere, and call it by its name: /mnt/data/kubelet. Its log is only a log. */
    private static boolean isKubelets(String path) {
        return (path + "/").contains("/kubelet/") && !isWithin(path, "/var/log");
    }

    private static boolean isWithinAny(String path, List<String> folders) {
        for (String folder : folders) {
            if (isWithin(path, folder)) return true;
        }
        return false;
    }

    private static boolean holdsAny(String folder, List<String> paths) {
        for (String path : paths) {
            if (isWithin(path, folder)) return true;
        }
        return false;
    }

    private HostPaths() {}
}
