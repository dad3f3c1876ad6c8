package dev.leastwise.kube;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Kubernetes makes of a document.
 *
 * @param resources its objects; none where the document is nothing of Kubernetes
 * @param incomplete what was meant for an object and is none
 */
public record Contents(
        SourceText source, Document.Parsed document, List<Resource> resources, Optional<Incomplete> incomplete) {

    public static Contents of(SourceText source, Document.Parsed document) {
        List<Manifest> manifests = Manifest.of(source, document);
        List<Resource> resources = new ArrayList<>(manifests.size());
        for (Manifest manifest : manifests) resources.add(new Resource(manifest, Workloads.of(manifest)));
        return new Contents(source, document, resources, Incomplete.in(source, document));
    }
}
