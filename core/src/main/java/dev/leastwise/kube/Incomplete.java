package dev.leastwise.kube;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.Optional;

/**
 * What is plainly meant for a workload and is no object, so that kubectl refuses it.
 *
 * @param at where it stands
 * @param fact what it lacks
 * @param remedy what to do, as an order without a full stop
 */
public record Incomplete(KubeNode at, String fact, String remedy) {

    /** The first of a document, or of the lists in it. */
    public static Optional<Incomplete> in(SourceText source, Document.Parsed document) {
        return in(KubeNode.object(source, document.root()));
    }

    private static Optional<Incomplete> in(KubeNode root) {
        String kind = root.get("kind").text().orElse("");
        boolean versioned = root.get("apiVersion").text().isPresent();
        if (!kind.isEmpty() && versioned) return amongItems(root);
        if (!kind.isEmpty()) return withoutVersion(root, kind);
        return versioned && looksLikeWorkload(root)
                ? Optional.of(new Incomplete(
                        root,
                        "an object with containers has no kind, and kubectl refuses it",
                        "write its kind, such as kind: Pod"))
                : Optional.empty();
    }

    private static Optional<Incomplete> amongItems(KubeNode list) {
        for (KubeNode item : list.get("items").items()) {
            Optional<Incomplete> found = in(item);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** Files of values have a kind, too: it takes metadata or a spec to look like an object. */
    private static Optional<Incomplete> withoutVersion(KubeNode root, String name) {
        Optional<WorkloadKind> kind = WorkloadKind.named(name).or(() -> WorkloadKind.meantBy(name));
        boolean object = root.get("metadata").isMapping() || root.get("spec").isMapping();
        if (kind.isEmpty() || !object) return Optional.empty();
        return Optional.of(new Incomplete(
                root,
                "an object of kind " + kind.get().title() + " has no apiVersion, and kubectl refuses it",
                "write apiVersion: " + kind.get().apiVersion()));
    }

    private static boolean looksLikeWorkload(KubeNode root) {
        KubeNode spec = root.get("spec");
        return spec.get("containers").isSequence()
                || spec.at("template", "spec").isMapping()
                || spec.at("jobTemplate", "spec").isMapping();
    }
}
