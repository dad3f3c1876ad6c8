package dev.leastwise.rule;

/** A judgement on workloads. Each is one class and one line in {@link Rules}. */
public sealed interface Rule permits SourceRule, ContainerRule, PodRule, InventoryRule {

    RuleInfo info();

    /** Whether it asks if the workload starts rather than what it grants. */
    default boolean startUp() {
        return false;
    }
}
