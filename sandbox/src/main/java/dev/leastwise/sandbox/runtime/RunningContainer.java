package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A container from its start to its end. */
final class RunningContainer {

    /** What the kubelet says of one that never ran (kubernetes kuberuntime_container.go, containerd unknownExitCode). */
    private static final int NOT_STARTED = 128;

    /** What runc says on the container's own standard error where it cannot start it. */
    private static final String RUNC = "runc run failed: ";

    /** How containerd splits lines (internal/cri/io logger.go). */
    private static final int LONGEST_LINE = 16 << 10;

    private final PlannedContainer plan;
    private final String id;
    private final Runc runc;
    private final Path bundle;
    private final Consumer<Event> events;
    private final Process process;
    private final List<Thread> readers = new ArrayList<>();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private Optional<Thread> ending = Optional.empty();

    /** Whether it has started, as its startup probe and its hook see it. */
    private boolean started;

    private boolean ready;
    private volatile String trouble = "";
    private OptionalInt code = OptionalInt.empty();

    /** Starts a container from the folder with its config.json. */
    RunningContainer(PlannedContainer plan, String id, Runc runc, Path bundle, Consumer<Event> events) {
        this.plan = plan;
        this.id = id;
        this.runc = runc;
        this.bundle = bundle;
        this.events = events;
        this.process = runc.run(bundle, id);
        readers.add(thread("output", () -> read(process.getInputStream(), false)));
        readers.add(thread("errors", () -> read(process.getErrorStream(), true)));
    }

    /** Has somebody told its code when it has ended and all of its output has been handed on. */
    void whenEnded(IntConsumer somebody) {
        ending = Optional.of(thread("end", () -> somebody.accept(end())));
    }

    /** Waits for that. */
    void awaitEnd() {
        ending.ifPresent(Uninterrupted::join);
    }

    private Thread thread(String what, Runnable work) {
        return Thread.ofPlatform().daemon().name(plan.name() + ' ' + what).start(work);
    }

    PlannedContainer plan() {
        return plan;
    }

    String name() {
        return plan.name();
    }

    Role role() {
        return plan.container().role();
    }

    String id() {
        return id;
    }

    private int end() {
        int exit = Uninterrupted.exitCode(process);
        for (Thread reader : readers) Uninterrupted.join(reader);
        Optional<String> error = startError();
        error.ifPresent(
                words -> events.accept(new Event.Note("container \"" + name() + "\" cannot be started: " + words)));
        if (error.isPresent()) return NOT_STARTED;
        for (String line : said) events.accept(new Event.Line(name(), true, line));
        return exit;
    }

    /** Why runc could not start it; empty where it did. */
    private Optional<String> startError() {
        if (Files.exists(Runc.pidFile(bundle))) return Optional.empty();
        try {
            for (String line : Files.readAllLines(Runc.log(bundle)).reversed()) {
                Iterator<Document> documents =
                        YamlReader.documents(SourceText.of("log", line)).iterator();
                if (!documents.hasNext() || !(documents.next() instanceof Document.Parsed parsed)) continue;
                KubeNode entry = KubeNode.object(SourceText.of("log", line), parsed.root());
                if (entry.get("level").text().filter("error"::equals).isPresent())
                    return entry.get("msg").text();
            }
        } catch (IOException e) {
            // it has said nothing
        }
        return Optional.of(said.isEmpty() ? "runc says nothing of it" : said.getLast());
    }

    private void read(InputStream stream, boolean error) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c != '\n') line.append((char) c);
                if (c != '\n' && line.length() < LONGEST_LINE) continue;
                hand(line, error);
            }
            if (!line.isEmpty()) hand(line, error);
        } catch (IOException e) {
            events.accept(new Event.Note("the output of container \"" + name() + "\" cannot be read"));
        }
    }

    private void hand(StringBuilder line, boolean error) {
        String text = line.toString();
        line.setLength(0);
        // only its end tells whether runc said it, or the container
        if (error && text.startsWith(RUNC)) said.add(text);
        else events.accept(new Event.Line(name(), error, text));
    }

    /** Waits until its program runs, or has ended. */
    boolean awaitProgram() {
        while (!Files.exists(Runc.pidFile(bundle))) {
            if (!process.isAlive()) return Files.exists(Runc.pidFile(bundle));
            Uninterrupted.sleep(1);
        }
        return true;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end with a signal, and makes it end when it does not. */
    void stop(String signal, long graceMillis) {
        if (!process.isAlive()) return;
        runc.kill(id, signal, false);
        if (endsWithin(graceMillis)) return;
        runc.kill(id, "KILL", true);
        Uninterrupted.exitCode(process);
    }

    private boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean started() {
        return started;
    }

    void setStarted() {
        started = true;
    }

    /** Why it was not started or ready when it was last asked; empty where it was. */
    String trouble() {
        return trouble;
    }

    void setTrouble(String words) {
        trouble = words;
    }

    boolean ready() {
        return ready && code.isEmpty();
    }

    void setReady(boolean now) {
        ready = now;
    }

    /** What it ended with; empty as long as that is not known. */
    OptionalInt code() {
        return code;
    }

    void setCode(int exit) {
        code = OptionalInt.of(exit);
    }
}
