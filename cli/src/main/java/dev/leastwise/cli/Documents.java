package dev.leastwise.cli;

import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Resource;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Limits;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The documents of many inputs, each input closed by a step without one. */
final class Documents implements Iterator<Documents.Step> {

    /** What comes next of an input. */
    sealed interface Step {

        Input input();

        /** A document. */
        record Read(Input input, Contents contents) implements Step {}

        /** A document that cannot be read. */
        record Broken(Input input, SourceText source, Document.Broken document) implements Step {}

        /**
         * The input's end.
         *
         * @param error why it could not be read
         */
        record End(Input input, Optional<InputError> error) implements Step {}
    }

    private static final int FEW_FILES = 4;
    private static final int FEW_BYTES = 1 << 16;
    private static final int MUCH_TEXT = 1 << 23;

    private final Iterator<Input> inputs;
    private final Function<Input, List<CustomTemplate>> templates;
    private final Consumer<Resource> first;
    private Optional<Input> input = Optional.empty();
    private SourceText source = SourceText.of("", "");
    private Optional<InputError> error = Optional.empty();
    private int read;
    private Iterator<Document> documents = Collections.emptyIterator();

    private Documents(List<Input> inputs, Function<Input, List<CustomTemplate>> templates, Consumer<Resource> first) {
        this.inputs = inputs.iterator();
        this.templates = templates;
        this.first = first;
    }

    /**
     * Reads them when they are asked for; where that is much, on a thread of its own while those before are judged.
     *
     * @param templates says where custom resources of an input keep pod templates, beside the places that are known
     * @param first sees each object before anybody else does, on that thread
     */
    static Iterator<Step> of(
            List<Input> inputs, Function<Input, List<CustomTemplate>> templates, Consumer<Resource> first) {
        Documents documents = new Documents(inputs, templates, first);
        return isMuch(inputs) ? Ahead.of(documents) : documents;
    }

    /** Whether reading takes longer than starting a thread does. */
    private static boolean isMuch(List<Input> inputs) {
        if (inputs.size() > FEW_FILES) return true;
        for (Input input : inputs) {
            if (input.path().toFile().length() > FEW_BYTES) return true;
        }
        return false;
    }

    @Override
    public boolean hasNext() {
        return input.isPresent() || inputs.hasNext();
    }

    @Override
    public Step next() {
        if (input.isEmpty()) open(inputs.next());
        Input current = input.orElseThrow();
        if (documents.hasNext()) return step(current, documents.next());
        input = Optional.empty();
        return new Step.End(current, error);
    }

    // No switch over the sealed types here and in Reading: a fresh JVM takes longer to set one up than to read hundreds
    // of files.
    private Step step(Input current, Document document) {
        if (document instanceof Document.Broken broken) return new Step.Broken(current, source, broken);
        Contents contents = Contents.of(source, (Document.Parsed) document, templates.apply(current));
        for (Resource resource : contents.resources()) first.accept(resource);
        return new Step.Read(current, contents);
    }

    private void open(Input next) {
        input = Optional.of(next);
        source = SourceText.of(next.name(), "");
        documents = Collections.emptyIterator();
        try {
            byte[] bytes = next.read(Limits.INPUT_BYTES);
            error = bytes.length > Limits.INPUT_BYTES ? Optional.of(tooLarge(next)) : Optional.empty();
            if (error.isPresent()) return;
            collect(bytes.length);
            source = SourceText.decode(next.name(), bytes);
            documents = KubeReader.documents(source).iterator();
        } catch (IOException e) {
            error = Optional.of(InputError.of(
                    next.name(), Inputs.reason(e, "cannot be read"), "check the path and its permissions"));
        }
    }

    /**
     * Texts live long enough to get into the old generation, which the serial collector lets grow to a quarter of the
     * machine's memory before it collects it.
     */
    private void collect(int bytes) {
        read += bytes;
        if (read < MUCH_TEXT) return;
        read = 0;
        System.gc();
    }

    private static InputError tooLarge(Input input) {
        String limit = "larger than " + (Limits.INPUT_BYTES >> 20) + " MiB";
        return InputError.of(input.name(), limit, "split it at its --- lines");
    }
}
