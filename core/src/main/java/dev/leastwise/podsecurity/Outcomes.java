package dev.leastwise.podsecurity;

import java.util.List;

/**
 * What the standards say of all workloads.
 *
 * @param all in the order of the workloads, for each in the order of the standards
 * @param patches how often a patch, which does not show the whole pod, sets nothing that a standard refuses
 * @param strangers workloads whose namespace is not in the input when that was to name the standard
 */
public record Outcomes(List<Outcome> all, int patches, int strangers) {

    public static final Outcomes NONE = new Outcomes(List.of(), 0, 0);

    public int refused() {
        int refused = 0;
        for (Outcome outcome : all) {
            if (!outcome.evaluation().allowed()) refused++;
        }
        return refused;
    }

    public int undecided() {
        return patches + strangers;
    }
}
