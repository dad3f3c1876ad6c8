package dev.leastwise.podsecurity;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import dev.leastwise.privilege.ProfileAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Seccomp profiles that are named: by annotations, and only by the field since there is one. */
final class SeccompProfileBaseline {

    static final Control CONTROL = Control.of(
            "seccompProfile_baseline",
            Level.BASELINE,
            Revision.since(0, new Annotations(Set.of("runtime/default", "docker/default"), "localhost/")),
            Revision.since(19, new Field(Set.of("RuntimeDefault", "Localhost"))));

    /**
     * What annotations of the pod and of its containers say.
     *
     * @param files how one may begin besides
     */
    record Annotations(Set<String> allowed, String files) implements Check {

        @Override
        public Optional<Forbidden> judge(DefaultedPod pod) {
            KubeNode annotations = pod.annotations();
            List<KubeNode> places = new ArrayList<>();
            SortedSet<String> written = Words.sorted();
            add(annotations.get(ProfileAnnotations.SECCOMP_POD), written, places);
            for (PodContainer container : pod.containers()) {
                add(annotations.get(ProfileAnnotations.SECCOMP_CONTAINER + container.name()), written, places);
            }
            if (written.isEmpty()) return Optional.empty();
            String detail = Words.plural("forbidden annotation ", "forbidden annotations ", written.size())
                    + String.join(", ", written);
            return Optional.of(new Forbidden("seccompProfile", detail, places));
        }

        private void add(KubeNode annotation, SortedSet<String> written, List<KubeNode> places) {
            String value = Fields.text(annotation);
            if (!annotation.written() || allowed.contains(value) || value.startsWith(files)) return;
            written.add(annotation.name() + '=' + GoText.quoted(value));
            places.add(annotation);
        }
    }

    /** What the fields of the pod and of its containers say. */
    record Field(Set<String> allowed) implements Check {

        @Override
        public Optional<Forbidden> judge(DefaultedPod pod) {
            Setters setters = new Setters();
            SortedSet<String> values = Words.sorted();
            setters.pod(forbidden(pod.setting("seccompProfile"), values));
            for (PodContainer container : pod.containers()) {
                setters.container(container, forbidden(container.setting("seccompProfile"), values));
            }
            if (setters.isEmpty()) return Optional.empty();
            return setters.forbidden(
                    "seccompProfile",
                    setters.all() + " must not set securityContext.seccompProfile.type to " + Words.quoted(values));
        }

        private List<KubeNode> forbidden(KubeNode profile, SortedSet<String> values) {
            if (!profile.exists()) return List.of();
            String type = Fields.text(profile, "type");
            if (allowed.contains(type)) return List.of();
            values.add(type);
            return List.of(Fields.get(profile, "type"));
        }
    }

    private SeccompProfileBaseline() {}
}
