package dev.leastwise.sandbox.runtime;

import dev.leastwise.sandbox.oci.Sandbox;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.rootfs.ImageStore;
import dev.leastwise.sandbox.rootfs.RootfsError;
import dev.leastwise.sandbox.rootfs.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A pod from its namespaces to the last trace of it. */
public final class PodRun {

    private static final int FAILED = 1;

    /**
     * Where things are.
     *
     * @param runc the runtime's program
     * @param runs a folder for what goes with a run
     * @param images a folder for images that are unpacked
     */
    public record Places(Path runc, Path runs, Path images) {}

    /**
     * When a pod is stopped that does not end by itself.
     *
     * @param untilReady as soon as all of its containers are ready
     * @param timeout after that time
     */
    public record Until(boolean untilReady, Optional<Duration> timeout) {}

    private final Plan plan;
    private final Places places;
    private final Until until;
    private final Consumer<Event> events;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    /**
     * Prepares a run.
     *
     * @param events is told what happens, from several threads
     */
    public PodRun(Plan plan, Places places, Until until, Consumer<Event> events) {
        this.plan = plan;
        this.places = places;
        this.until = until;
        this.events = events;
    }

    /** Has the pod stopped, from any thread. */
    public void stop() {
        signals.add(new Signal.Stop());
    }

    /** Runs the pod and leaves nothing behind; returns the exit code. */
    public int run() {
        for (String note : plan.notes()) events.accept(new Event.Note(note));
        try (RunFolder folder = RunFolder.make(places.runs(), this::bury)) {
            Runc runc = new Runc(places.runc(), folder.folder("runc"));
            PodSandbox sandbox = PodSandbox.start(plan, runc, folder);
            events.accept(new Event.Progress("unpacking images"));
            try (Bundles bundles = new Bundles(plan, folder, new ImageStore(places.images(), ImageStore.MOST_BYTES))) {
                for (String note : bundles.notes()) events.accept(new Event.Note(note));
                return run(runc, sandbox, bundles);
            } finally {
                sandbox.delete();
                Cgroups.remove(folder.path().getFileName().toString());
            }
        } catch (RootfsError e) {
            throw new RunError(e.fact(), e.remedy());
        } catch (IOException e) {
            throw new RunError(String.valueOf(e.getMessage()), "see that there is room in " + places.runs());
        }
    }

    /** Ends what a run has left that was killed. */
    private void bury(Path folder) {
        new Runc(places.runc(), folder.resolve("runc")).deleteAll();
        Cgroups.remove(folder.getFileName().toString());
    }

    private int run(Runc runc, PodSandbox podSandbox, Bundles bundles) throws IOException {
        Pod pod = plan.pod();
        Sandbox sandbox = podSandbox.await();
        Supplier<Actions> actions = () -> new Actions(pod, runc, sandbox.pid());
        List<RunningContainer> running = new ArrayList<>();
        PodLife life = new PodLife(plan, until, actions, events, signals, index -> {
            Path bundle = bundles.make(index, sandbox, podSandbox.sharedMemory());
            RunningContainer container =
                    new RunningContainer(plan.containers().get(index), Bundles.id(index), runc, bundle, events);
            running.add(container);
            return container;
        });
        Ending ending = Ending.with(FAILED);
        try {
            ending = life.lead();
        } finally {
            new Stopping(pod, running, actions, ending, events).stop();
        }
        for (RunningContainer container : running) container.awaitEnd();
        // those that ended when the pod was over already
        for (Signal signal : signals) {
            if (signal instanceof Signal.Ended(RunningContainer container, int code)) container.setCode(code);
        }
        return ending.exitCode();
    }
}
