package dev.leastwise.kube;

import java.util.List;

/**
 * Where a kind of custom resource keeps what pods are made from, as somebody has said.
 *
 * @param path fields parted by dots to a pod template or a pod spec; {@code *} stands for every item or every field
 */
public record CustomTemplate(String apiVersion, String kind, String path) {

    /** The pod specs of an object; none where it is of another kind. */
    List<KubeNode> podSpecs(Manifest manifest) {
        if (!apiVersion.equals(manifest.apiVersion()) || !kind.equals(manifest.kind())) return List.of();
        return FieldSteps.follow(manifest.root(), path).stream()
                .map(node -> node.at("spec", "containers").isSequence() ? node.get("spec") : node)
                .toList();
    }
}
