package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code run} gives containers, and with which words it refuses them, is what a kubelet does: {@code harness/kubelet record}
 * has written that down. Ids, addresses and places on the host may differ, and nothing else.
 */
class KubeletWitnessTest {

    private static final Path HARNESS = Path.of("../harness");

    /** What harness/kubelet names in the place of the recording: what it has just heard from a kubelet. */
    private static final Path ANSWERS = Path.of(System.getProperty(
            "leastwise.answers", HARNESS.resolve("pods/answers.json").toString()));

    private static final String PROFILES = HARNESS.resolve("pods/seccomp").toString();

    @TempDir
    static Path images;

    @BeforeAll
    static void makeImages() throws Exception {
        assumeThat(Files.readString(Path.of("/proc/self/status")))
                .as("needs root: containers are run")
                .contains("\nUid:\t0\t0\t");
        Needs.program("runc", "containers are run");
        Needs.program("busybox", "the images hold it");
        Needs.program("jq", "harness/kubelet makes the images with it");
        Process process = new ProcessBuilder(HARNESS.resolve("kubelet").toString(), "images", images.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @AfterAll
    static void removeHostPath() throws Exception {
        new ProcessBuilder("rm", "-rf", "/tmp/leastwise-witness").start().waitFor();
    }

    @TestFactory
    Stream<DynamicTest> aPodIsGivenAndRefusedWhatAKubeletGivesAndRefuses() throws IOException {
        KubeletMachine machine = KubeletMachine.beside(ANSWERS);
        return KubeletAnswer.in(ANSWERS, machine).stream()
                .map(answer -> dynamicTest(answer.pod() + ": " + answer.about(), () -> compare(answer, machine)));
    }

    private static void compare(KubeletAnswer answer, KubeletMachine machine) throws IOException {
        Ran ran = run(answer.pod());
        List<String> differences = new ArrayList<>();
        if (ran.code() != answer.exitCode()) {
            differences.add("exit code " + ran.code() + " and not " + answer.exitCode());
        }
        for (String refusal : answer.refusals()) {
            if (!ran.err().contains(refusal.replace("/var/lib/kubelet/seccomp", PROFILES)))
                differences.add("does not say: " + refusal);
        }
        if (answer.refusals().isEmpty()) differences.addAll(differences(answer, says(ran.out()), machine));
        assertThat(differences).as(ran.err()).isEmpty();
    }

    private static List<String> differences(
            KubeletAnswer answer, Map<String, List<String>> says, KubeletMachine machine) {
        List<String> differences = new ArrayList<>();
        answer.containers().forEach((name, container) -> {
            if (!says.containsKey(name) && !container.says().isEmpty()) {
                differences.add(name + " says nothing");
                return;
            }
            List<String> here = machine.actual(says.getOrDefault(name, List.of()));
            TreeSet<String> more = new TreeSet<>(here);
            more.removeAll(container.says());
            TreeSet<String> less = new TreeSet<>(container.says());
            less.removeAll(here);
            for (String line : less) differences.add(name + ": the kubelet's says  " + line);
            for (String line : more) differences.add(name + ": run's says          " + line);
        });
        return differences;
    }

    private static Ran run(String pod) throws IOException {
        Path file = HARNESS.resolve("pods/" + pod + ".yaml");
        List<String> words = new ArrayList<>(List.of("run", file.toString(), "--allow-host-access", "--timeout", "2m"));
        if (Files.readString(file).contains("seccompProfile:\n        type: Localhost")) {
            words.addAll(List.of("--seccomp-root", PROFILES));
        }
        TreeSet<String> tags = new TreeSet<>();
        for (String line : Files.readAllLines(file)) {
            int image = line.indexOf("image: localhost/witness:");
            if (image >= 0) tags.add(line.substring(line.lastIndexOf(':') + 1));
        }
        for (String tag : tags) {
            if (Files.exists(images.resolve(tag))) {
                words.addAll(List.of("--image", "localhost/witness:" + tag + "=" + images.resolve(tag)));
            }
        }
        return Ran.in(System.getenv(), words.toArray(String[]::new));
    }

    /** The lines of each container, of which one that comes again says so. */
    private static Map<String, List<String>> says(String out) {
        Map<String, List<String>> says = new HashMap<>();
        for (String line : out.lines().toList()) {
            int bar = line.indexOf(" | ");
            if (bar < 0) continue;
            List<String> lines = says.computeIfAbsent(line.substring(0, bar), name -> new ArrayList<>());
            String text = line.substring(bar + 3).replace("\r", "");
            lines.add(lines.contains(text) ? text + " (again)" : text);
        }
        return says;
    }
}
