package dev.leastwise.finding;

import dev.leastwise.change.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How what was found can be mended.
 *
 * @param title what it does, as an order without a full stop
 * @param changes of the object that the finding is about, in their order; none where a person has to choose a value
 */
public record Fix(Safety safety, String title, List<Change> changes) {

    public Fix {
        changes = List.copyOf(changes);
    }

    public static Fix safe(String title, Change... changes) {
        return new Fix(Safety.SAFE, title, List.of(changes));
    }

    public static Fix needsTest(String title, Change... changes) {
        return new Fix(Safety.NEEDS_TEST, title, List.of(changes));
    }

    public static Fix showOnly(String title, Change... changes) {
        return new Fix(Safety.SHOW_ONLY, title, List.of(changes));
    }

    /** Both: what they have in common is done once. */
    public Fix and(Fix other) {
        Set<Change> together = new LinkedHashSet<>(changes);
        together.addAll(other.changes);
        return new Fix(safety.lessSureOf(other.safety), title, new ArrayList<>(together));
    }
}
