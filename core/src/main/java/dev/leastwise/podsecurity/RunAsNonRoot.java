package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;

/** Every container must ask to be refused as root, itself or by its pod. */
record RunAsNonRoot(Exempt exempt) implements Check {

    static final Control CONTROL = Control.of(
            "runAsNonRoot",
            Level.RESTRICTED,
            Revision.since(0, new RunAsNonRoot(Exempt.NONE)),
            Revision.since(35, new RunAsNonRoot(Exempt.USER_NAMESPACES)));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Setters saying = new Setters();
        Setters silent = new Setters();
        KubeNode ofPod = pod.setting("runAsNonRoot");
        if (isForbidden(ofPod)) saying.pod(List.of(ofPod));
        for (PodContainer container : pod.containers()) {
            KubeNode own = container.setting("runAsNonRoot");
            if (isForbidden(own)) saying.container(container, List.of(own));
            if (!own.exists() && !ofPod.isTrue() && pod.isWhole()) silent.container(container, List.of(own));
        }
        if (!saying.isEmpty()) {
            return saying.forbidden(
                    "runAsNonRoot != true", saying.all() + " must not set securityContext.runAsNonRoot=false");
        }
        if (silent.isEmpty()) return Optional.empty();
        return silent.forbidden(
                "runAsNonRoot != true",
                "pod or " + silent.containers() + " must set securityContext.runAsNonRoot=true");
    }

    private static boolean isForbidden(KubeNode node) {
        return node.exists() && !node.isTrue();
    }
}
