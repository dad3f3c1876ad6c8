package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands where there is no network at all: they say the same, byte for byte. */
class OfflineTest {

    /** As root, or as somebody who may be root of a namespace. */
    private static List<String> unshare = List.of();

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    static void findUnshare() throws Exception {
        Needs.program("unshare", "it takes the network away");
        for (List<String> command : List.of(List.of("unshare", "-n"), List.of("unshare", "-rn"))) {
            if (unshare.isEmpty() && run(command, List.of("true")).code == 0) unshare = command;
        }
        assumeTrue(!unshare.isEmpty(), "needs network namespaces: for root, or for users by the kernel's settings");
    }

    @Test
    void thereIsNoNetwork() throws Exception {
        Run devices = run(unshare, List.of("cat", "/proc/net/dev"));

        assertThat(devices.out.lines().map(String::strip).filter(line -> line.contains(":")))
                .singleElement()
                .asString()
                .startsWith("lo:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check ../examples",
                "check -v --standard restricted --standard namespace ../examples ../bench",
                "check -o json ../examples",
                "check -o json --target cri-o --kubernetes v1.30 --no-suppressions ../examples",
                "check missing.yaml",
                "explain ../examples",
                "explain -o json ../examples",
                "rules",
                "rules privileged",
                "rules -o json",
                "schema check",
                "schema config",
                "completion bash",
                "completion zsh",
                "completion fish",
                "version",
                "--help",
                "check --help",
            })
    void aCommandSaysTheSame(String command) throws Exception {
        List<String> words = leastwise(command.split(" "));
        Run connected = run(List.of(), words);

        assertThat(run(unshare, words)).isEqualTo(connected);
        assertThat(connected.code).isLessThan(3);
        assertThat(connected.out + connected.err).isNotEmpty();
    }

    @Test
    void namesThatAWebAddressHasInAManifestAreNotLookedUp() throws Exception {
        Path manifest = Files.writeString(folder.resolve("pod.yaml"), """
                # yaml-language-server: $schema=https://example.com/pod.json
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: registry.example.com/web@sha256:0000
                    livenessProbe: {httpGet: {host: example.com, port: 80}}
                """);
        List<String> words = leastwise("check", "-v", manifest.toString());

        assertThat(run(unshare, words)).isEqualTo(run(List.of(), words));
    }

    private static List<String> leastwise(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leastwise.cli.Main"));
        command.addAll(Arrays.asList(words));
        return command;
    }

    private static Run run(List<String> before, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(words);
        Path out = Files.createTempFile("out", "");
        Path err = Files.createTempFile("err", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            int code = process.waitFor();
            return new Run(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
