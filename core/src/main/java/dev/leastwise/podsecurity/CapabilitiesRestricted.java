package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Every container must drop all capabilities.
 *
 * @param dropped what says so
 * @param addable what may be added
 */
record CapabilitiesRestricted(String dropped, Set<String> addable, Exempt exempt) implements Check {

    private static final Set<String> ADDABLE = Set.of("NET_BIND_SERVICE");

    static final Control CONTROL = Control.of(
            "capabilities_restricted",
            Level.RESTRICTED,
            Revision.since(22, new CapabilitiesRestricted("ALL", ADDABLE, Exempt.NONE))
                    .overriding(CapabilitiesBaseline.CONTROL),
            Revision.since(25, new CapabilitiesRestricted("ALL", ADDABLE, Exempt.WINDOWS))
                    .overriding(CapabilitiesBaseline.CONTROL));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        if (exempt.covers(pod)) return Optional.empty();
        Setters keeping = new Setters();
        Setters adding = new Setters();
        SortedSet<String> added = Words.sorted();
        for (PodContainer container : pod.containers()) {
            KubeNode drop = Fields.get(container.setting("capabilities"), "drop");
            if (!dropsAll(drop) && pod.tells(drop)) keeping.container(container, List.of(drop));
            adding.container(container, CapabilitiesBaseline.forbidden(container, addable, added));
        }
        List<String> details = new ArrayList<>(2);
        List<KubeNode> places = new ArrayList<>(keeping.places());
        places.addAll(adding.places());
        if (!keeping.isEmpty()) {
            details.add(keeping.containers() + " must set securityContext.capabilities.drop=[\"" + dropped + "\"]");
        }
        if (!adding.isEmpty()) details.add(CapabilitiesBaseline.mustNotInclude(adding, added));
        if (details.isEmpty()) return Optional.empty();
        return Optional.of(new Forbidden("unrestricted capabilities", String.join("; ", details), places));
    }

    private boolean dropsAll(KubeNode drop) {
        return drop.texts().contains(dropped);
    }
}
