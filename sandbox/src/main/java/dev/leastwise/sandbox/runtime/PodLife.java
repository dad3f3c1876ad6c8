package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A pod's containers from the first one's start to what ends the pod, as the kubelet leads them (kuberuntime_manager.go
 * SyncPod); none is started a second time.
 */
final class PodLife {

    /** The exit code of a pod that took too long. */
    private static final int TIMED_OUT = 124;

    /** The exit code of a pod that somebody stopped, as shells have it for SIGINT. */
    private static final int INTERRUPTED = 130;

    /** Starts the container of that place in the plan. */
    interface Starter {
        RunningContainer start(int index) throws IOException;
    }

    private final Plan plan;
    private final PodRun.Until until;
    private final Supplier<Actions> actions;
    private final Consumer<Event> events;
    private final BlockingQueue<Signal> signals;
    private final Starter starter;
    private final long begun = System.nanoTime();
    private final List<RunningContainer> running = new ArrayList<>();
    private boolean hooked;

    /**
     * Prepares a pod's life.
     *
     * @param actions makes what acts in the pod, for one thread each
     * @param signals what the run waits for, also from outside
     */
    PodLife(
            Plan plan,
            PodRun.Until until,
            Supplier<Actions> actions,
            Consumer<Event> events,
            BlockingQueue<Signal> signals,
            Starter starter) {
        this.plan = plan;
        this.until = until;
        this.actions = actions;
        this.events = events;
        this.signals = signals;
        this.starter = starter;
    }

    /** Init containers one after the other, with the sidecars among them, then all others; until something is the end. */
    Ending lead() throws IOException {
        for (int i = 0; i < plan.containers().size(); i++) {
            progress("starting " + plan.containers().get(i).name());
            RunningContainer container = starter.start(i);
            running.add(container);
            container.whenEnded(code -> signals.add(new Signal.Ended(container, code)));
            Optional<Ending> ending = begin(container);
            if (ending.isPresent()) return ending.get();
        }
        progress("running");
        return await(() -> until.untilReady() && isReady()).orElseGet(() -> {
            note("ready after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
            return Ending.with(0);
        });
    }

    /** Waits for as much of a container as the next one needs. */
    private Optional<Ending> begin(RunningContainer container) {
        if (container.role() == Role.INIT) {
            return await(() -> container.code().isPresent());
        }
        if (isLookedInto(container.plan()) && container.awaitProgram()) {
            Optional<Ending> ending = postStart(container);
            if (ending.isPresent()) return ending;
            probe(container, Prober.Kind.STARTUP);
        }
        if (Prober.action(container.plan(), Prober.Kind.STARTUP).isEmpty()) setStarted(container);
        return container.role() == Role.SIDECAR ? await(container::started) : Optional.empty();
    }

    /** Whether anybody needs to know when its program runs. */
    private boolean isLookedInto(PlannedContainer container) {
        if (until.untilReady() || plan.containers().size() > 1) return true;
        for (String field : List.of("lifecycle", "startupProbe", "readinessProbe", "livenessProbe")) {
            if (container.container().node().get(field).exists()) return true;
        }
        return false;
    }

    private Optional<Ending> postStart(RunningContainer container) {
        KubeNode handler = container.plan().container().node().get("lifecycle").get("postStart");
        Optional<Action> hook = Action.hook(handler, container.plan());
        if (hook.isEmpty()) return Optional.empty();
        progress("postStart of " + container.name());
        hooked = false;
        Thread.ofPlatform().daemon().name(container.name() + " postStart").start(() -> {
            Outcome outcome = actions.get().perform(hook.get(), container, Duration.ZERO);
            signals.add(new Signal.Hooked(container, outcome));
        });
        return await(() -> hooked);
    }

    private void probe(RunningContainer container, Prober.Kind kind) {
        Prober.begin(container, kind, actions.get(), verdict -> signals.add(new Signal.Probed(verdict)));
        Optional<Action> action = Prober.action(container.plan(), kind);
        if (action.isPresent() && action.get() instanceof Action.NotDone none) {
            note(container, "its " + kind.words() + " probe is taken to succeed: " + none.why());
        }
    }

    private void setStarted(RunningContainer container) {
        container.setStarted();
        probe(container, Prober.Kind.READINESS);
        probe(container, Prober.Kind.LIVENESS);
        boolean unprobed =
                Prober.action(container.plan(), Prober.Kind.READINESS).isEmpty();
        if (unprobed) container.setReady(true);
    }

    private boolean isReady() {
        for (RunningContainer container : running) {
            if (container.role() != Role.INIT && !container.ready()) return false;
        }
        return true;
    }

    /** Waits until that is so, or something is the pod's end. */
    private Optional<Ending> await(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Optional<Signal> signal = next();
            if (signal.isEmpty()) {
                note("the pod has not ended in time, and is stopped");
                for (RunningContainer container : running) {
                    if (!container.trouble().isEmpty()) note(container, container.trouble());
                }
                return Optional.of(Ending.with(TIMED_OUT));
            }
            Optional<Ending> ending = take(signal.get());
            if (ending.isPresent()) return ending;
        }
        return Optional.empty();
    }

    private Optional<Signal> next() {
        try {
            if (until.timeout().isEmpty()) return Optional.of(signals.take());
            long left = begun + until.timeout().get().toNanos() - System.nanoTime();
            return Optional.ofNullable(signals.poll(left, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Ending> take(Signal signal) {
        if (signal instanceof Signal.Ended ended) return ended(ended.container(), ended.code());
        if (signal instanceof Signal.Probed probed) return probed(probed.verdict());
        if (signal instanceof Signal.Hooked hook) return hooked(hook.container(), hook.outcome());
        return Optional.of(Ending.with(INTERRUPTED));
    }

    private Optional<Ending> ended(RunningContainer container, int code) {
        container.setCode(code);
        return switch (container.role()) {
            case INIT -> {
                if (code == 0) yield Optional.empty();
                note(container, "it ended with code " + code + ", so the pod never gets to the others");
                yield Optional.of(Ending.with(code));
            }
            case SIDECAR -> {
                if (!container.started()) yield Optional.of(Ending.failed(container, OptionalLong.empty()));
                note(container, "it ended with code " + code + "; a kubelet would start it again");
                yield Optional.empty();
            }
            case MAIN, EPHEMERAL -> allEnded();
        };
    }

    /** The pod's end, where all of its main containers have been started and have ended: the first code that is not 0. */
    private Optional<Ending> allEnded() {
        if (running.size() < plan.containers().size()) return Optional.empty();
        int first = 0;
        for (RunningContainer container : running) {
            if (container.role() != Role.MAIN) continue;
            if (container.code().isEmpty()) return Optional.empty();
            if (first == 0) first = container.code().getAsInt();
        }
        boolean neverReady = until.untilReady() && first == 0;
        if (neverReady) note("the pod ended before it was ready");
        return Optional.of(Ending.with(neverReady ? 1 : first));
    }

    private Optional<Ending> probed(Prober.Verdict verdict) {
        RunningContainer container = verdict.container();
        Outcome outcome = verdict.outcome();
        String probe = verdict.kind().words() + " probe failed: " + outcome.words();
        switch (verdict.kind()) {
            case STARTUP -> {
                if (outcome.success()) setStarted(container);
            }
            case READINESS -> {
                if (container.ready() && !outcome.success()) note(container, probe);
                container.setReady(outcome.success());
            }
            case LIVENESS -> {}
        }
        if (outcome.success() || verdict.kind() == Prober.Kind.READINESS) return Optional.empty();
        note(container, probe + ", so it is stopped");
        return Optional.of(Ending.failed(container, verdict.grace()));
    }

    private Optional<Ending> hooked(RunningContainer container, Outcome outcome) {
        hooked = true;
        if (outcome.success()) return Optional.empty();
        note(container, "its postStart hook failed: " + outcome.words());
        return Optional.of(Ending.failed(container, OptionalLong.empty()));
    }

    private void progress(String text) {
        events.accept(new Event.Progress(text));
    }

    private void note(RunningContainer container, String text) {
        note("container \"" + container.name() + "\": " + text);
    }

    private void note(String text) {
        events.accept(new Event.Note(text));
    }
}
