package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads an input document by document, as kubectl does: JSON values where its first character is a brace, as long as they
 * are that, else YAML whose documents are parted by lines that begin with {@code ---}
 * (apimachinery/pkg/util/yaml/decoder.go).
 */
public final class YamlReader implements Iterator<Document> {

    /** kubectl looks at characters through a window of so many bytes, and gives up where there are fewer. */
    private static final int CHARACTER_WINDOW = 4;

    private final SourceText source;
    private @Nullable JsonReader json;
    private int jsonValues;
    private DocumentSplitter splitter;
    private @Nullable Unreadable jsonError;
    private boolean ended;
    private int number = 1;
    private Optional<Document> next = Optional.empty();

    private YamlReader(SourceText source) {
        this.source = source;
        this.splitter = new DocumentSplitter(source.bytes(), 0);
        this.json = JsonReader.looksLikeJson(source) ? new JsonReader(source, 0) : null;
    }

    /** The documents of an input that are not empty; each is read when it is asked for. */
    public static Iterable<Document> documents(SourceText source) {
        return () -> new YamlReader(source);
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !ended) {
            if (json != null) readJson(json);
            else readYaml();
        }
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

    private void readJson(JsonReader reader) {
        int before = reader.offset();
        try {
            ended = reader.atEnd();
            if (ended) return;
            YamlNode value = reader.read();
            jsonValues++;
            if (value instanceof Scalar scalar
                    && scalar.value().equals("null")
                    && scalar.style() == Scalar.Style.JSON_LITERAL) {
                return;
            }
            Document parsed = new Document.Parsed(number, value, OptionalInt.empty());
            next = Optional.of(
                    reader.outOfRange().<Document>map(e -> e.document(number)).orElse(parsed));
        } catch (Unreadable error) {
            turnToYaml(before, error);
        }
    }

    /** What is no JSON may still be YAML, unless two JSON values came before it; the error stays JSON's. */
    private void turnToYaml(int from, Unreadable error) {
        json = null;
        int yaml = jsonValues > 1 ? -1 : behindWhiteSpace(from);
        if (yaml < 0) {
            ended = true;
            next = Optional.of(error.document(number));
            return;
        }
        splitter = new DocumentSplitter(source.bytes(), yaml);
        jsonError = error;
    }

    /** The offset behind white space up to the first line feed; -1 where fewer bytes than a window are left. */
    private int behindWhiteSpace(int from) {
        int i = from;
        while (source.length() - i >= CHARACTER_WINDOW) {
            int width = DocumentSplitter.spaceWidth(source.bytes(), i);
            if (width == 0) return i;
            i += width;
            if (source.bytes()[i - 1] == '\n') return i;
        }
        return -1;
    }

    private void readYaml() {
        if (!splitter.advance()) {
            ended = true;
            return;
        }
        next = readChunk();
        Unreadable error = jsonError;
        jsonError = null;
        if (error != null && next.isPresent() && next.get() instanceof Document.Broken) {
            next = Optional.of(error.document(number));
        }
    }

    private Optional<Document> readChunk() {
        if (splitter.badSeparator() >= 0) {
            return Optional.of(new Document.Broken(
                    number,
                    splitter.badSeparator(),
                    "a line begins with --- and holds more than a comment",
                    "write --- alone on its line"));
        }
        return FastReader.read(source, splitter.start(), splitter.end(), number);
    }
}
