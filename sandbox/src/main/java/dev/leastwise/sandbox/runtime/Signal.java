package dev.leastwise.sandbox.runtime;

/** What a run waits for. */
sealed interface Signal {

    record Ended(RunningContainer container, int code) implements Signal {}

    record Probed(Prober.Verdict verdict) implements Signal {}

    /** A container's postStart hook is over. */
    record Hooked(RunningContainer container, Outcome outcome) implements Signal {}

    /** Somebody wants the run to end. */
    record Stop() implements Signal {}
}
