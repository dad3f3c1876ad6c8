package dev.leastwise.cli;

import dev.leastwise.rule.Rule;
import dev.leastwise.rule.RuleInfo.Example;
import dev.leastwise.rule.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs in one process what users run, so that the launcher's AOT cache holds it. */
final class Training {

    private static final String JSON = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              initContainers: [{name: first, image: nginx}]
              containers:
              - name: app
                image: nginx
                env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                volumeMounts: [{name: tmp, mountPath: /tmp}]
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                  readOnlyRootFilesystem: true
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
                  seccompProfile: {type: RuntimeDefault}
              volumes: [{name: tmp, emptyDir: {}}]
            """;

    private static final String CONFIGURATION = """
            target: cri-o
            failOn: high
            rules: { no-memory-limit: off, host-port: { allowed: [80, 8000-8999] } }
            ignore: [vendor/]
            allow: [{ rule: host-pid, file: "*.yaml", object: Pod/*, reason: why, until: 2027-01-31 }]
            """;

    /**
     * Runs commands on a folder of examples, and check on those of every rule: those of every day; with {@code fix} behind
     * the folder, fix as well; with {@code all}, every report and images, too.
     */
    public static void main(String[] words) throws IOException, NoSuchAlgorithmException {
        if (words[1].equals("run")) {
            trainRun();
            return;
        }
        String examples = words[0];
        String[][] commands = {
            {"check", examples, "-o", "json"},
            {"check", examples, "-v"},
            {"explain", examples},
            {"explain", examples, "-o", "json"},
            {"rules"},
            {"version"},
            {"--help"},
        };
        for (String[] command : commands) Main.run(command, Console.ofProcess());
        run(ruleExamples(), "check", "-");
        run(
                ruleExamples(),
                "check",
                "-",
                "--standard",
                "restricted",
                "--standard",
                "baseline:v1.18",
                "--standard",
                "namespace");
        run(JSON, "check", "-");
        run(ruleExamples(), "check", "-", "--config", configuration());
        if (words[1].equals("daily")) return;
        trainFixes(examples);
        if (words[1].equals("fix")) return;
        trainReports(examples);
        trainImages(examples);
    }

    /** A pod, as far as whoever trains can run one: twice, as its image is unpacked the first time. */
    private static void trainRun() throws IOException, NoSuchAlgorithmException {
        Path folder = Files.createTempDirectory("leastwise");
        try {
            TrainingImage.write(folder);
            Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);
            String path = System.getenv().getOrDefault("PATH", "");
            Console console = Console.ofProcess().in(Map.of("XDG_CACHE_HOME", folder.toString(), "PATH", path));
            String[] words = {"run", pod.toString(), "--image", "nginx=" + folder};
            for (int run = 0; run < 2; run++) Main.run(words, console);
        } finally {
            delete(folder);
        }
    }

    private static void trainFixes(String examples) throws IOException {
        run(ruleExamples(), "fix", "-");
        run(ruleExamples(), "fix", "-", "--patch", "--standard", "restricted");
        Path folder = Files.createTempDirectory("leastwise");
        try {
            try (Stream<Path> files = Files.list(Path.of(examples))) {
                for (Path file : files.filter(Files::isRegularFile).toList())
                    Files.copy(file, folder.resolve(file.getFileName()));
            }
            Main.run(new String[] {"fix", "--all", "-w", folder.toString()}, Console.ofProcess());
        } finally {
            delete(folder);
        }
    }

    /** All reports at once, as files that are new and as files that are there. */
    private static void trainReports(String examples) throws IOException {
        Path folder = Files.createTempDirectory("leastwise");
        try {
            List<String> words = new ArrayList<>(List.of("check", examples));
            for (String format : CheckCommand.FORMATS)
                words.addAll(List.of("-o", format + '=' + folder.resolve(format)));
            for (int run = 0; run < 2; run++) Main.run(words.toArray(new String[0]), Console.ofProcess());
        } finally {
            delete(folder);
        }
    }

    /** An image that is read, and then comes from the cache, which is one for the training alone. */
    private static void trainImages(String examples) throws IOException, NoSuchAlgorithmException {
        Path folder = Files.createTempDirectory("leastwise");
        try {
            TrainingImage.write(folder);
            Console console = Console.ofProcess().in(Map.of("XDG_CACHE_HOME", folder.toString()));
            String given = "nginx=" + folder;
            for (String command : new String[] {"check", "check", "explain"}) {
                Main.run(new String[] {command, examples, "--image", given}, console);
            }
            Main.run(new String[] {"image", folder.toString()}, console);
            Main.run(new String[] {"image", folder.toString(), "-o", "json"}, console);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static String configuration() {
        try {
            Path file = Files.createTempFile("leastwise", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, CONFIGURATION).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String input, String... words) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        Main.run(words, Console.ofProcess());
    }

    private static String ruleExamples() {
        StringBuilder manifests = new StringBuilder();
        for (Rule rule : Rules.ALL) {
            for (Example example : rule.info().examples()) {
                manifests.append(example.manifest()).append("---\n");
            }
        }
        return manifests.toString();
    }

    private Training() {}
}
