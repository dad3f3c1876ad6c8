package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Capabilities that are added.
 *
 * @param allowed what runtimes grant by default, but for NET_RAW
 */
record CapabilitiesBaseline(Set<String> allowed) implements Check {

    static final Control CONTROL = Control.of(
            "capabilities_baseline",
            Level.BASELINE,
            Revision.since(
                    0,
                    new CapabilitiesBaseline(Set.of(
                            "AUDIT_WRITE",
                            "CHOWN",
                            "DAC_OVERRIDE",
                            "FOWNER",
                            "FSETID",
                            "KILL",
                            "MKNOD",
                            "NET_BIND_SERVICE",
                            "SETFCAP",
                            "SETGID",
                            "SETPCAP",
                            "SETUID",
                            "SYS_CHROOT"))));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        SortedSet<String> names = Words.sorted();
        for (PodContainer container : pod.containers()) {
            setters.container(container, forbidden(container, allowed, names));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden("non-default capabilities", mustNotInclude(setters, names));
    }

    /** What a container adds besides, and its names. */
    static List<KubeNode> forbidden(PodContainer container, Set<String> allowed, SortedSet<String> names) {
        List<KubeNode> forbidden = new ArrayList<>();
        for (KubeNode capability : Fields.items(Fields.get(container.setting("capabilities"), "add"))) {
            String name = Fields.text(capability);
            if (allowed.contains(name)) continue;
            names.add(name);
            forbidden.add(capability);
        }
        return forbidden;
    }

    static String mustNotInclude(Setters setters, SortedSet<String> names) {
        return setters.containers() + " must not include " + Words.quoted(names)
                + " in securityContext.capabilities.add";
    }
}
