package dev.leastwise.report;

import dev.leastwise.change.DiffPart;
import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import java.util.List;

/** What a fix would do to the text that it is for. */
sealed interface FixPreview {

    /**
     * It replaces something.
     *
     * @param replacements in the order of their places
     * @param diff the same for people, where somebody wants that
     */
    record Replacing(List<Replacement> replacements, List<DiffPart> diff) implements FixPreview {}

    /** It cannot be made, as something is in the way. */
    record Refused(Location at, String fact, String remedy) implements FixPreview {}

    /** Text instead of what is between two places, the end exclusive. */
    record Replacement(Position start, Position end, String text) {}
}
