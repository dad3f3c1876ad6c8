package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every container must have a seccomp profile, its own or its pod's. */
record SeccompProfileRestricted(Set<String> allowed, Exempt exempt) implements Check {

    private static final Set<String> ALLOWED = Set.of("RuntimeDefault", "Localhost");

    static final Control CONTROL = Control.of(
            "seccompProfile_restricted",
            Level.RESTRICTED,
            Revision.since(19, new SeccompProfileRestricted(ALLOWED, Exempt.NONE))
                    .overriding(SeccompProfileBaseline.CONTROL),
            Revision.since(25, new SeccompProfileRestricted(ALLOWED, Exempt.WINDOWS))
                    .overriding(SeccompProfileBaseline.CONTROL));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Optional<Forbidden> named = new SeccompProfileBaseline.Field(allowed).judge(pod);
        if (named.isPresent()) return named;
        if (pod.setting("seccompProfile").exists() || !pod.isWhole()) return Optional.empty();
        Setters silent = new Setters();
        for (PodContainer container : pod.containers()) {
            KubeNode profile = container.setting("seccompProfile");
            if (!profile.exists()) silent.container(container, List.of(profile.get("type")));
        }
        if (silent.isEmpty()) return Optional.empty();
        return silent.forbidden(
                "seccompProfile",
                "pod or " + silent.containers()
                        + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }
}
