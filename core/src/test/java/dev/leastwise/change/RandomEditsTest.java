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
    private static final int EDITS_OF_EACH = 4;
    private static final int LEAST_OF_EACH_ROW = 200;
    private static final int SHOWN = 3;

    /** Only these may be in the way of an edit. */
    private static final Set<Obstacle> LEGITIMATE =
            EnumSet.of(Obstacle.ALIAS, Obstacle.ANCHOR, Obstacle.MERGE, Obstacle.TEMPLATE);

    private final Random random = new Random(SEED);
    private final RandomChanges changes = new RandomChanges(SEED);
    private final Map<Row, Integer> rows = new EnumMap<>(Row.class);
    private final Map<Obstacle, Integer> refused = new EnumMap<>(Obstacle.class);
    private final List<String> wrong = new ArrayList<>();

    @Test
    void editsAsItPromises() {
        System.out.println("random edits: seed " + SEED + " (-Dleastwise.seed)");
        RandomManifests manifests = new RandomManifests(SEED);
        for (int edits = 0; edits < EDITS; edits += EDITS_OF_EACH) edit(manifests.next());
        System.out.println(EDITS + " random edits, " + wrong.size() + " wrong, refused: " + refused);
        assertThat(wrong.stream().limit(SHOWN).toList())
                .as("%d wrong, seed %d", wrong.size(), SEED)
                .isEmpty();
        assertThat(refused.keySet()).isSubsetOf(LEGITIMATE);
        assertThat(EnumSet.allOf(Row.class))
                .allSatisfy(row ->
                        assertThat(rows.getOrDefault(row, 0)).as(row.name()).isGreaterThanOrEqualTo(LEAST_OF_EACH_ROW));
    }

    private void edit(RandomManifest manifest) {
        SourceText before = SourceText.decode("random.yaml", manifest.bytes());
        List<Document> documents = Manifests.documents(before);
        for (int i = 0; i < EDITS_OF_EACH; i++) {
            for (Row row : manifest.rows()) rows.merge(row, 1, Integer::sum);
            Document.Parsed document = (Document.Parsed) documents.get(random.nextInt(documents.size()));
            List<Manifest> objects = Manifest.of(before, document);
            Manifest object = objects.get(random.nextInt(objects.size()));
            List<Change> list = changes.next(Tree.of(object.root()));
            doubt(before, documents, document, object, list)
                    .ifPresent(
                            doubt -> wrong.add(doubt + "\n=== " + list + " of " + object.name() + "\n" + text(before)));
        }
    }

    private Optional<String> doubt(
            SourceText before, List<Document> documents, Document.Parsed document, Manifest object, List<Change> list) {
        try {
            return doubt(before, documents, new Editor(before, document).edit(object, list));
        } catch (RuntimeException e) {
            return Optional.of(e + " at " + List.of(e.getStackTrace()));
        }
    }

    private Optional<String> doubt(SourceText before, List<Document> documents, Edit edit) {
        return switch (edit) {
            case Refused refusal -> {
                refused.merge(refusal.obstacle(), 1, Integer::sum);
                yield LEGITIMATE.contains(refusal.obstacle()) ? Optional.empty() : Optional.of(refusal.toString());
            }
            case Edited edited -> {
                SourceText after = Proof.apply(before, List.of(edited));
                yield Proof.doubt(before, documents, after, List.of(edited))
                        .map(doubt -> doubt + "\n=== after, taken " + edited.commentsTaken() + "\n" + text(after));
            }
        };
    }

    private static String text(SourceText source) {
        return source.text(0, source.length());
    }
}
