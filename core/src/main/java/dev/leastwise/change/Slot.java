package dev.leastwise.change;

import dev.leastwise.yaml.YamlNode;
import java.util.Optional;

/**
 * The place of a value in its collection.
 *
 * @param node what is written there
 * @param behind the offset behind the colon or the dash before it; -1 where there is none
 * @param column the column of its key or dash
 * @param item whether it is an item of a sequence
 * @param flow how values are written around it, if it is in a flow collection
 */
record Slot(YamlNode node, int behind, int column, boolean item, Optional<FlowText> flow) {

    boolean isEmpty() {
        return node.start() == node.end();
    }
}
