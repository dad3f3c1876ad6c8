package dev.leastwise.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.change.Edit.Refused;
import dev.leastwise.change.RandomManifests.RandomManifest;
import dev.leastwise.change.RandomManifests.Row;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Edits of random objects in random layouts, each of them proved. */
@Tag("slow")
class RandomEditsTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_707L);
    private static final int EDITS = Integer.getInteger("leastwise.edits", 40_000);
    private static final int LEAST_OF_EACH_ROW = 200;
    private static final int SHOWN = 3;

    /** Only these may be in the way of an edit. */
    private static final Set<Obstacle> LEGITIMATE =
            EnumSet.of(Obstacle.ALIAS, Obstacle.ANCHOR, Obstacle.MERGE, Obstacle.TEMPLATE);

    @Test
    void editsAsItPromises() {
        System.out.println("random edits: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        RandomManifests manifests = new RandomManifests(SEED);
        RandomChanges changes = new RandomChanges(SEED);
        Map<Row, Integer> rows = new EnumMap<>(Row.class);
        for (Row row : Row.values()) rows.put(row, 0);
        Map<Obstacle, Integer> refused = new EnumMap<>(Obstacle.class);
        List<String> wrong = new ArrayList<>();
        int edits = 0;
        int read = 0;
        int broken = 0;
        while (edits < EDITS) {
            RandomManifest manifest = manifests.next();
            SourceText before = SourceText.decode("random.yaml", manifest.bytes());
            List<Document> documents = Manifests.documents(before);
            read++;
            if (documents.stream().anyMatch(document -> document instanceof Document.Broken)) {
                broken++;
                if (System.getenv("SHOW") != null) System.out.println(documents + "\n" + before.text(0, before.length()));
                continue;
            }
            for (int i = 0; i < 4; i++) {
                Document.Parsed document = (Document.Parsed) documents.get(random.nextInt(documents.size()));
                List<Manifest> objects = Manifest.of(before, document);
                Manifest object = objects.get(random.nextInt(objects.size()));
                List<Change> list = changes.next(Tree.of(object.root()));
                edits++;
                for (Row row : manifest.rows()) rows.merge(row, 1, Integer::sum);
                Optional<String> doubt = doubt(before, documents, document, object, list, refused);
                if (doubt.isPresent()) wrong.add(doubt.get());
            }
        }
        System.out.println(edits + " random edits, " + wrong.size() + " wrong, refused: " + refused + ", " + broken + " of " + read + " broken");
        try { java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/wrong.txt"), String.join("\n@@@@@@@@@@\n", wrong)); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
        assertThat(wrong.stream().limit(SHOWN).toList()).as("%d wrong, seed %d", wrong.size(), SEED).isEmpty();
        assertThat(refused.keySet()).isSubsetOf(LEGITIMATE);
        assertThat(rows).allSatisfy((row, count) -> assertThat(count).as(row.name()).isGreaterThanOrEqualTo(LEAST_OF_EACH_ROW));
    }

    private static Optional<String> doubt(
            SourceText before,
            List<Document> documents,
            Document.Parsed document,
            Manifest object,
            List<Change> changes,
            Map<Obstacle, Integer> refused) {
        try {
            switch (new Editor(before, document).edit(object, changes)) {
                case Refused refusal -> {
                    refused.merge(refusal.obstacle(), 1, Integer::sum);
                    return LEGITIMATE.contains(refusal.obstacle()) ? Optional.empty() : Optional.of(refusal + input(before, object, changes));
                }
                case Edited edited -> {
                    SourceText after = Proof.apply(before, List.of(edited));
                    return Proof.doubt(before, documents, after, List.of(edited))
                            .map(doubt -> doubt + input(before, object, changes) + "\n=== after, taken " + edited.commentsTaken() + "\n" + after.text(0, after.length()));
                }
            }
        } catch (RuntimeException e) {
            List<StackTraceElement> trace = List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
            return Optional.of(e + " at " + trace + input(before, object, changes));
        }
    }

    private static String input(SourceText before, Manifest object, List<Change> changes) {
        return "\n=== " + changes + " of " + object.name() + "\n" + before.text(0, before.length());
    }
}
