package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.sandbox.oci.Mount;
import dev.leastwise.sandbox.pod.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The files that the kubelet and the runtime lay over a container's own: its names, its resolver, its last words. */
final class EtcFiles {

    private static final String HOSTS = """
            # Kubernetes-managed hosts file.
            127.0.0.1	localhost
            ::1	localhost ip6-localhost ip6-loopback
            fe00::0	ip6-localnet
            fe00::0	ip6-mcastprefix
            fe00::1	ip6-allnodes
            fe00::2	ip6-allrouters
            """;
    private static final String NODE_HOSTS = "# Kubernetes-managed hosts file (host network).\n";
    private static final String TERMINATION_LOG = "/dev/termination-log";

    private final Pod pod;
    private final Path folder;

    /** Writes those that all containers of a pod share into a folder. */
    EtcFiles(Pod pod, Path folder) throws IOException {
        this.pod = pod;
        this.folder = folder;
        write("hosts", hosts());
        write("hostname", pod.hostname() + '\n');
        write("resolv.conf", resolver());
    }

    /** What a container of that id gets of them; the kubelet's /etc/hosts can be written whatever the root file system. */
    List<Mount> mounts(Container container, String id, boolean readOnlyRoot) throws IOException {
        String access = readOnlyRoot ? "ro" : "rw";
        List<Mount> mounts = new ArrayList<>();
        mounts.add(bind("/etc/hosts", folder.resolve("hosts"), "rw"));
        mounts.add(bind("/etc/hostname", folder.resolve("hostname"), access));
        mounts.add(bind("/etc/resolv.conf", folder.resolve("resolv.conf"), access));
        Path log = write(id + ".termination-log", "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
        String place = container.node().get("terminationMessagePath").text().orElse(TERMINATION_LOG);
        mounts.add(bind(place, log, "rw"));
        return mounts;
    }

    static Mount bind(String destination, Path source, String access) {
        return new Mount(destination, "bind", source.toString(), List.of("rbind", "rprivate", access));
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Kubernetes pkg/kubelet/kubelet_pods.go managedHostsFileContent, nodeHostsFileContent. */
    private String hosts() throws IOException {
        StringBuilder hosts = new StringBuilder();
        if (pod.hostNetwork()) hosts.append(NODE_HOSTS).append(Files.readString(Path.of("/etc/hosts")));
        else
            hosts.append(HOSTS)
                    .append(pod.address())
                    .append('\t')
                    .append(pod.hostnames())
                    .append('\n');
        List<KubeNode> aliases = pod.workload().pod("hostAliases").items();
        if (!aliases.isEmpty()) hosts.append("\n# Entries added by HostAliases.\n");
        for (KubeNode alias : aliases) {
            hosts.append(alias.get("ip").text().orElse(""))
                    .append('\t')
                    .append(String.join("\t", alias.get("hostnames").texts()))
                    .append('\n');
        }
        return hosts.toString();
    }

    /** Kubernetes pkg/kubelet/network/dns: there is no cluster's resolver here, so only what the pod names itself. */
    private String resolver() {
        KubeNode own = pod.workload().pod("dnsConfig");
        StringBuilder lines = new StringBuilder();
        List<String> searches = own.get("searches").texts();
        if (!searches.isEmpty())
            lines.append("search ").append(String.join(" ", searches)).append('\n');
        for (String server : own.get("nameservers").texts()) {
            lines.append("nameserver ").append(server).append('\n');
        }
        List<String> options = new ArrayList<>();
        for (KubeNode option : own.get("options").items()) {
            String name = option.get("name").text().orElse("");
            options.add(
                    option.get("value").text().map(value -> name + ':' + value).orElse(name));
        }
        if (!options.isEmpty())
            lines.append("options ").append(String.join(" ", options)).append('\n');
        return lines.toString();
    }
}
