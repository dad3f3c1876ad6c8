package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads an input document by document, as kubectl does: JSON where its first character is a brace, else YAML whose
 * documents are parted by lines that begin with {@code ---} (apimachinery/pkg/util/yaml/decoder.go).
 */
public final class YamlReader implements Iterator<Document> {

    private final SourceText source;
    private final DocumentSplitter splitter;
    private int number = 1;
    private Optional<Document> next = Optional.empty();

    private YamlReader(SourceText source) {
        this.source = source;
        this.splitter = new DocumentSplitter(source);
    }

    /** The documents of an input that are not empty; each is read when it is asked for. */
    public static Iterable<Document> documents(SourceText source) {
        return () -> JsonReader.looksLikeJson(source) ? JsonReader.documents(source) : new YamlReader(source);
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && splitter.advance()) next = readChunk();
        return next.isPresent();
    }

    @Override
    public Document next() {
        if (!hasNext()) throw new NoSuchElementException();
        Document document = next.orElseThrow();
        next = Optional.empty();
        number++;
        return document;
    }

    private Optional<Document> readChunk() {
        if (splitter.error().isPresent()) {
            return Optional.of(new Document.Broken(
                    number, splitter.start(), splitter.error().get(), "write --- alone on its line"));
        }
        return FastReader.read(source, splitter.start(), splitter.end(), number);
    }
}
