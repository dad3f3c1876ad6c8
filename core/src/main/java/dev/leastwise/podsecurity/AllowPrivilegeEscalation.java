package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;

/** Every container must give up gaining privileges. */
record AllowPrivilegeEscalation(Exempt exempt) implements Check {

    static final Control CONTROL = Control.of(
            "allowPrivilegeEscalation",
            Level.RESTRICTED,
            Revision.since(8, new AllowPrivilegeEscalation(Exempt.NONE)),
            Revision.since(25, new AllowPrivilegeEscalation(Exempt.WINDOWS)));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Setters setters = new Setters();
        for (PodContainer container : pod.containers()) {
            KubeNode escalation = container.setting("allowPrivilegeEscalation");
            if (!escalation.isFalse() && pod.tells(escalation)) setters.container(container, List.of(escalation));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden(
                "allowPrivilegeEscalation != false",
                setters.containers() + " must set securityContext.allowPrivilegeEscalation=false");
    }
}
