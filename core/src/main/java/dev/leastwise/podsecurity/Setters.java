package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who makes a pod forbidden, and by which settings: the pod, containers in their order, annotations. */
final class Setters {

    private final List<String> containers = new ArrayList<>();
    private final List<KubeNode> places = new ArrayList<>();
    private boolean pod;
    private int annotations;

    /** The pod, if there are such settings. */
    void pod(List<KubeNode> settings) {
        pod |= !settings.isEmpty();
        places.addAll(settings);
    }

    /** A container, if there are such settings. */
    void container(PodContainer container, List<KubeNode> settings) {
        if (settings.isEmpty()) return;
        containers.add(container.name());
        places.addAll(settings);
    }

    void annotation(KubeNode annotation) {
        annotations++;
        places.add(annotation);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** The containers alone. */
    String containers() {
        return Words.containers(containers);
    }

    /** One word where there is one container. */
    String plural(String one, String many) {
        return Words.plural(one, many, containers.size());
    }

    /** Such as {@code pod and container "a"}. */
    String all() {
        List<String> all = new ArrayList<>(3);
        if (pod) all.add("pod");
        if (!containers.isEmpty()) all.add(containers());
        if (annotations > 0) all.add(Words.plural("annotation", "annotations", annotations));
        return String.join(" and ", all);
    }

    List<KubeNode> places() {
        return places;
    }

    Optional<Forbidden> forbidden(String reason, String detail) {
        return Optional.of(new Forbidden(reason, detail, places));
    }
}
