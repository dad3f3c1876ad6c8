package dev.leastwise.privilege;

import java.util.Optional;

/** One thing that a container is granted: known, with what decided it, or not to be known without something more. */
public sealed interface Value<T> {

    record Known<T>(T value, Origin origin) implements Value<T> {}

    record Unknown<T>(Missing missing) implements Value<T> {}

    /** The value where it is known. */
    default Optional<T> known() {
        return this instanceof Known<T> known ? Optional.of(known.value) : Optional.empty();
    }

    /** Whether it is known to be that. */
    default boolean is(T expected) {
        return this instanceof Known<T> known && known.value.equals(expected);
    }
}
