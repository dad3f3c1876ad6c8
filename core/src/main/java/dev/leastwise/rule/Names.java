package dev.leastwise.rule;

import java.util.List;

/** Names as messages list them. */
final class Names {

    /** {@code container "a"} or {@code containers "a", "b"}. */
    static String containers(List<String> names) {
        return (names.size() == 1 ? "container " : "containers ") + quoted(names);
    }

    static String quoted(List<String> names) {
        return '"' + String.join("\", \"", names) + '"';
    }

    private Names() {}
}
