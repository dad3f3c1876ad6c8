package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;

/** Containers that are given everything. */
record Privileged() implements Check {

    static final Control CONTROL = Control.of("privileged", Level.BASELINE, Revision.since(0, new Privileged()));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        for (PodContainer container : pod.containers()) {
            KubeNode privileged = container.setting("privileged");
            if (Fields.isTrue(privileged)) setters.container(container, List.of(privileged));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden("privileged", setters.containers() + " must not set securityContext.privileged=true");
    }
}
