package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.List;

/** Takes several items out of one sequence. */
final class Removals {

    /** From the last on, so that the others are where they were when their turn comes. */
    static List<Change> of(List<KubeNode> items) {
        List<Change> removals = new ArrayList<>();
        for (KubeNode item : items.reversed()) removals.add(new Change.Remove(item.fieldPath()));
        return removals;
    }

    private Removals() {}
}
