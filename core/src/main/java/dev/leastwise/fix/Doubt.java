package dev.leastwise.fix;

import dev.leastwise.change.Edit;
import dev.leastwise.source.Location;
import java.util.Optional;

/**
 * Why fixes are not made.
 *
 * @param at what is in the way; empty where it is nothing that is written
 */
record Doubt(Optional<Location> at, String fact, String remedy) {

    static Doubt of(Edit.Refused refused) {
        return new Doubt(Optional.of(refused.at()), refused.fact(), refused.remedy());
    }

    static Doubt of(String fact) {
        return new Doubt(Optional.empty(), fact, "change it by hand, and check again");
    }
}
