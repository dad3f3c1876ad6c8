package dev.leastwise.source;

import java.util.OptionalInt;

/**
 * Why an input could not be read.
 *
 * @param line from 1, empty where the input as a whole is meant
 * @param message the fact
 * @param remedy what to do, as an order without a full stop
 */
public record InputError(String file, OptionalInt line, OptionalInt column, String message, String remedy) {

    public static InputError of(String file, String message, String remedy) {
        return new InputError(file, OptionalInt.empty(), OptionalInt.empty(), message, remedy);
    }

    public static InputError at(String file, Position position, String message, String remedy) {
        return new InputError(
                file, OptionalInt.of(position.line()), OptionalInt.of(position.column()), message, remedy);
    }
}
