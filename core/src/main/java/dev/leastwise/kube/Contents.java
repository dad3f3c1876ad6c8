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
        return of(source, document, List.of());
    }

    /** The same, with the pod templates of custom resources that somebody has named. */
    public static Contents of(SourceText source, Document.Parsed document, List<CustomTemplate> templates) {
        List<Manifest> manifests = Manifest.of(source, document);
        List<Resource> resources = new ArrayList<>(manifests.size());
        for (Manifest manifest : manifests) resources.add(new Resource(manifest, Workloads.of(manifest, templates)));
        return new Contents(source, document, resources, Incomplete.in(source, document));
    }
}
