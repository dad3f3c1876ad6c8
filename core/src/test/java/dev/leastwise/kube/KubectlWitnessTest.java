package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.RandomDocuments;
import dev.leastwise.yaml.RandomDocuments.RandomDocument;
import dev.leastwise.yaml.RandomDocuments.Row;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real kubectl bears witness that documents are read as Kubernetes reads them. */
@Tag("slow")
class KubectlWitnessTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_101L);
    private static final int DOCUMENTS = Integer.getInteger("leastwise.documents", 2_000);
    private static final int LEAST_OF_EACH_ROW = 20;
    private static final int BATCH = 100;
    private static final int FILES_AT_ONCE = 15;

    @TempDir
    Path folder;

    /**
     * What a reader makes of an input, up to the first document that it refuses.
     *
     * @param refusal why, empty where it takes all
     */
    private record Reading(List<String> objects, Optional<String> refusal) {}

    @Test
    void readsRandomDocumentsAsKubectlDoes() {
        System.out.println("random documents: seed " + SEED + " (-Dleastwise.seed)");
        RandomDocuments series = RandomDocuments.of(SEED);
        List<RandomDocument> documents =
                Stream.generate(series::next).limit(DOCUMENTS).toList();
        if (DOCUMENTS >= 2_000) {
            assertThat(countRows(documents))
                    .allSatisfy(
                            (row, count) -> assertThat(count).as(row.name()).isGreaterThanOrEqualTo(LEAST_OF_EACH_ROW));
        }
        Kubectl kubectl = Kubectl.assume();
        List<String> disagreements = IntStream.range(0, (documents.size() + BATCH - 1) / BATCH)
                .parallel()
                .mapToObj(i -> documents.subList(i * BATCH, Math.min(documents.size(), (i + 1) * BATCH)))
                .flatMap(batch -> disagreements(kubectl, batch).stream())
                .toList();
        assertThat(disagreements)
                .as("%d of %d documents of seed %d are read otherwise", disagreements.size(), DOCUMENTS, SEED)
                .isEmpty();
    }

    private static Map<Row, Integer> countRows(List<RandomDocument> documents) {
        Map<Row, Integer> counts = new EnumMap<>(Row.class);
        for (Row row : Row.values()) counts.put(row, 0);
        for (RandomDocument document : documents) {
            for (Row row : document.rows()) counts.merge(row, 1, Integer::sum);
        }
        return counts;
    }

    private List<String> disagreements(Kubectl kubectl, List<RandomDocument> batch) {
        List<Path> files = batch.stream().map(this::write).toList();
        Kubectl.Answer answer = kubectl.decode(folder, files);
        Map<String, List<String>> theirs = byDocument(answer.objects());
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            RandomDocument document = batch.get(i);
            Reading expected =
                    new Reading(theirs.getOrDefault("d" + document.number(), List.of()), answer.refusal(files.get(i)));
            Reading actual = read(document.bytes());
            if (!agree(actual, expected)) disagreements.add(describe(document, actual, expected));
        }
        return disagreements;
    }

    private Path write(RandomDocument document) {
        try {
            return Files.write(folder.resolve("d" + document.number() + ".yaml"), document.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kubectl's objects by the document that they come from, which their names tell. */
    private static Map<String, List<String>> byDocument(String stream) {
        Map<String, List<String>> objects = new HashMap<>();
        for (KubeNode object : jsonValues(stream)) {
            String name = object.at("metadata", "name").text().orElseThrow();
            String document = name.endsWith(".2") ? name.substring(0, name.length() - 2) : name;
            objects.computeIfAbsent(document, d -> new ArrayList<>()).add(JsonText.of(object));
        }
        return objects;
    }

    private static List<KubeNode> jsonValues(String stream) {
        SourceText source = SourceText.of("kubectl", stream);
        List<KubeNode> values = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            values.add(KubeNode.object(source, ((Document.Parsed) document).root()));
        }
        return values;
    }

    private static Reading read(byte[] bytes) {
        SourceText source = SourceText.decode("input", bytes);
        List<String> objects = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            switch (document) {
                case Document.Broken broken -> {
                    return new Reading(objects, Optional.of(broken.toString()));
                }
                case Document.Parsed parsed -> flatten(KubeNode.object(source, parsed.root()), objects);
            }
        }
        return new Reading(objects, Optional.empty());
    }

    private static void flatten(KubeNode object, List<String> into) {
        if (object.get("items").isSequence()) {
            for (KubeNode item : object.get("items").items()) {
                flatten(KubeNode.object(item.source(), item.node().orElseThrow()), into);
            }
        } else if (object.get("kind").text().isPresent()) {
            into.add(JsonText.labelled(object, "witness", "yes"));
        }
    }

    private static boolean agree(Reading actual, Reading expected) {
        return actual.objects().equals(expected.objects())
                && actual.refusal().isPresent() == expected.refusal().isPresent();
    }

    private static String describe(RandomDocument document, Reading actual, Reading expected) {
        return "\n--- document " + document.number() + " " + document.rows() + "\n" + document.text() + "\nhere:    "
                + actual + "\nkubectl: " + expected;
    }

    @Test
    void readsTheCorpusAsKubectlDoes() throws IOException {
        Path corpus = Path.of("../../shared/corpus");
        assumeTrue(
                Files.isDirectory(corpus),
                "needs ../shared/corpus: manifests of several projects beside the repository");
        Kubectl kubectl = Kubectl.assume();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(corpus)) {
            files = walk.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
        List<String> disagreements = IntStream.range(0, (files.size() + FILES_AT_ONCE - 1) / FILES_AT_ONCE)
                .parallel()
                .mapToObj(i -> files.subList(i * FILES_AT_ONCE, Math.min(files.size(), (i + 1) * FILES_AT_ONCE)))
                .filter(some -> disagreement(kubectl, some).isPresent())
                .flatMap(some -> some.stream().flatMap(file -> disagreement(kubectl, List.of(file)).stream()))
                .toList();
        assertThat(disagreements)
                .as("%d of %d files are read otherwise", disagreements.size(), files.size())
                .isEmpty();
    }

    private Optional<String> disagreement(Kubectl kubectl, List<Path> files) {
        Kubectl.Answer answer = kubectl.decode(folder, files);
        List<String> theirs =
                jsonValues(answer.objects()).stream().map(JsonText::of).toList();
        List<String> ours = new ArrayList<>();
        for (Path file : files) {
            Reading reading = read(bytes(file));
            if (reading.refusal().isPresent() != answer.refusal(file).isPresent()) {
                return Optional.of(
                        "\n--- " + file + "\nhere:    " + reading.refusal() + "\nkubectl: " + answer.refusal(file));
            }
            ours.addAll(reading.objects());
        }
        return ours.equals(theirs)
                ? Optional.empty()
                : Optional.of("\n--- " + files + "\n" + firstDifference(ours, theirs));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstDifference(List<String> ours, List<String> theirs) {
        if (ours.size() != theirs.size()) return "here: " + ours.size() + " objects, kubectl: " + theirs.size();
        int i = Arrays.mismatch(ours.toArray(), theirs.toArray());
        return "here:    " + ours.get(i) + "\nkubectl: " + theirs.get(i);
    }
}
