package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.KubeKey;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Merge;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Refuses changes that a merge would undo, or that would change what it merges. */
final class Merges {

    /** What is taken away must not come back by a merge. */
    static void checkNotMerged(SourceText source, Mapping mapping, String name) {
        for (int i = 0; i < mapping.size(); i++) {
            if (!Merge.is(mapping.key(i))) continue;
            KubeNode merged = KubeNode.object(source, mapping.value(i));
            for (KubeNode base : merged.isSequence() ? merged.items() : List.of(merged)) {
                if (!base.get(name).written()) continue;
                throw new Refusal(
                        Obstacle.MERGE,
                        mapping.key(i).start(),
                        mapping.value(i).end(),
                        "this << brings \"" + name + "\" as well, and would have it come back",
                        "take it away where it is written, or write out what the << brings");
            }
        }
    }

    /** What a merge overrides cannot be set by adding it once more. */
    static void checkNotWritten(Draft.Fields mapping, String name) {
        written(mapping, name).ifPresent(key -> {
            throw new Refusal(
                    Obstacle.MERGE,
                    key.start(),
                    key.end(),
                    "a << below this overrides \"" + name + "\"",
                    "put the << above it");
        });
    }

    /** The key of a field that is written here, in effect or not. */
    static Optional<YamlNode> written(Draft.Fields mapping, String name) {
        if (mapping.written.isEmpty()) return Optional.empty();
        Mapping written = mapping.written.get();
        for (int i = 0; i < written.size(); i++) {
            YamlNode key = written.key(i);
            if (!Merge.is(key) && KubeKey.text(follow(key)).equals(name)) return Optional.of(key);
        }
        return Optional.empty();
    }

    /** What stands elsewhere is not changed from here. */
    static Refusal refusal(KubeNode place, String remedy) {
        YamlNode written = place.key().orElseThrow();
        return new Refusal(
                Obstacle.MERGE,
                written.start(),
                written.end(),
                '"' + place.name() + '"' + " is written here, and a << brings it to where it would change",
                remedy);
    }

    static YamlNode follow(YamlNode node) {
        YamlNode followed = node;
        while (followed instanceof Alias alias) followed = alias.target();
        return followed;
    }

    private Merges() {}
}
