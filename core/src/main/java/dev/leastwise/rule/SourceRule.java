package dev.leastwise.rule;

/** Judges how an object is written: what Kubernetes swallows or refuses. */
public non-sealed interface SourceRule extends Rule {

    void check(SourceScope scope, Findings findings);
}
