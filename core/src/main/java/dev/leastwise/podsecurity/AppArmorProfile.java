package dev.leastwise.podsecurity;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import dev.leastwise.podsecurity.DefaultedPod.AppArmor;
import dev.leastwise.privilege.ProfileAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * AppArmor profiles, of fields and of annotations.
 *
 * @param types that a field may have
 * @param annotations that an annotation may say
 * @param files how an annotation may begin besides
 */
record AppArmorProfile(Set<String> types, Set<String> annotations, String files) implements Check {

    static final Control CONTROL = Control.of(
            "appArmorProfile",
            Level.BASELINE,
            Revision.since(
                    0,
                    new AppArmorProfile(
                            Set.of("RuntimeDefault", "Localhost"), Set.of("", "runtime/default"), "localhost/")));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        Setters setters = new Setters();
        SortedSet<String> values = Words.sorted();
        setters.pod(forbidden(pod.appArmor(), values));
        for (PodContainer container : pod.containers()) {
            setters.container(container, forbidden(pod.appArmor(container), values));
        }
        SortedSet<String> written = Words.sorted();
        for (KubeNode annotation : pod.annotations().fields()) {
            String value = Fields.text(annotation);
            if (!annotation.name().startsWith(ProfileAnnotations.APPARMOR) || isAllowed(value)) continue;
            setters.annotation(annotation);
            written.add(annotation.name() + '=' + GoText.quoted(value));
        }
        if (setters.isEmpty()) return Optional.empty();
        List<String> all = new ArrayList<>(values);
        all.addAll(written);
        return setters.forbidden(
                Words.plural("forbidden AppArmor profile", "forbidden AppArmor profiles", all.size()),
                setters.all() + " must not set AppArmor profile type to " + Words.quoted(all));
    }

    private List<KubeNode> forbidden(Optional<AppArmor> profile, SortedSet<String> values) {
        if (profile.isEmpty() || types.contains(profile.get().type())) return List.of();
        values.add(profile.get().type());
        return List.of(profile.get().place());
    }

    private boolean isAllowed(String annotation) {
        return annotations.contains(annotation) || annotation.startsWith(files);
    }
}
