package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Kernel settings.
 *
 * @param allowed by their names with dots
 */
record Sysctls(Set<String> allowed) implements Check {

    private static final Sysctls V1_0 = new Sysctls(Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_unprivileged_port_start"));
    private static final Sysctls V1_27 = V1_0.and("net.ipv4.ip_local_reserved_ports");
    private static final Sysctls V1_29 = V1_27.and(
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");
    private static final Sysctls V1_32 = V1_29.and("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");
    private static final Sysctls V1_37 = V1_32.and("net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat");

    static final Control CONTROL = Control.of(
            "sysctls",
            Level.BASELINE,
            Revision.since(0, V1_0),
            Revision.since(27, V1_27),
            Revision.since(29, V1_29),
            Revision.since(32, V1_32),
            Revision.since(37, V1_37));

    private Sysctls and(String... names) {
        Set<String> more = new HashSet<>(allowed);
        more.addAll(List.of(names));
        return new Sysctls(Set.copyOf(more));
    }

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        List<String> names = new ArrayList<>();
        List<KubeNode> places = new ArrayList<>();
        for (KubeNode sysctl : Fields.items(pod.setting("sysctls"))) {
            KubeNode name = Fields.get(sysctl, "name");
            if (allowed.contains(Fields.text(name))) continue;
            names.add(Fields.text(name));
            places.add(name);
        }
        if (names.isEmpty()) return Optional.empty();
        return Optional.of(new Forbidden("forbidden sysctls", String.join(", ", names), places));
    }
}
