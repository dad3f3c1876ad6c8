package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The OCI runtime.
 *
 * @param program where it is
 * @param state the folder in which it remembers its containers
 */
record Runc(Path program, Path state) {

    private static final File NOTHING = new File("/dev/null");

    /** The one on PATH. */
    static Optional<Path> find(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "runc");
            if (Files.isExecutable(program)) return Optional.of(program.toAbsolutePath());
        }
        return Optional.empty();
    }

    /**
     * Starts a container and waits for its end in the foreground: the process ends with its code and hands signals on. It has
     * a session of its own, so that Ctrl-C reaches us and not the container.
     */
    Process run(Path bundle, String id) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(words("--log", log(bundle).toString(), "--log-format", "json", "run"));
        words.addAll(List.of(
                "--bundle", bundle.toString(), "--pid-file", pidFile(bundle).toString(), id));
        return start(Redirect.PIPE, words);
    }

    static Path log(Path bundle) {
        return bundle.resolve("log");
    }

    /** Where the number of a container's first process stands once it runs. */
    static Path pidFile(Path bundle) {
        return bundle.resolve("pid");
    }

    /** Starts another program in a container, as the container's own. */
    Process execute(String id, List<String> command) {
        List<String> words = words("exec", id);
        words.addAll(command);
        return start(Redirect.PIPE, words);
    }

    /** Sends a signal to the first process, or to all of them; one that has ended gets none. */
    void kill(String id, String signal, boolean all) {
        List<String> words = words("kill");
        if (all) words.add("--all");
        words.addAll(List.of(id, signal));
        finish(start(Redirect.DISCARD, words));
    }

    /** Kills all of its processes and forgets it; one that is not there is none. */
    void delete(String id) {
        finish(start(Redirect.DISCARD, words("delete", "--force", id)));
    }

    /** Deletes all that it remembers. */
    void deleteAll() {
        String[] ids = state.toFile().list();
        if (ids == null) return;
        for (String id : ids) delete(id);
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of(program.toString(), "--root", state.toString()));
        all.addAll(List.of(words));
        return all;
    }

    private static Process start(Redirect output, List<String> words) {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(NOTHING)
                    .redirectOutput(output)
                    .redirectError(output)
                    .start();
        } catch (IOException e) {
            throw new RunError(words.getFirst() + " cannot be started", "see that it may be executed");
        }
    }

    private static void finish(Process process) {
        Uninterrupted.exitCode(process);
    }

    /** All that a process wrote, when it has ended. */
    static String output(Process process) {
        try {
            String text = new String(process.getInputStream().readAllBytes(), UTF_8)
                    + new String(process.getErrorStream().readAllBytes(), UTF_8);
            Uninterrupted.exitCode(process);
            return text;
        } catch (IOException e) {
            return "";
        }
    }
}
