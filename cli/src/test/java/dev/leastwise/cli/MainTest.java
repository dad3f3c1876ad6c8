package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program from its words to what it prints and returns. */
class MainTest {

    private static final String CLEAN = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            """;

    private static final String PRIVILEGED = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - name: app
                image: nginx
                securityContext:
                  privileged: true
            """;

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @Test
    void nothingFoundIsZeroAndSomethingFoundIsOne() throws IOException {
        assertThat(run("check", file("clean.yaml", CLEAN)).code).isZero();
        assertThat(run("check", file("bad.yaml", PRIVILEGED)).code).isEqualTo(1);
        assertThat(run("check", "--fail-on", "never", file("bad.yaml", PRIVILEGED)).code)
                .isZero();
    }

    @Test
    void failsFromTheAskedSeverityOn() throws IOException {
        String bad = file("bad.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  automountServiceAccountToken: false
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {privileged: false}
                """);

        assertThat(run("check", "--fail-on", "critical", bad).code).isZero();
        assertThat(run("check", "--fail-on", "medium", bad).code).isEqualTo(1);
    }

    @Test
    void unreadableInputIsTwoAndTheOthersAreJudgedAllTheSame() throws IOException {
        String broken = file("broken.yaml", "kind: Pod\n  apiVersion: v1\n");
        String bad = file("bad.yaml", PRIVILEGED);

        Run run = run("check", "missing.yaml", broken, bad);

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err.lines()).hasSize(2).allMatch(line -> line.contains("; "));
        assertThat(run.err)
                .contains("missing.yaml: no such file or folder; check the path")
                .contains(broken + ":2:");
        assertThat(run.out).contains("container \"app\" is privileged").contains("2 inputs could not be read.");
    }

    @Test
    void oneBrokenDocumentIsOneErrorAndTheFilesOtherDocumentsAreJudged() throws IOException {
        Run run = run("check", file("mixed.yaml", "a: [\n---\n" + PRIVILEGED + "---\nb: [\n"));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err.lines()).hasSize(1);
        assertThat(run.out).contains("container \"app\" is privileged");
    }

    @Test
    void badUsageIsTwoWithOneLineAndTheWayOut() {
        assertThat(run("check", "--fial-on", "low", "x").err)
                .isEqualTo("leastwise: unknown option --fial-on; did you mean --fail-on?\n");
        assertThat(run("chekc").err).isEqualTo("leastwise: unknown command \"chekc\"; did you mean leastwise check?\n");
        assertThat(run("check").err)
                .isEqualTo("leastwise: nothing to check; name a file, a folder, or - for standard input\n");
        assertThat(run("check", "-o", "pdf", "x").err)
                .isEqualTo(
                        "leastwise: -o \"pdf\" is no format; use text, json, sarif, junit, github, markdown, html\n");
        assertThat(run("check", "-o", "srif=x", "x").err)
                .isEqualTo("leastwise: -o \"srif\" is no format; did you mean -o sarif?\n");
        assertThat(run("check", "-o", "json=", "x").err)
                .isEqualTo("leastwise: -o json= names no file; write -o FORMAT=FILE\n");
        assertThat(run("check", "--kubernetes", "1.99", "x").err)
                .isEqualTo("leastwise: --kubernetes \"1.99\" is not known; use v1.25 to v1.37\n");
        assertThat(run("check", "--target", "docker", "x").err)
                .isEqualTo(
                        "leastwise: --target \"docker\" is no runtime; use containerd2, containerd1.7, cri-o or podman\n");
        assertThat(run("check", "--image", "nginx", "x").err)
                .isEqualTo("leastwise: --image \"nginx\" names no image and folder; write --image REF=DIR[:TAG]\n");
        assertThat(run("image", "--platform", "arm64", "x").err)
                .isEqualTo("leastwise: --platform \"arm64\" is none; write OS/ARCH, such as linux/arm64\n");
        assertThat(run("image").err).isEqualTo("leastwise: name one image: leastwise image DIR[:TAG]\n");
        assertThat(run("drill", "x"))
                .isEqualTo(new Run(2, "", "leastwise: drill is not built yet; leastwise --help shows what is\n"));
        assertThat(run("rules", "priviledged").err)
                .isEqualTo("leastwise: no rule \"priviledged\"; did you mean privileged?\n");
    }

    @Test
    void helpIsZeroAndOnStandardOutput() {
        assertThat(run("--help")).matches(run -> run.code == 0 && run.err.isEmpty() && run.out.contains("Usage:"));
        assertThat(run("check", "--help")).matches(run -> run.code == 0 && run.out.contains("--fail-on SEVERITY"));
        assertThat(run("help", "explain")).matches(run -> run.code == 0 && run.out.contains("--container NAME"));
        assertThat(run()).matches(run -> run.code == 2 && run.out.isEmpty() && run.err.contains("Usage:"));
    }

    @Test
    void readsStandardInputOnceHoweverOftenItIsNamed() {
        Run run = runWith(PRIVILEGED, "check", "-", "-");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out).startsWith("stdin\n").contains("1 container of 1 workload in 1 file checked");
    }

    @Test
    void explainsStandardInputThoughItReadsTwice() {
        assertThat(runWith(PRIVILEGED, "explain", "-").out).contains("stdin: Pod \"web\", container \"app\" (nginx)");
    }

    @Test
    void skipsTemplatesByWhatTheyAreAndFailsOnlyWhenAsked() throws IOException {
        Files.createDirectories(folder.resolve("chart/templates"));
        file("chart/Chart.yaml", "name: chart\nversion: 1.0.0\n");
        String helm = file("chart/templates/a.yaml", "kind: Pod\nmetadata:\n  {{- include \"x\" . }}\n");
        String jinja = file("j.yaml", "kind: Pod\n{% if x %}\n");
        String patch = file("patch.yaml", "- op: add\n  path: /spec/replicas\n  value: 2\n");

        Run run = run("check", helm, jinja, patch);

        assertThat(run.code).isZero();
        assertThat(run.out.lines().filter(line -> line.startsWith("skipped")))
                .containsExactly(
                        "skipped " + helm
                                + ":3: a Helm template; render it first: helm template CHART | leastwise check -",
                        "skipped " + jinja + ":2: a template; render it first and check what comes out",
                        "skipped " + patch
                                + ":1: a kustomize patch; build it first: kustomize build FOLDER | leastwise check -");
        assertThat(run("check", "--fail-on", "undecided", helm).code).isEqualTo(1);
    }

    @Test
    void judgesBracesInAStringAsTheTextTheyAre() throws IOException {
        assertThat(run("check", file("braces.yaml", PRIVILEGED + "  hostname: \"{{ name }}\"\n")).code)
                .isEqualTo(1);
    }

    @Test
    void ignoresWhatIsNotOfKubernetesUnlessNothingElseIsGiven() throws IOException {
        String compose = file("compose.yaml", "services: {web: {image: nginx}}\n");

        assertThat(run("check", compose, file("clean.yaml", CLEAN))).matches(run -> run.code == 0 && run.err.isEmpty());
        assertThat(run("check", compose))
                .matches(run -> run.code == 2)
                .extracting(Run::err)
                .isEqualTo(compose + ": holds no Kubernetes object; name files with apiVersion and kind\n");
        assertThat(run("check", "--allow-none", compose))
                .isEqualTo(new Run(0, "Nothing checked: 1 input left out.\n", ""));
    }

    @Test
    void refusesWhatIsPlainlyAWorkloadAndLacksItsVersionOrKind() throws IOException {
        String spec = "spec: {containers: [{name: app, image: nginx}]}\n";
        String noVersion = file("version.yaml", "kind: Pod\n" + spec);
        String noKind = file("kind.yaml", CLEAN + "---\nApiVersion: v1\napiVersion: v1\nKind: Pod\n" + spec);
        String item =
                file("list.yaml", "apiVersion: v1\nkind: List\nitems:\n- kind: Deployment\n  metadata: {name: web}\n");

        Run run = run("check", noVersion, noKind, item);

        assertThat(run.code).isEqualTo(2);
        int line = (int) CLEAN.lines().count() + 2;
        assertThat(run.err)
                .isEqualTo(noVersion
                        + ":1:1: an object of kind Pod has no apiVersion, and kubectl refuses it; write apiVersion: v1\n"
                        + noKind + ":" + line
                        + ":1: an object with containers has no kind, and kubectl refuses it; write its kind, such as kind:"
                        + " Pod\n"
                        + item
                        + ":4:3: an object of kind Deployment has no apiVersion, and kubectl refuses it; write apiVersion:"
                        + " apps/v1\n");
        assertThat(run("explain", noVersion).code).isEqualTo(2);
    }

    @Test
    void leavesFilesAloneThatOnlyLookALittleLikeWorkloads() throws IOException {
        String values = file("values.yaml", "kind: DaemonSet\nimage: {tag: latest}\n");
        String kustomization = file(
                "kustomization.yaml",
                "kind: Kustomization\nresources: [a.yaml]\npatches: [{target: {kind: Deployment}, path: p.yaml}]\n");
        String compose = file("compose.yaml", "services: {web: {image: nginx}}\n");
        String other = file("other.yaml", "apiVersion: v2\nname: chart\nspec: {replicas: 2}\n");

        assertThat(run("check", values, kustomization, compose, other, file("clean.yaml", CLEAN)))
                .matches(run -> run.code == 0 && run.err.isEmpty());
    }

    @Test
    void tellsAPatchFromAnObjectWhosePodIsWrittenInAnotherCase() throws IOException {
        String patch = file("patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 2}\n");
        String wrong = file("wrong.yaml", PRIVILEGED.replace("spec:", "Spec:"));

        assertThat(run("check", patch)).matches(run -> run.code == 0 && run.out.contains("a kustomize patch"));
        assertThat(run("check", wrong))
                .matches(run -> run.code == 1
                        && run.out.contains("this one is \"spec\"")
                        && !run.out.contains("a kustomize patch"));
    }

    @Test
    void writesAReportToAFileWholeOrNotAtAll() throws IOException {
        Path report = folder.resolve("report.json");

        Run run = run("check", "-o", "text", "-o", "json=" + report, file("bad.yaml", PRIVILEGED));

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out).contains("is privileged");
        assertThat(Files.readString(report)).startsWith("{\n  \"schema\": \"leastwise.dev/check/v1\"");
        assertThat(folder.toFile().list()).hasSize(2);
        assertThat(run("check", "-o", "json=" + folder.resolve("no/such/report.json"), file("bad.yaml", PRIVILEGED)))
                .matches(other -> other.code == 2 && other.err.startsWith("leastwise: cannot write "));
    }

    @Test
    void writesAReportThroughALinkAndLeavesTheLink() throws IOException {
        Path report = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), report.getFileName());

        run("check", "-o", "json=" + link, file("clean.yaml", CLEAN));

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(report)).startsWith("{");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writesAReportIntoAPipeAndLeavesThePipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path read = folder.resolve("read");
        Process reader = new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(read.toFile())
                .start();

        run("check", "-o", "json=" + pipe, file("clean.yaml", CLEAN));

        assertThat(reader.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(read)).startsWith("{").endsWith("}\n");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReportThatCannotBeWrittenIsTwo() throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.leastwise.cli.Main",
                        "check",
                        file("clean.yaml", CLEAN))
                .redirectOutput(Path.of("/dev/full").toFile())
                .redirectError(err.toFile())
                .start();

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Files.readString(err))
                .isEqualTo("leastwise: cannot write standard output: No space left on device; send it elsewhere\n");
    }

    @Test
    void letsNoControlCharacterOfAManifestReachTheTerminal() throws IOException {
        String hostile = PRIVILEGED
                .replace("name: app", "name: \"a\\e[31m\\u202Ep\\u0007\"")
                .replace("{name: web}", "{name: \"w\\r\\nx\"}");
        String file = file("hostile.yaml", hostile);

        for (String[] words : List.of(
                new String[] {"check", "-v", file},
                new String[] {"check", "-o", "json", file},
                new String[] {"explain", file},
                new String[] {"explain", "-o", "json", file})) {
            Run run = run(words);
            assertThat((run.out + run.err).codePoints().filter(c -> Character.isISOControl(c) && c != '\n'))
                    .as(String.join(" ", words))
                    .isEmpty();
            assertThat(run.out).as(String.join(" ", words)).doesNotContain("\u202E");
        }
        assertThat(run("check", file).out).contains("container \"a\\u001b[31m\\u202ep\\u0007\" is privileged");
    }

    @Test
    void coloursOnATerminalOnlyAndNotWhereNoColorIsSet() throws IOException {
        String bad = file("bad.yaml", PRIVILEGED);

        assertThat(on(true, Map.of(), "check", bad).out).contains("\u001B[1;35mcritical\u001B[0m");
        assertThat(on(true, Map.of("NO_COLOR", "1"), "check", bad).out).doesNotContain("\u001B");
        assertThat(on(true, Map.of("TERM", "dumb"), "check", bad).out).doesNotContain("\u001B");
        assertThat(on(false, Map.of(), "check", bad).out).doesNotContain("\u001B");
        assertThat(on(false, Map.of("CLICOLOR_FORCE", "1"), "check", bad).out).contains("\u001B");
    }

    @Test
    void namesALinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("gone.yaml"));

        assertThat(run("check", link.toString()).err).isEqualTo(link + ": no such file or folder; check the path\n");
    }

    @Test
    void readsNoMoreThanTheLimit() throws IOException {
        Path large = folder.resolve("large.yaml");
        try (var channel = java.nio.channels.FileChannel.open(
                large, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap("a".getBytes(StandardCharsets.UTF_8)), 33L << 20);
        }

        assertThat(run("check", large.toString()).err)
                .isEqualTo(large + ": larger than 32 MiB; split it at its --- lines\n");
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static Run run(String... words) {
        return on(false, Map.of(), words);
    }

    private static Run runWith(String input, String... words) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(words);
        } finally {
            System.setIn(before);
        }
    }

    private static Run on(boolean terminal, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                terminal,
                terminal,
                100);
        int code = Main.run(words, console);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
