package dev.leastwise.kube;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Kubernetes object of an input.
 *
 * @param document which of the input's documents that are not empty it stands in, from 1; the items of a List share it
 * @param root the object, whose paths are its own
 * @param namespace empty where none is written
 * @param name empty where none is written
 * @param template the file of a Helm chart that its document was rendered from, where the text says so
 */
public record Manifest(
        SourceText source,
        int document,
        KubeNode root,
        String apiVersion,
        String kind,
        Optional<String> namespace,
        Optional<String> name,
        Optional<String> template) {

    /**
     * The objects of a document. Any object with {@code items} is a list, whatever its kind, and so are lists in it; an
     * item without kind and version takes the list's (apimachinery unstructured/helpers.go, cli-runtime FlattenListVisitor).
     */
    public static List<Manifest> of(SourceText source, Document.Parsed document) {
        List<Manifest> manifests = new ArrayList<>(1);
        Optional<String> template =
                TemplateComment.before(source, document.root().start());
        collect(KubeNode.object(source, document.root()), document.number(), template, "", "", manifests);
        return manifests;
    }

    private static void collect(
            KubeNode root,
            int document,
            Optional<String> template,
            String listVersion,
            String listKind,
            List<Manifest> manifests) {
        String kind = root.get("kind").text().orElse("");
        String apiVersion = root.get("apiVersion").text().orElse("");
        if (kind.isEmpty() && apiVersion.isEmpty()) {
            kind = listKind;
            apiVersion = listVersion;
        }
        if (kind.isEmpty() || apiVersion.isEmpty()) return;
        KubeNode items = root.get("items");
        if (items.isSequence()) {
            String itemKind = kind.endsWith("List") ? kind.substring(0, kind.length() - "List".length()) : kind;
            for (KubeNode item : items.items()) {
                item.node()
                        .ifPresent(node -> collect(
                                KubeNode.object(root.source(), node),
                                document,
                                template,
                                apiVersionOf(root),
                                itemKind,
                                manifests));
            }
            return;
        }
        KubeNode metadata = root.get("metadata");
        manifests.add(new Manifest(
                root.source(),
                document,
                root,
                apiVersion,
                kind,
                metadata.get("namespace").text(),
                metadata.get("name").text(),
                template));
    }

    private static String apiVersionOf(KubeNode root) {
        return root.get("apiVersion").text().orElse("");
    }

    /** The API group, empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
