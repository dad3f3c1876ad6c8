package dev.leastwise.change;

import dev.leastwise.kube.KubeReader;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;

/** Reads what tests edit. */
final class Manifests {

    static List<Document> documents(SourceText source) {
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        return documents;
    }

    private Manifests() {}
}
