package dev.leastwise.rule;

/** Judges one container at a time. */
public non-sealed interface ContainerRule extends Rule {

    void check(ContainerScope scope, Findings findings);
}
