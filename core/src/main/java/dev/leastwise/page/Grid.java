package dev.leastwise.page;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The capabilities of a container.
 *
 * @param summary in a line
 * @param description all of it in words
 */
@NullMarked
public record Grid(String summary, String description, List<Cell> cells) {

    /**
     * A capability.
     *
     * @param state {@code default}, {@code added}, {@code dropped}, or {@code none}
     * @param effective whether the process has it: {@code yes}, {@code no}, {@code maybe}
     */
    public record Cell(String name, String state, String effective) {}
}
