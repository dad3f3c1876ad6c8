package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Probes and lifecycle hooks that name a host, any host.
 *
 * @param probes of a container
 * @param hooks of a container's lifecycle
 * @param handlers of either that have a host
 */
record HostProbesAndHostLifecycle(List<String> probes, List<String> hooks, List<String> handlers) implements Check {

    static final Control CONTROL = Control.of(
            "hostProbesAndHostLifecycle",
            Level.BASELINE,
            Revision.since(
                    34,
                    new HostProbesAndHostLifecycle(
                            List.of("livenessProbe", "readinessProbe", "startupProbe"),
                            List.of("postStart", "preStop"),
                            List.of("httpGet", "tcpSocket"))));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        SortedSet<String> names = Words.sorted();
        List<KubeNode> places = new ArrayList<>();
        for (PodContainer container : pod.containers()) {
            int before = places.size();
            for (String probe : probes) addHosts(Fields.get(container.node(), probe), places);
            KubeNode lifecycle = Fields.get(container.node(), "lifecycle");
            for (String hook : hooks) addHosts(Fields.get(lifecycle, hook), places);
            if (places.size() > before) names.add(container.name());
        }
        if (places.isEmpty()) return Optional.empty();
        SortedSet<String> hosts = Words.sorted();
        for (KubeNode host : places) hosts.add(Fields.text(host));
        String detail = Words.containers(names)
                + Words.plural(" uses ", " use ", names.size())
                + Words.plural("probe or lifecycle host ", "probe or lifecycle hosts ", hosts.size())
                + Words.quoted(hosts);
        return Optional.of(new Forbidden("probe or lifecycle host", detail, places));
    }

    private void addHosts(KubeNode handler, List<KubeNode> places) {
        if (!handler.exists()) return;
        for (String kind : handlers) {
            KubeNode host = Fields.get(Fields.get(handler, kind), "host");
            if (!Fields.text(host).isEmpty()) places.add(host);
        }
    }
}
