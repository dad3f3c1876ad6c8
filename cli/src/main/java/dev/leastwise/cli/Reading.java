package dev.leastwise.cli;

import dev.leastwise.cli.Documents.Step;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.Incomplete;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workloads;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads inputs one after the other, tells templates, patches and other files from manifests, and keeps none of their text. */
final class Reading {

    private static final String RENDER_HELM =
            "a Helm template; render it first: helm template CHART | leastwise check -";
    private static final String RENDER_OTHER = "a template; render it first and check what comes out";
    private static final String BUILD_KUSTOMIZE =
            "a kustomize patch; build it first: kustomize build FOLDER | leastwise check -";

    private final Function<Input, List<CustomTemplate>> templates;
    private final Consumer<Resource> first;
    private final Consumer<Contents> then;
    private Consumer<Input> end = input -> {};
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<InputError> errors = new ArrayList<>();
    private int files;
    private int documents;
    private int ignored;

    // what the documents of the current input have shown
    private boolean objects;
    private boolean unreadable;
    private Optional<Skipped> patch = Optional.empty();

    /**
     * Hands on what can be read.
     *
     * @param templates says where custom resources of an input keep pod templates, beside the places that are known
     * @param first sees each object, on whatever thread reads
     * @param then sees each document after that
     */
    Reading(Function<Input, List<CustomTemplate>> templates, Consumer<Resource> first, Consumer<Contents> then) {
        this.templates = templates;
        this.first = first;
        this.then = then;
    }

    /** Whether something of the current input cannot be read. */
    boolean isUnreadable() {
        return unreadable;
    }

    /** Has somebody know when all of an input has been handed on. */
    void atEnd(Consumer<Input> somebody) {
        end = somebody;
    }

    List<Skipped> skipped() {
        return skipped;
    }

    List<InputError> errors() {
        return errors;
    }

    int files() {
        return files;
    }

    int documents() {
        return documents;
    }

    int ignored() {
        return ignored;
    }

    /** Reads all of them. */
    void readAll(Inputs inputs, Progress progress) {
        errors.addAll(inputs.errors());
        ignored += inputs.ignored();
        Iterator<Step> steps = Documents.of(inputs.found(), templates, first);
        while (steps.hasNext()) {
            Step step = steps.next();
            if (step instanceof Step.Read read) {
                take(read.input(), read.contents());
            } else if (step instanceof Step.Broken broken) {
                take(broken);
            } else if (step instanceof Step.End last) {
                end.accept(last.input());
                close(last);
                progress.step();
            }
        }
        progress.done();
    }

    /** Makes it an error that none of them holds a Kubernetes object. */
    void requireObjects(Inputs inputs) {
        if (files > 0
                || !skipped.isEmpty()
                || !errors.isEmpty()
                || inputs.found().isEmpty()) return;
        String first = inputs.found().getFirst().name();
        String rest = inputs.found().size() == 1 ? "" : " (nor any other of the inputs)";
        errors.add(InputError.of(first, "holds no Kubernetes object" + rest, "name files with apiVersion and kind"));
    }

    private void take(Input input, Contents contents) {
        then.accept(contents);
        boolean found = !contents.resources().isEmpty();
        if (found) documents++;
        objects |= found;
        if (!unreadable && contents.incomplete().isPresent()) {
            addIncomplete(input, contents.incomplete().get());
            unreadable = true;
        }
        if (patch.isEmpty() && isPatch(contents)) {
            int line = contents.source()
                    .position(contents.document().root().start())
                    .line();
            patch = Optional.of(new Skipped(input.name(), line, BUILD_KUSTOMIZE));
        }
    }

    private void take(Step.Broken broken) {
        if (!unreadable) addBroken(broken.input(), broken.source(), broken.document());
        unreadable = true;
    }

    private void close(Step.End step) {
        step.error().ifPresent(errors::add);
        patch.ifPresent(skipped::add);
        if (objects) files++;
        if (!objects && !unreadable && patch.isEmpty() && step.error().isEmpty()) ignored++;
        objects = false;
        unreadable = false;
        patch = Optional.empty();
    }

    private void addBroken(Input input, SourceText source, Document.Broken broken) {
        Position position = source.position(broken.offset());
        String line = source.location(broken.offset(), broken.offset()).excerpt();
        boolean chart = isInChart(input.path());
        if (chart || line.contains("{{") || line.contains("{%")) {
            boolean helm = chart || line.contains(".Values") || line.contains("{{-") || line.contains(".Release");
            skipped.add(new Skipped(input.name(), position.line(), helm ? RENDER_HELM : RENDER_OTHER));
            return;
        }
        errors.add(InputError.at(input.name(), position, broken.fact(), broken.remedy()));
    }

    private void addIncomplete(Input input, Incomplete object) {
        Location at = object.at().location();
        Position position = new Position(at.line(), at.column());
        errors.add(InputError.at(input.name(), position, object.fact(), object.remedy()));
    }

    /** Whether a file lies in the templates folder of a Helm chart. */
    private static boolean isInChart(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Path chart = folder.getParent();
            if (folder.endsWith("templates") && chart != null && Files.exists(chart.resolve("Chart.yaml"))) return true;
        }
        return false;
    }

    /** A list of operations (RFC 6902), or an object of a workload's kind without its pod template. */
    private static boolean isPatch(Contents contents) {
        for (Resource resource : contents.resources()) {
            if (Workloads.isPatch(resource.manifest())) return true;
        }
        return contents.document().root() instanceof Sequence operations && isJsonPatch(operations);
    }

    private static boolean isJsonPatch(Sequence operations) {
        for (YamlNode item : operations.items()) {
            if (!(item instanceof Mapping operation)) return false;
            boolean op = false;
            boolean path = false;
            for (int i = 0; i < operation.size(); i++) {
                if (!(operation.key(i) instanceof Scalar key)) continue;
                op |= key.is("op");
                path |= key.is("path");
            }
            if (!op || !path) return false;
        }
        return !operations.items().isEmpty();
    }
}
