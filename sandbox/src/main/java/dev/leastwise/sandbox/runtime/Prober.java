package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.KubeNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Asks one container one thing again and again, on a thread of its own (kubernetes pkg/kubelet/prober/worker.go). */
final class Prober {

    /** What is asked. */
    enum Kind {
        STARTUP,
        READINESS,
        LIVENESS;

        /** The name in messages. */
        String words() {
            return name().toLowerCase(Locale.ROOT);
        }

        String field() {
            return words() + "Probe";
        }
    }

    /**
     * What a probe has come to: it has succeeded or failed often enough to count.
     *
     * @param grace seconds that the container gets to end, where the probe says so
     */
    record Verdict(RunningContainer container, Kind kind, Outcome outcome, OptionalLong grace) {}

    /** A kubelet asks again when a period is over; until it first succeeds we ask sooner, which changes no verdict. */
    private static final long FIRST_PAUSE_MILLIS = 20;

    private final RunningContainer container;
    private final Kind kind;
    private final Action action;
    private final KubeNode settings;
    private final Actions actions;
    private final Consumer<Verdict> verdicts;

    private Prober(
            RunningContainer container,
            Kind kind,
            Action action,
            KubeNode settings,
            Actions actions,
            Consumer<Verdict> verdicts) {
        this.container = container;
        this.kind = kind;
        this.action = action;
        this.settings = settings;
        this.actions = actions;
        this.verdicts = verdicts;
    }

    /** What a container's probe does; empty where it has none. */
    static Optional<Action> action(PlannedContainer container, Kind kind) {
        return Action.probe(container.container().node().get(kind.field()), container);
    }

    /** Begins to ask; without a probe there is nothing to ask. */
    static void begin(RunningContainer container, Kind kind, Actions actions, Consumer<Verdict> verdicts) {
        Optional<Action> action = action(container.plan(), kind);
        if (action.isEmpty()) return;
        KubeNode settings = container.plan().container().node().get(kind.field());
        Prober prober = new Prober(container, kind, action.get(), settings, actions, verdicts);
        Thread.ofPlatform().daemon().name(container.name() + ' ' + kind.words()).start(prober::run);
    }

    private long setting(String name, long otherwise) {
        return settings.get(name).integer().filter(value -> value > 0).orElse(otherwise);
    }

    private void run() {
        long period = setting("periodSeconds", 10) * 1000;
        Duration timeout = Duration.ofSeconds(setting("timeoutSeconds", 1));
        Uninterrupted.sleep(setting("initialDelaySeconds", 0) * 1000);
        long pause = kind == Kind.LIVENESS ? period : FIRST_PAUSE_MILLIS;
        long sinceCounted = period;
        long successes = 0;
        long failures = 0;
        while (container.isAlive()) {
            long begun = System.nanoTime();
            Outcome outcome = actions.perform(action, container, timeout);
            if (!container.isAlive()) return;
            if (kind != Kind.LIVENESS) container.setTrouble(outcome.success() ? "" : failed(outcome));
            if (outcome.success()) {
                failures = 0;
                pause = period;
                if (++successes == setting("successThreshold", 1)) tell(outcome);
                if (kind == Kind.STARTUP && successes >= setting("successThreshold", 1)) return;
            } else {
                successes = 0;
                if (sinceCounted >= period) {
                    sinceCounted = 0;
                    failures++;
                    if (failures == setting("failureThreshold", 3)) tell(outcome);
                    if (failures >= setting("failureThreshold", 3) && kind != Kind.READINESS) return;
                }
            }
            Uninterrupted.sleep(pause);
            sinceCounted += (System.nanoTime() - begun) / 1_000_000;
            pause = Math.min(period, pause * 2);
        }
    }

    private String failed(Outcome outcome) {
        return kind.words() + " probe failed: " + outcome.words();
    }

    private void tell(Outcome outcome) {
        Optional<Long> grace = settings.get("terminationGracePeriodSeconds").integer();
        verdicts.accept(new Verdict(
                container, kind, outcome, grace.isPresent() ? OptionalLong.of(grace.get()) : OptionalLong.empty()));
    }
}
