package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A run whose process is killed while its pod lives. */
final class KilledRun {

    private static final String POD = Pods.pod("""
            containers: [{name: app, image: busybox, command: [sh, -c, "echo lives; while true; do sleep 0.05; done"]}]
            """);

    /** Runs a pod as a process of its own, and prints what its container says. */
    public static void main(String[] words) throws IOException {
        new Pods(Path.of(words[0]))
                .prepare(POD, new ArrayList<>() {
                    @Override
                    public boolean add(String line) {
                        System.out.println(line);
                        return true;
                    }
                })
                .run();
    }

    /** The folder of a run in a folder of {@link Pods} that is dead while its container lives. */
    static Path in(Path folder) throws IOException, InterruptedException {
        List<Path> before = runs(folder);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertThat(output.readLine()).isEqualTo("app | lives");
        process.destroyForcibly().waitFor();
        List<Path> after = runs(folder);
        after.removeAll(before);
        assertThat(after).hasSize(1);
        return after.getFirst();
    }

    private static List<Path> runs(Path folder) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return new ArrayList<>(runs.filter(Files::isDirectory).toList());
        }
    }

    /** The processes that live of a run. */
    static List<String> processes(Path run) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (isOf(process, run)) found.add(process.getFileName().toString());
            }
        }
        return found;
    }

    private static boolean isOf(Path process, Path run) {
        try {
            return Files.readString(process.resolve("cgroup"))
                    .contains(run.getFileName().toString());
        } catch (IOException e) {
            return false;
        }
    }

    private KilledRun() {}
}
