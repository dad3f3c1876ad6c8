package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;

/** Nothing may ask for root. */
record RunAsUser(Exempt exempt) implements Check {

    static final Control CONTROL = Control.of(
            "runAsUser",
            Level.RESTRICTED,
            Revision.since(23, new RunAsUser(Exempt.NONE)),
            Revision.since(35, new RunAsUser(Exempt.USER_NAMESPACES)));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Setters setters = new Setters();
        setters.pod(forbidden(pod.setting("runAsUser")));
        for (PodContainer container : pod.containers()) {
            setters.container(container, forbidden(container.setting("runAsUser")));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden("runAsUser=0", setters.all() + " must not set runAsUser=0");
    }

    private static List<KubeNode> forbidden(KubeNode user) {
        boolean root = user.exists() && (user.integer().isEmpty() || Fields.isZero(user));
        return root ? List.of(user) : List.of();
    }
}
