package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** What of /proc is hidden: one control until baseline began to let pods with a user namespace see all of it. */
record ProcMount(Set<String> allowed, Exempt exempt) implements Check {

    private static final Set<String> DEFAULT = Set.of("Default");

    static final Control BASELINE = Control.of(
            "procMount",
            Level.BASELINE,
            Revision.since(0, new ProcMount(DEFAULT, Exempt.NONE)),
            Revision.since(35, new ProcMount(DEFAULT, Exempt.USER_NAMESPACES)));

    static final Control RESTRICTED = Control.of(
            "procMount_restricted",
            Level.RESTRICTED,
            Revision.since(35, new ProcMount(DEFAULT, Exempt.NONE)).overriding(BASELINE));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Setters setters = new Setters();
        SortedSet<String> values = Words.sorted();
        for (PodContainer container : pod.containers()) {
            KubeNode procMount = container.setting("procMount");
            if (!procMount.exists() || allowed.contains(Fields.text(procMount))) continue;
            values.add(Fields.text(procMount));
            setters.container(container, List.of(procMount));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden(
                "procMount",
                setters.containers() + " must not set securityContext.procMount to " + Words.quoted(values));
    }
}
