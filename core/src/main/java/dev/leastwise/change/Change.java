package dev.leastwise.change;

import dev.leastwise.kube.FieldPath;

/** An edit of an object, whatever it is written in. A list of changes takes effect in its order. */
public sealed interface Change {

    /** The place that it is about, within its object as that is when its turn comes. */
    FieldPath path();

    /**
     * Gives a field or an item a value. Mappings that are missing on the way are made; what is missing at its end is, too,
     * if it is a field.
     */
    record Set(FieldPath path, Tree value) implements Change {}

    /**
     * Takes a field or an item away, with its comments. A collection that had nothing else stays as an empty one.
     *
     * @param effect which of the entries that a field has in a file with duplicate keys
     */
    record Remove(FieldPath path, Effect effect) implements Change {

        public Remove(FieldPath path) {
            this(path, Effect.ANY);
        }
    }

    /** Whether what is written counts. */
    enum Effect {
        ANY,
        /** Entries of the field that another one overrides: the object stays what it is. */
        NONE
    }

    /** Adds an item at the end of a sequence; one that is missing or null is made. */
    record Append(FieldPath path, Tree item) implements Change {}

    /** Puts a field elsewhere, with its comments; mappings that are missing on the way are made, what stood there goes. */
    record Move(FieldPath path, FieldPath to) implements Change {}
}
