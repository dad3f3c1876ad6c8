package dev.leastwise.change;

import dev.leastwise.yaml.YamlNode;
import java.util.Optional;

/**
 * An entry of a mapping or an item of a sequence that is edited.
 *
 * @param value the node of its value
 * @param draft what becomes of the value; empty where nothing does
 * @param renamed its new name, if it gets one
 * @param removed whether it goes, or moves away
 */
record Member(
        Extent extent, YamlNode value, Slot slot, Optional<Draft> draft, Optional<Name> renamed, boolean removed) {

    /** A name for a field that its key does not say yet. */
    record Name(YamlNode key, String name) {}
}
