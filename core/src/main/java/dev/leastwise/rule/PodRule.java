package dev.leastwise.rule;

/** Judges what all containers of a pod share. */
public non-sealed interface PodRule extends Rule {

    void check(PodScope scope, Findings findings);
}
