package dev.leastwise.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import java.util.Optional;

/** Reads documents with both readers, holds them to the same tree, and counts how many the fast one read. */
final class BothReaders {

    int documents;
    int refused;
    int handedOver;

    /** Reads all documents of an input; tells whether the fast reader read each of them that the engine does not refuse. */
    boolean agreeOn(SourceText source) {
        int before = handedOver;
        DocumentSplitter splitter = new DocumentSplitter(source.bytes(), 0);
        while (splitter.advance() && splitter.badSeparator() < 0) agreeOn(source, splitter.start(), splitter.end());
        return handedOver == before;
    }

    private void agreeOn(SourceText source, int start, int end) {
        documents++;
        Optional<Document> read;
        try {
            read = FastReader.readAlone(source, start, end, 1);
        } catch (HandOver e) {
            if (outline(EngineReader.read(source, start, end, 1)).startsWith("refused")) refused++;
            else handedOver++;
            return;
        }
        String actual = outline(read);
        String expected = outline(EngineReader.read(source, start, end, 1));
        if (actual.equals(expected)) return;
        assertThat(actual)
                .as("%s, from byte %d:%n%s", source.name(), start, source.text(start, end))
                .isEqualTo(expected);
    }

    private static String outline(Optional<Document> document) {
        return switch (document.orElse(null)) {
            case null -> "empty";
            case Document.Parsed parsed -> Outline.of(parsed.root()) + parsed.ignored();
            case Document.Broken broken -> "refused at " + broken.offset() + ": " + broken.fact();
        };
    }

    @Override
    public String toString() {
        return documents + " documents, " + refused + " refused, " + handedOver + " of the others handed over";
    }

    /** The share of documents that the fast reader read, of those that one of the two reads. */
    double share() {
        int readable = documents - refused;
        return (double) (readable - handedOver) / readable;
    }
}
