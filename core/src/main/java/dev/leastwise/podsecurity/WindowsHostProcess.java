package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;

/** Containers of Windows that are programs of the node. */
record WindowsHostProcess() implements Check {

    static final Control CONTROL =
            Control.of("windowsHostProcess", Level.BASELINE, Revision.since(0, new WindowsHostProcess()));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        setters.pod(forbidden(pod.setting("windowsOptions")));
        for (PodContainer container : pod.containers()) {
            setters.container(container, forbidden(container.setting("windowsOptions")));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden(
                "hostProcess", setters.all() + " must not set securityContext.windowsOptions.hostProcess=true");
    }

    private static List<KubeNode> forbidden(KubeNode options) {
        KubeNode hostProcess = Fields.get(options, "hostProcess");
        return Fields.isTrue(hostProcess) ? List.of(hostProcess) : List.of();
    }
}
