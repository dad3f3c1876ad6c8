package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** The nodes of a document that aliases stand for: a change in one of them would change every place that has an alias. */
final class Anchors {

    private final Set<YamlNode> used = Collections.newSetFromMap(new IdentityHashMap<>());

    Anchors(YamlNode root) {
        visit(root, node -> {
            if (node instanceof Alias alias) used.add(alias.target());
        });
    }

    /** Refuses a change within a node that an alias stands for. */
    void checkUnused(YamlNode node) {
        if (!used.contains(node)) return;
        throw new Refusal(
                Obstacle.ANCHOR,
                node.start(),
                node.start() + node.anchor().length() + 1,
                "this is used elsewhere as *" + node.anchor() + ", and a change here would change that too",
                "write it out where *" + node.anchor() + " stands, or change it by hand");
    }

    /** Refuses the removal of what an alias stands for. */
    void checkRemovable(YamlNode node) {
        if (!used.isEmpty()) visit(node, this::checkUnused);
    }

    /** Refuses to move what an alias stands for, or has one in it: an alias must stay behind its anchor. */
    void checkFree(YamlNode node) {
        checkRemovable(node);
        if (used.isEmpty()) return;
        visit(node, within -> {
            if (!(within instanceof Alias alias)) return;
            throw new Refusal(
                    Obstacle.ALIAS,
                    alias.start(),
                    alias.end(),
                    "*" + alias.name() + " is in what would move, and must stay behind its anchor",
                    "write it out here instead of the alias");
        });
    }

    private static void visit(YamlNode node, Consumer<YamlNode> visitor) {
        visitor.accept(node);
        switch (node) {
            case Mapping mapping -> {
                for (int i = 0; i < mapping.size(); i++) {
                    visit(mapping.key(i), visitor);
                    visit(mapping.value(i), visitor);
                }
            }
            case Sequence sequence -> {
                for (YamlNode item : sequence.items()) visit(item, visitor);
            }
            case Scalar ignored -> {}
            case Alias ignored -> {}
        }
    }
}
