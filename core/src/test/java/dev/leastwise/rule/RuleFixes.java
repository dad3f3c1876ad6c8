package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Change;
import dev.leastwise.change.ChangedTree;
import dev.leastwise.change.Edit;
import dev.leastwise.change.Editor;
import dev.leastwise.change.Proof;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Resource;
import dev.leastwise.source.Location;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the fixes of findings make of a manifest. */
final class RuleFixes {

    /** Those that do not leave the choice to a person. */
    static List<Fix> wanted(List<Finding> findings) {
        return findings.stream()
                .map(Finding::fix)
                .flatMap(Optional::stream)
                .filter(fix -> fix.safety() != Safety.SHOW_ONLY)
                .toList();
    }

    /** The text after all of them, each object and its comments held to what the changes say. */
    static String applied(String manifest, List<Finding> findings) {
        SourceText before = SourceText.of("example.yaml", manifest);
        List<Document> documents = new ArrayList<>();
        List<Edit.Edited> edits = new ArrayList<>();
        for (Document document : KubeReader.documents(before)) {
            documents.add(document);
            Contents contents = Contents.of(before, (Document.Parsed) document);
            for (Resource resource : contents.resources()) {
                Edit edit = new Editor(before, contents.document())
                        .edit(resource.manifest(), changes(before, resource, findings));
                assertThat(edit).isInstanceOf(Edit.Edited.class);
                edits.add((Edit.Edited) edit);
            }
        }
        SourceText after = Proof.apply(before, edits);
        assertThat(Proof.doubt(before, documents, after, edits)).isEmpty();
        return after.text(0, after.length());
    }

    /** The objects after all of them. */
    static List<Tree> patched(String manifest, List<Finding> findings) {
        SourceText source = SourceText.of("example.yaml", manifest);
        List<Tree> trees = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            for (Resource resource :
                    Contents.of(source, (Document.Parsed) document).resources()) {
                Tree before = Tree.of(resource.manifest().root());
                trees.add(ChangedTree.of(before, changes(source, resource, findings)));
            }
        }
        return trees;
    }

    static List<Tree> trees(String manifest) {
        return patched(manifest, List.of());
    }

    private static List<Change> changes(SourceText source, Resource resource, List<Finding> findings) {
        Set<Change> changes = new LinkedHashSet<>();
        for (Finding finding : findings) {
            if (isWithin(source, resource, finding.at())) {
                wanted(List.of(finding)).forEach(fix -> changes.addAll(fix.changes()));
            }
        }
        return List.copyOf(changes);
    }

    private static boolean isWithin(SourceText source, Resource resource, Location at) {
        YamlNode root = resource.manifest().root().node().orElseThrow();
        int first = source.position(root.start()).line();
        int last = source.position(root.end()).line();
        return first <= at.line() && at.line() <= last;
    }

    private RuleFixes() {}
}
