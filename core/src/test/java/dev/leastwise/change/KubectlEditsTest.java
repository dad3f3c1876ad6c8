package dev.leastwise.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.RandomManifests.RandomManifest;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.Kubectl;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real kubectl and a JSON Patch library that is not ours bear witness that an edit is what its changes say. */
@Tag("slow")
class KubectlEditsTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_708L);
    private static final int EDITS = Integer.getInteger("leastwise.kubectl.edits", 2_000);
    private static final int BATCH = 100;

    @TempDir
    Path folder;

    /**
     * An edit of one of the objects in an input.
     *
     * @param object which, in the order of all objects in it
     */
    private record Sample(SourceText before, SourceText after, int object, int objects, List<Change> changes) {}

    @Test
    void editsAsKubectlReads() throws IOException {
        System.out.println("edits that kubectl reads: seed " + SEED + " (-Dleastwise.seed)");
        Kubectl kubectl = Kubectl.assume();
        Random random = new Random(SEED);
        RandomManifests manifests = new RandomManifests(SEED);
        RandomChanges changes = new RandomChanges(SEED);
        int edits = 0;
        while (edits < EDITS) {
            List<Sample> batch = new ArrayList<>();
            while (batch.size() < BATCH) sample(manifests.next(), random, changes, batch);
            check(kubectl, batch);
            edits += batch.size();
        }
        assertThat(edits).isGreaterThanOrEqualTo(EDITS);
    }

    private static void sample(RandomManifest manifest, Random random, RandomChanges changes, List<Sample> into) {
        SourceText before = SourceText.decode("random.yaml", manifest.bytes());
        List<Manifest> objects = new ArrayList<>();
        List<Document.Parsed> documents = new ArrayList<>();
        for (Document document : Manifests.documents(before)) {
            Document.Parsed parsed = (Document.Parsed) document;
            for (Manifest object : Manifest.of(before, parsed)) {
                objects.add(object);
                documents.add(parsed);
            }
        }
        int chosen = random.nextInt(objects.size());
        Manifest object = objects.get(chosen);
        List<Change> list = changes.next(Tree.of(object.root()));
        if (list.stream().anyMatch(KubectlEditsTest::isUnfit)) return;
        if (new Editor(before, documents.get(chosen)).edit(object, list) instanceof Edited edited) {
            SourceText after = Proof.apply(before, List.of(edited));
            into.add(new Sample(before, after, chosen, objects.size(), list));
        }
    }

    /** Whether kubectl would no longer know the object, count another as one, or the library not take the patch. */
    private static boolean isUnfit(Change change) {
        boolean moves = change instanceof Change.Move move && (!isBody(move.to()) || isMistaken(move));
        return moves || !isBody(change.path());
    }

    /** The library takes {@code /a} for a prefix of {@code /ab}, and refuses to move into it. */
    private static boolean isMistaken(Change.Move move) {
        return move.to().pointer().startsWith(move.path().pointer());
    }

    private static boolean isBody(FieldPath path) {
        return path.startsWith(FieldPath.of("spec"));
    }

    private void check(Kubectl kubectl, List<Sample> batch) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            files.add(Files.write(
                    folder.resolve(i + ".before.yaml"), batch.get(i).before().encoded()));
            files.add(Files.write(
                    folder.resolve(i + ".after.yaml"), batch.get(i).after().encoded()));
        }
        Kubectl.Answer answer = kubectl.decode(folder, files);
        assertThat(answer.errors()).isEmpty();
        List<JsonObject> objects = objects(answer.objects());
        assertThat(objects)
                .hasSize(batch.stream().mapToInt(sample -> 2 * sample.objects()).sum());
        int at = 0;
        for (Sample sample : batch) {
            List<JsonObject> expected = new ArrayList<>(objects.subList(at, at + sample.objects()));
            expected.set(sample.object(), patched(expected.get(sample.object()), sample));
            at += sample.objects();
            List<JsonObject> actual = objects.subList(at, at + sample.objects());
            at += sample.objects();
            assertThat(actual)
                    .as("%s of object %d, seed %d:%n%s", sample.changes(), sample.object(), SEED, text(sample.before()))
                    .isEqualTo(expected);
        }
    }

    private static JsonObject patched(JsonObject object, Sample sample) {
        Tree tree = Editing.tree(object.toString());
        String patch = JsonPatch.json(JsonPatch.of(tree, sample.changes()));
        try (JsonReader reader = Json.createReader(new StringReader(patch))) {
            JsonArray operations = reader.readArray();
            return Json.createPatch(operations).apply(object);
        }
    }

    /** kubectl indents all lines of an object but the first and the last. */
    private static List<JsonObject> objects(String stream) {
        List<JsonObject> objects = new ArrayList<>();
        for (String object : stream.split("(?<=\n})\n", 0)) {
            try (JsonReader reader = Json.createReader(new StringReader(object))) {
                objects.add(reader.readObject());
            }
        }
        return objects;
    }

    private static String text(SourceText source) {
        return source.text(0, source.length());
    }
}
