package dev.leastwise.podsecurity;

import dev.leastwise.finding.Related;
import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The standards that the namespaces of the input enforce. Labels for warnings and for the audit log refuse nothing. */
final class Namespaces {

    private static final String LEVEL = "pod-security.kubernetes.io/enforce";
    private static final String VERSION = "pod-security.kubernetes.io/enforce-version";

    /** A standard with the labels that name it. */
    record Enforced(Standard standard, List<Related> labels) {}

    private final Map<String, Map<String, Enforced>> enforced = new HashMap<>();

    /** Takes note of a namespace; where there are several of one name, each counts. */
    void see(Manifest manifest) {
        if (!manifest.kind().equals("Namespace") || !manifest.group().isEmpty()) return;
        if (manifest.name().isEmpty()) return;
        KubeNode metadata = manifest.root().get("metadata");
        KubeNode labels = Fields.get(metadata, "labels");
        Label<Level> level = Label.read(labels, LEVEL, Level::of, Level.PRIVILEGED, Level.RESTRICTED);
        Label<PolicyVersion> version =
                Label.read(labels, VERSION, PolicyVersion::of, PolicyVersion.LATEST, PolicyVersion.LATEST);
        List<Related> related = new ArrayList<>(2);
        level.related("must be one of privileged, baseline, restricted").ifPresent(related::add);
        version.related("must be \"latest\" or \"v1.x\"").ifPresent(related::add);
        if (related.isEmpty()) related.add(new Related(metadata.location(), "no label enforces a standard"));
        Standard standard = new Standard(level.value, version.value);
        enforced.computeIfAbsent(manifest.name().get(), name -> new LinkedHashMap<>())
                .putIfAbsent(standard.id(), new Enforced(standard, related));
    }

    /**
     * What a label says.
     *
     * @param value where it says nothing that there is, the strictest (api/helpers.go PolicyToEvaluate)
     */
    private record Label<T>(String name, KubeNode node, boolean valid, T value) {

        static <T> Label<T> read(
                KubeNode labels, String name, Function<String, Optional<T>> parse, T absent, T strictest) {
            KubeNode node = Fields.get(labels, name);
            if (!node.written()) return new Label<>(name, node, true, absent);
            Optional<T> value = parse.apply(Fields.text(node));
            return new Label<>(name, node, value.isPresent(), value.orElse(strictest));
        }

        /** Where it stands, and what the API server says against it. */
        Optional<Related> related(String mustBe) {
            if (!node.written()) return Optional.empty();
            String message = valid
                    ? "the label " + name
                    : "metadata.labels[" + name + "]: Invalid value: " + GoText.quoted(Fields.text(node)) + ": "
                            + mustBe;
            return Optional.of(new Related(node.location(), message));
        }
    }

    /** The standards of a namespace; none where the input does not hold it. */
    Collection<Enforced> of(String namespace) {
        return enforced.getOrDefault(namespace, Map.of()).values();
    }
}
