package dev.leastwise.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.change.Edit.Refused;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Edits of all workloads that projects publish. */
class CorpusEditsTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");

    private final Map<Obstacle, Integer> refused = new EnumMap<>(Obstacle.class);
    private int edited;

    @Test
    void hardensEveryContainer() throws IOException {
        assumeTrue(
                Files.isDirectory(CORPUS),
                "needs ../shared/corpus: manifests of several projects beside the repository");
        try (Stream<Path> walk = Files.walk(CORPUS)) {
            for (Path file :
                    (Iterable<Path>) walk.filter(path -> path.toString().matches(".*\\.(ya?ml|json)"))::iterator) {
                harden(SourceText.decode(file.toString(), Files.readAllBytes(file)));
            }
        }
        System.out.println(edited + " objects of the corpus edited, refused: " + refused);
        assertThat(edited).isGreaterThan(300);
        assertThat(refused.keySet()).isSubsetOf(Obstacle.ALIAS, Obstacle.ANCHOR, Obstacle.MERGE, Obstacle.TEMPLATE);
    }

    private void harden(SourceText before) {
        List<Document> documents = Manifests.documents(before);
        List<Edited> edits = new ArrayList<>();
        for (Document document : documents) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            Editor editor = new Editor(before, parsed);
            for (Resource resource : Contents.of(before, parsed).resources()) {
                if (resource.workloads().isEmpty()) continue;
                switch (editor.edit(resource.manifest(), changes(resource))) {
                    case Edited edit -> edits.add(edit);
                    case Refused refusal -> refused.merge(refusal.obstacle(), 1, Integer::sum);
                }
            }
        }
        edited += edits.size();
        SourceText after = Proof.apply(before, edits);
        assertThat(Proof.doubt(before, documents, after, edits))
                .as(before.name())
                .isEmpty();
        assertThat(edits).allSatisfy(edit -> assertThat(edit.commentsTaken()).isEmpty());
        again(after);
    }

    /** What is as it should be is not edited. */
    private void again(SourceText after) {
        for (Document document : Manifests.documents(after)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(after, parsed).resources()) {
                Manifest object = resource.manifest();
                Edit edit = new Editor(after, parsed).edit(object, changes(resource));
                if (edit instanceof Edited same)
                    assertThat(same.edits()).as(after.name()).isEmpty();
            }
        }
    }

    private static List<Change> changes(Resource resource) {
        List<Change> changes = new ArrayList<>();
        for (Workload workload : resource.workloads()) {
            FieldPath pod = workload.podSpec().fieldPath().field("securityContext");
            changes.add(new Change.Set(pod.field("runAsNonRoot"), Tree.of(true)));
            changes.add(new Change.Set(pod.field("seccompProfile", "type"), Tree.of("RuntimeDefault")));
            for (Container container : workload.containers()) {
                FieldPath context = container.node().fieldPath().field("securityContext");
                changes.add(new Change.Set(context.field("readOnlyRootFilesystem"), Tree.of(true)));
                changes.add(new Change.Set(context.field("capabilities", "drop"), Tree.items(Tree.of("ALL"))));
            }
        }
        return changes;
    }
}
