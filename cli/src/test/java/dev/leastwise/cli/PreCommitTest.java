package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits under real pre-commit, which clones this repository and runs its hook on what is staged. */
class PreCommitTest {

    private static final String GOOD = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n";
    private static final String BAD = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostPID: true}}\n";
    private static final String PASSED =
            "leastwise check..........................................................Passed\n";

    private static final String FAILED = """
            leastwise check..........................................................Failed
            - hook id: leastwise-check
            - exit code: 1
            """;

    /** pre-commit's clones, and this repository as a person commits it. */
    @TempDir
    private static Path shared;

    private static String revision = "";
    private static String firstCommit = "";

    @TempDir
    private Path folder;

    private record Run(int code, String out) {}

    @BeforeAll
    static void commitForTheFirstTime() throws Exception {
        Needs.program("pre-commit", "pip install pre-commit");
        Needs.program("git", "it commits");
        Needs.program("script", "it is the terminal");
        Path hooks = Files.createDirectory(shared.resolve("hooks"));
        copyRepository(hooks);
        commitAll(hooks);
        revision = run(hooks, "git", "rev-parse", "HEAD").out.strip();

        Path first = Files.createDirectory(shared.resolve("first"));
        makeScratch(first, "");
        stage(first, "good.yaml", GOOD);
        firstCommit = run(first, "script", "-qec", "git commit -qm first", "/dev/null").out;
    }

    @BeforeEach
    void makeRepository() throws Exception {
        makeScratch(folder, "");
    }

    @Test
    void theFirstStartSaysThatItBuildsAndPasses() {
        assertThat(firstCommit.replace("\r", "")).endsWith("""
                leastwise check..........................................................
                leastwise: building; this happens once, and again when the sources change

                leastwise: preparing fast starts
                Passed
                """);
    }

    @Test
    void aManifestThatGrantsTooMuchIsNotCommitted() throws Exception {
        stage(folder, "good.yaml", GOOD);
        stage(folder, "deploy/with blank.yaml", BAD);

        assertThat(commit()).isEqualTo(new Run(1, FAILED + """

                deploy/with blank.yaml

                  high  the pod sees the node's processes
                    line 1:59, Pod "web", spec.hostPID
                    1 | {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostPID: true}}
                      |                                                           ^^^^^^^^^^^^^
                    The containers see every process of the node. An intruder reads their command lines, kills those
                    of the same uid, and as root reads their environments, with secrets of other pods, and their
                    files through /proc/PID/root.
                    Fix: remove hostPID.
                    host-pid

                0 containers of 1 workload in 2 files checked: 1 high.
                More about a rule: leastwise rules ID

                """));
    }

    @Test
    void aManifestThatGrantsLittleIs() throws Exception {
        stage(folder, "good.yaml", GOOD);

        assertThat(commit()).isEqualTo(new Run(0, PASSED));
    }

    @Test
    void filesThatAreNotOfKubernetesAloneAreCommitted() throws Exception {
        stage(folder, "compose.yaml", "services: {web: {image: nginx}}\n");
        stage(folder, "package.json", "{\"name\": \"web\"}\n");
        stage(folder, "list.yml", "- a\n");
        stage(folder, "empty.yaml", "");

        assertThat(commit()).isEqualTo(new Run(0, PASSED));
    }

    @Test
    void templatesOfAChartAreCommittedUnlessAskedFor() throws Exception {
        stage(folder, "chart/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}\n");
        stage(folder, "chart/values.yaml", "replicas: 1\n");
        stage(folder, "chart/templates/pod.yaml", "kind: Pod\n{{ include \"web\" . }}\n");

        Run run = hook();
        configure(folder, "args: [--fail-on, undecided]");
        Run strict = hook();

        assertThat(run).isEqualTo(new Run(0, PASSED));
        assertThat(strict.code).isEqualTo(1);
        assertThat(strict.out).startsWith(FAILED).contains("skipped chart/templates/pod.yaml:2: a Helm template");
    }

    @Test
    void argumentsAndTheConfigurationCount() throws Exception {
        configure(folder, "args: [--fail-on, critical]");
        stage(folder, "bad.yaml", BAD);
        Run lenient = hook();
        configure(folder, "");
        run(folder, "git", "rm", "-qf", "--cached", "bad.yaml");
        stage(folder, ".leastwise.yaml", "ignore: [vendor/]\n");
        stage(folder, "vendor/bad.yaml", BAD);

        assertThat(lenient).isEqualTo(new Run(0, PASSED));
        assertThat(commit()).isEqualTo(new Run(0, PASSED));
    }

    @Test
    void whatIsStagedIsJudgedAndNotWhatStandsInTheFolder() throws Exception {
        stage(folder, "a.yaml", BAD);
        Files.writeString(folder.resolve("a.yaml"), GOOD);
        Run bad = commit();
        stage(folder, "a.yaml", GOOD);
        Files.writeString(folder.resolve("a.yaml"), BAD);
        Run good = commit();

        assertThat(bad.code).isEqualTo(1);
        assertThat(bad.out).contains(FAILED);
        assertThat(good.code).isZero();
        assertThat(good.out).contains(PASSED);
        assertThat(folder.resolve("a.yaml")).hasContent(BAD);
    }

    private Run commit() throws Exception {
        return run(folder, "git", "commit", "-qm", "change");
    }

    private Run hook() throws Exception {
        return run(folder, "pre-commit", "run");
    }

    private static void makeScratch(Path repository, String more) throws Exception {
        run(repository, "git", "init", "-q");
        configure(repository, more);
        run(repository, "pre-commit", "install");
    }

    private static void configure(Path repository, String more) throws Exception {
        stage(repository, ".pre-commit-config.yaml", """
                repos:
                - repo: %s
                  rev: %s
                  hooks:
                  - id: leastwise-check
                    %s
                """.formatted(shared.resolve("hooks"), revision, more));
    }

    private static void stage(Path repository, String name, String text) throws Exception {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(run(repository, "git", "add", name)).isEqualTo(new Run(0, ""));
    }

    private static void copyRepository(Path target) throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();
        String names = run(root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").out;
        for (String name : names.split("\0", -1)) {
            Path file = root.resolve(name);
            if (name.isEmpty() || !Files.isRegularFile(file)) continue;
            Files.createDirectories(target.resolve(name).getParent());
            Files.copy(file, target.resolve(name));
            if (Files.isExecutable(file))
                assertThat(target.resolve(name).toFile().setExecutable(true)).isTrue();
        }
    }

    private static void commitAll(Path repository) throws Exception {
        run(repository, "git", "init", "-q");
        run(repository, "git", "add", "--all");
        assertThat(run(repository, "git", "commit", "-qm", "all").code).isZero();
    }

    private static Run run(Path where, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("MAVEN_"));
        builder.environment().put("PRE_COMMIT_HOME", shared.resolve("clones").toString());
        builder.environment().put("PRE_COMMIT_COLOR", "never");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "A person");
            builder.environment().put("GIT_" + who + "_EMAIL", "person@example.com");
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out);
    }
}
