package dev.leastwise.change;

import dev.leastwise.kube.Manifest;
import dev.leastwise.source.Location;
import java.util.List;

/** What changes to an object are in the text that it stands in. */
public sealed interface Edit {

    /**
     * What is to be replaced.
     *
     * @param object before the changes
     * @param edits in the order of their places, none overlapping another
     * @param commentsTaken the comments that go with what was removed or replaced, from their number sign on
     */
    record Edited(Manifest object, List<Change> changes, List<TextEdit> edits, List<String> commentsTaken)
            implements Edit {}

    /**
     * Nothing is edited, as something is in the way.
     *
     * @param at what is in the way
     * @param fact what it is
     * @param remedy what a person can do
     */
    record Refused(Obstacle obstacle, Location at, String fact, String remedy) implements Edit {}

    /** What can be in the way of an edit. */
    enum Obstacle {
        ALIAS,
        ANCHOR,
        MERGE,
        TEMPLATE,
        /** The bytes are not what most programs take them for, or could not be written back. */
        ENCODING,
        /** The change does not fit the object: what it is about is not there or of another kind. */
        MISFIT
    }
}
