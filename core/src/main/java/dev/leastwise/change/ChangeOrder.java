package dev.leastwise.change;

import dev.leastwise.kube.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order in which changes do what each of them says to an object as it stands. */
public final class ChangeOrder {

    /**
     * Those that are to be made, in their order: items go after all else, the hindmost first, as those behind them move. What
     * lies within something else that goes needs no change.
     */
    public static List<Change> of(Collection<Change> changes) {
        List<FieldPath> gone = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Remove remove && remove.effect() == Change.Effect.ANY) gone.add(change.path());
        }
        List<Change> ordered = new ArrayList<>();
        List<Change> items = new ArrayList<>();
        for (Change change : changes) {
            boolean within = gone.stream()
                    .anyMatch(
                            path -> !path.equals(change.path()) && change.path().startsWith(path));
            if (within && !(change instanceof Change.Move)) continue;
            boolean item =
                    change instanceof Change.Remove && change.path().steps().getLast() instanceof FieldPath.Item;
            (item ? items : ordered).add(change);
        }
        items.sort(Comparator.comparingInt(ChangeOrder::index).reversed());
        ordered.addAll(items);
        return ordered;
    }

    private static int index(Change change) {
        return ((FieldPath.Item) change.path().steps().getLast()).index();
    }

    private ChangeOrder() {}
}
