package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import dev.leastwise.podsecurity.DefaultedPod.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Ports of the node. */
record HostPorts() implements Check {

    static final Control CONTROL = Control.of("hostPorts", Level.BASELINE, Revision.since(0, new HostPorts()));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        SortedSet<String> numbers = Words.sorted();
        for (PodContainer container : pod.containers()) {
            List<KubeNode> places = new ArrayList<>();
            for (HostPort port : pod.hostPorts(container)) {
                numbers.add(port.number());
                places.add(port.place());
            }
            setters.container(container, places);
        }
        if (setters.isEmpty()) return Optional.empty();
        String detail = setters.containers()
                + setters.plural(" uses ", " use ")
                + Words.plural("hostPort ", "hostPorts ", numbers.size())
                + String.join(", ", numbers);
        return setters.forbidden("hostPort", detail);
    }
}
