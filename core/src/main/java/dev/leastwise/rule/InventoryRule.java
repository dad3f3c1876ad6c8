package dev.leastwise.rule;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Manifest;
import java.util.List;

/** Judges workloads against each other, once all have been seen. */
public non-sealed interface InventoryRule extends Rule {

    /** A fresh collection for one run. */
    Collection collect();

    /** What a rule keeps of the workloads that it has seen: compact rows, never their text. */
    interface Collection {

        /** Takes note of an object, a workload or not. */
        default void see(Manifest manifest) {}

        void see(PodScope scope);

        List<Finding> findings();
    }
}
