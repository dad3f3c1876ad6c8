package dev.leastwise.rule;

import dev.leastwise.finding.Severity;
import java.util.List;
import java.util.Optional;

/** A judgement on workloads. Each is one class and one line in {@link Rules}. */
public sealed interface Rule permits SourceRule, ContainerRule, PodRule, InventoryRule, SuppressionRule {

    RuleInfo info();

    /** What it tells apart by name, for its page; most rules have nothing of the kind. */
    default List<Case> cases() {
        return List.of();
    }

    /**
     * One of the things that a rule tells apart.
     *
     * @param severity empty where it is not reported
     * @param text what is to be known of it, as a whole sentence
     */
    record Case(String name, Optional<Severity> severity, String text) {}

    /** What a configuration can give to it. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Whether it asks if the workload starts rather than what it grants. */
    default boolean startUp() {
        return false;
    }
}
