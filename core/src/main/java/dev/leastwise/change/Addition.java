package dev.leastwise.change;

import java.util.List;
import java.util.Optional;

/** A new field of a mapping or item of a sequence; an item has no name. */
record Addition(Optional<String> name, Draft value) {

    List<String> lines(BlockText text) {
        return name.isPresent() ? text.field(name.get(), value) : text.item(value);
    }

    String inFlow(FlowText text, int column) {
        return name.isPresent() ? text.field(name.get(), value, column) : text.value(value, column);
    }
}
