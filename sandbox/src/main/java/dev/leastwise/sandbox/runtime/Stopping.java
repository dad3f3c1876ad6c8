package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.sandbox.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The end of a pod: all containers at once, the sidecars then in the reverse of their order, each with its hook, its signal,
 * and no signal that it can ignore when its time is over (kubernetes kuberuntime_container.go killContainer).
 */
final class Stopping {

    /** What is left at least after the hook (minimumGracePeriodInSeconds). */
    private static final long LEAST_GRACE_MILLIS = 2000;

    private static final String DEFAULT_SIGNAL = "SIGTERM";

    private final List<RunningContainer> running;
    private final Supplier<Actions> actions;
    private final Consumer<Event> events;
    private final long deadline;

    Stopping(
            Pod pod, List<RunningContainer> running, Supplier<Actions> actions, Ending ending, Consumer<Event> events) {
        this.running = running;
        this.actions = actions;
        this.events = events;
        long seconds = ending.grace().orElse(pod.gracePeriod());
        this.deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    void stop() {
        List<Thread> stops = new ArrayList<>();
        for (RunningContainer container : running) {
            if (container.role() == Role.SIDECAR || !container.isAlive()) continue;
            stops.add(Thread.ofPlatform().name(container.name() + " stop").start(() -> stop(container)));
        }
        for (Thread thread : stops) Uninterrupted.join(thread);
        for (RunningContainer container : running.reversed()) {
            if (container.isAlive()) stop(container);
        }
    }

    private void stop(RunningContainer container) {
        events.accept(new Event.Progress("stopping " + container.name()));
        KubeNode lifecycle = container.plan().container().node().get("lifecycle");
        Optional<Action> hook = Action.hook(lifecycle.get("preStop"), container.plan());
        if (hook.isPresent() && container.awaitProgram()) {
            Thread thread = Thread.ofPlatform()
                    .daemon()
                    .name(container.name() + " preStop")
                    .start(() -> preStop(container, hook.get()));
            Uninterrupted.join(thread, Math.max(1, left()));
        }
        String signal = lifecycle.get("stopSignal").text().orElse(DEFAULT_SIGNAL);
        container.stop(signal, Math.max(left(), hook.isPresent() ? LEAST_GRACE_MILLIS : 0));
    }

    private void preStop(RunningContainer container, Action hook) {
        Outcome outcome = actions.get().perform(hook, container, Duration.ZERO);
        if (outcome.success()) return;
        events.accept(
                new Event.Note("container \"" + container.name() + "\": its preStop hook failed: " + outcome.words()));
    }

    private long left() {
        return Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
    }
}
