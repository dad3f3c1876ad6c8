package dev.leastwise.podsecurity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** How messages list things. */
final class Words {

    /** Go's order of strings. */
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** A set that is listed in its order. */
    static SortedSet<String> sorted() {
        return new TreeSet<>(BY_BYTES);
    }

    /** Each in double quotes; what is in it is not escaped. */
    static String quoted(Collection<String> items) {
        if (items.size() == 1) return '"' + items.iterator().next() + '"';
        return '"' + String.join("\", \"", items) + '"';
    }

    static String plural(String one, String many, int count) {
        return count == 1 ? one : many;
    }

    /** {@code container "a"} or {@code containers "a", "b"}. */
    static String containers(Collection<String> names) {
        return plural("container ", "containers ", names.size()) + quoted(names);
    }

    private Words() {}
}
