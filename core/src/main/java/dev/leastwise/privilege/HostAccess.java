package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Value.Known;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a container shares with its pod, its node and the cluster. */
final class HostAccess {

    private static final int USER_NAMESPACES_SINCE = 33;

    private final Granting granting;

    HostAccess(Granting granting) {
        this.granting = granting;
    }

    Value<Boolean> hostNetwork() {
        return granting.flag(granting.workload().pod("hostNetwork"), "pods have a network of their own");
    }

    Value<Boolean> hostPid() {
        return granting.flag(granting.workload().pod("hostPID"), "pods have process namespaces of their own");
    }

    Value<Boolean> hostIpc() {
        return granting.flag(granting.workload().pod("hostIPC"), "pods have an IPC namespace of their own");
    }

    /** Before v1.33 the feature gate is off and the API server drops hostUsers without a word (pkg/api/pod/util.go). */
    Value<Boolean> userNamespace() {
        KubeNode hostUsers = granting.workload().pod("hostUsers");
        if (!hostUsers.exists()) return granting.absent(false, "the host's users where hostUsers is not false");
        if (granting.target().kubernetes() < USER_NAMESPACES_SINCE) {
            return new Known<>(
                    false,
                    new Origin.TargetDefault("hostUsers is dropped before v1.33, whose feature gate is on by default"));
        }
        return Granting.manifest(hostUsers, node -> node.bool().map(shared -> !shared));
    }

    Value<ProcessNamespace> processNamespace() {
        KubeNode hostPid = granting.workload().pod("hostPID");
        if (hostPid.isTrue()) return new Known<>(ProcessNamespace.NODE, new Origin.Manifest(hostPid));
        KubeNode shared = granting.workload().pod("shareProcessNamespace");
        if (shared.isTrue()) return new Known<>(ProcessNamespace.POD, new Origin.Manifest(shared));
        KubeNode target = granting.container().node().get("targetContainerName");
        if (granting.container().role() == Role.EPHEMERAL && target.exists()) {
            return new Known<>(ProcessNamespace.TARGET, new Origin.Manifest(target));
        }
        return granting.absent(ProcessNamespace.CONTAINER, "each container sees its own processes");
    }

    /** A pod under the host's network has every container port as a host port (SetDefaults_Pod; not in templates). */
    Value<Set<HostPort>> hostPorts() {
        KubeNode hostNetwork = granting.workload().pod("hostNetwork");
        boolean all = hostNetwork.isTrue() && granting.workload().isPod();
        KubeNode ports = granting.container().node().get("ports");
        Set<HostPort> hostPorts = new TreeSet<>();
        for (KubeNode port : ports.items()) {
            KubeNode number = all ? port.get("containerPort") : port.get("hostPort");
            String protocol = port.get("protocol").text().orElse("TCP");
            number.integer()
                    .filter(n -> n > 0 && n < 65536)
                    .ifPresent(n -> hostPorts.add(new HostPort(n.intValue(), protocol)));
        }
        if (all && !hostPorts.isEmpty()) return Granting.forced(hostPorts, "hostNetwork", hostNetwork, ports);
        if (hostPorts.isEmpty()) return granting.absent(hostPorts, "no port of the node where hostPort is not set");
        return new Known<>(hostPorts, new Origin.Manifest(ports));
    }

    Value<Set<String>> devices() {
        KubeNode devices = granting.container().node().get("volumeDevices");
        Optional<KubeNode> privileged = granting.privileged();
        if (privileged.isPresent()) {
            return Granting.forced(Set.of(Privileges.ALL_DEVICES), "privileged", privileged.get(), devices);
        }
        Set<String> paths = new TreeSet<>();
        for (KubeNode device : devices.items()) device.get("devicePath").text().ifPresent(paths::add);
        if (paths.isEmpty()) return granting.absent(paths, "the runtime's own: null, zero, full, random, urandom, tty");
        return new Known<>(paths, new Origin.Manifest(devices));
    }

    /** containerd 2 opens low ports and ping in pods with a network of their own (podsandbox/sandbox_run_linux.go). */
    Value<Map<String, String>> sysctls() {
        Map<String, String> sysctls = new TreeMap<>();
        boolean ownNetwork = !granting.workload().pod("hostNetwork").isTrue();
        if (ownNetwork && granting.target().runtime().unprivilegedPorts()) {
            sysctls.put("net.ipv4.ip_unprivileged_port_start", "0");
            if (!userNamespace().is(true)) sysctls.put("net.ipv4.ping_group_range", "0 2147483647");
        }
        KubeNode own = granting.workload().podSetting("sysctls");
        for (KubeNode item : own.items()) {
            item.get("name")
                    .text()
                    .ifPresent(name -> sysctls.put(
                            Sysctls.dotted(name), item.get("value").text().orElse("")));
        }
        if (own.exists()) return new Known<>(sysctls, new Origin.Manifest(own));
        return granting.absent(sysctls, granting.target().runtime().title() + "'s own");
    }

    /** A container that mounts something of its own at the token's path gets only that (plugin/pkg/admission/serviceaccount). */
    Value<Boolean> serviceAccountToken() {
        Workload workload = granting.workload();
        Optional<KubeNode> own = granting.container().mountAt(Workload.TOKEN_PATH);
        if (own.isPresent()) {
            return new Known<>(Volumes.projectsToken(workload, own.get()), new Origin.Manifest(own.get()));
        }
        KubeNode automount = workload.pod("automountServiceAccountToken");
        if (automount.exists()) return Granting.manifest(automount, KubeNode::bool);
        String account = workload.serviceAccount().orElse("default");
        Optional<KubeNode> accounts =
                granting.accounts().automount(workload.manifest().namespace(), account);
        if (accounts.isPresent()) return Granting.manifest(accounts.get(), KubeNode::bool);
        return granting.absent(
                true, "the token of service account \"" + account + "\" is mounted where nothing forbids it");
    }
}
