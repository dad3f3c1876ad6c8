package dev.leastwise.kube;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.Iterator;

/** The documents of an input as kubectl decodes them: what it refuses is broken, though it may be well-formed YAML. */
public final class KubeReader {

    public static Iterable<Document> documents(SourceText source) {
        return () -> new Checked(YamlReader.documents(source).iterator());
    }

    private record Checked(Iterator<Document> documents) implements Iterator<Document> {

        @Override
        public boolean hasNext() {
            return documents.hasNext();
        }

        @Override
        public Document next() {
            Document document = documents.next();
            return document instanceof Document.Parsed parsed ? Decoding.check(parsed) : document;
        }
    }

    private KubeReader() {}
}
