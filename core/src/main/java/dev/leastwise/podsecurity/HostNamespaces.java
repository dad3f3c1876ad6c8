package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Namespaces of the node.
 *
 * @param forbidden the fields that ask for them
 */
record HostNamespaces(List<String> forbidden) implements Check {

    static final Control CONTROL = Control.of(
            "hostNamespaces",
            Level.BASELINE,
            Revision.since(0, new HostNamespaces(List.of("hostNetwork", "hostPID", "hostIPC"))));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        List<String> set = new ArrayList<>();
        List<KubeNode> places = new ArrayList<>();
        for (String field : forbidden) {
            KubeNode node = pod.field(field);
            if (!Fields.isTrue(node)) continue;
            set.add(field + "=true");
            places.add(node);
        }
        if (set.isEmpty()) return Optional.empty();
        return Optional.of(new Forbidden("host namespaces", String.join(", ", set), places));
    }
}
