package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.Edit;
import dev.leastwise.change.Editor;
import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.rule.PodScope;
import dev.leastwise.source.Position;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * A text with what is found in it.
 *
 * @param contents of the documents that can be read
 * @param pods in the order of the text
 * @param crashes of rules, which leave something unjudged
 */
record Judged(
        SourceText source,
        List<Document> documents,
        List<Contents> contents,
        List<Finding> findings,
        List<PodScope> pods,
        List<String> crashes) {

    /** The document of that number. */
    Optional<Contents> contents(int document) {
        for (Contents candidate : contents) {
            if (candidate.document().number() == document) return Optional.of(candidate);
        }
        return Optional.empty();
    }

    /** The object that a finding is about; empty where it is about none. */
    Optional<ObjectPlace> object(Finding finding) {
        return item(finding).map(item -> new ObjectPlace(finding.document(), item));
    }

    private Optional<Integer> item(Finding finding) {
        List<Resource> resources =
                contents(finding.document()).map(Contents::resources).orElse(List.of());
        if (resources.size() == 1) return Optional.of(0);
        Position at = new Position(finding.at().line(), finding.at().column());
        for (int i = 0; i < resources.size(); i++) {
            YamlNode root = resources.get(i).manifest().root().node().orElseThrow();
            boolean begun = compare(source.position(root.start()), at) <= 0;
            if (begun && compare(at, source.position(root.end())) < 0) return Optional.of(i);
        }
        return Optional.empty();
    }

    private static int compare(Position one, Position other) {
        int byLine = Integer.compare(one.line(), other.line());
        return byLine != 0 ? byLine : Integer.compare(one.column(), other.column());
    }

    /** What changes to an object are in the text. */
    Edit edit(ObjectPlace place, List<Change> changes) {
        Contents document = contents(place.document()).orElseThrow();
        Manifest object = document.resources().get(place.item()).manifest();
        return new Editor(source, document.document()).edit(object, changes);
    }
}
