package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * SELinux labels; the level is free.
 *
 * @param types that may be set
 * @param unset the fields that may not
 */
record SeLinuxOptions(Set<String> types, List<String> unset) implements Check {

    private static final List<String> UNSET = List.of("user", "role");

    static final Control CONTROL = Control.of(
            "seLinuxOptions",
            Level.BASELINE,
            Revision.since(
                    0, new SeLinuxOptions(Set.of("", "container_t", "container_init_t", "container_kvm_t"), UNSET)),
            Revision.since(
                    31,
                    new SeLinuxOptions(
                            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"),
                            UNSET)));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        setters.pod(forbidden(pod.setting("seLinuxOptions")));
        for (PodContainer container : pod.containers()) {
            setters.container(container, forbidden(container.setting("seLinuxOptions")));
        }
        if (setters.isEmpty()) return Optional.empty();
        return setters.forbidden(
                "seLinuxOptions",
                setters.all() + " set forbidden securityContext.seLinuxOptions: " + what(setters.places()));
    }

    private List<KubeNode> forbidden(KubeNode options) {
        if (!options.exists()) return List.of();
        List<KubeNode> forbidden = new ArrayList<>();
        KubeNode type = Fields.get(options, "type");
        if (!types.contains(Fields.text(type))) forbidden.add(type);
        for (String field : unset) {
            KubeNode node = Fields.get(options, field);
            if (!Fields.text(node).isEmpty()) forbidden.add(node);
        }
        return forbidden;
    }

    private String what(List<KubeNode> places) {
        SortedSet<String> badTypes = Words.sorted();
        List<String> what = new ArrayList<>();
        for (KubeNode place : places) {
            if (!unset.contains(place.name())) badTypes.add(Fields.text(place));
        }
        if (!badTypes.isEmpty()) {
            what.add(Words.plural("type ", "types ", badTypes.size()) + Words.quoted(badTypes));
        }
        for (String field : unset) {
            if (places.stream().anyMatch(place -> place.name().equals(field))) what.add(field + " may not be set");
        }
        return String.join("; ", what);
    }
}
