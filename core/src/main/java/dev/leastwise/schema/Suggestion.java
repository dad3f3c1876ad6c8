package dev.leastwise.schema;

import java.util.List;

/**
 * A field that the author of an unknown one probably meant.
 *
 * @param inverted whether its value says the opposite: {@code runAsRoot: false} is {@code runAsNonRoot: true}
 * @param homes where it belongs; empty where that is the very object that holds the unknown field
 */
public record Suggestion(String name, boolean inverted, List<Home> homes) {}
