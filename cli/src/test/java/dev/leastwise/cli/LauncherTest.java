package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a clone whose JDK and Maven wrapper are stand-ins that say how they were called. */
class LauncherTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** What the launcher may use: what POSIX has, and readlink. */
    private static final List<String> TOOLS =
            List.of("cat cksum cp cut find ln mkdir mv readlink rm sed sh sleep sort tail tr".split(" "));

    @TempDir
    Path temporary;

    private Path clone;
    private Path jdk;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectories(temporary.resolve("a clone"));
        script(clone.resolve("leastwise"), Files.readString(REPOSITORY.resolve("leastwise")));
        String search = Files.readString(REPOSITORY.resolve(".mvn/find-jdk.sh"));
        write(clone.resolve(".mvn/find-jdk.sh"), search.replaceAll("/(usr|opt|Library)/", "/nowhere/"));
        write(clone.resolve("pom.xml"), "");
        write(clone.resolve("docs/schema/check-v1.json"), "{}");
        for (String module : List.of("core", "cli")) {
            write(clone.resolve(module).resolve("pom.xml"), "");
            write(clone.resolve(module).resolve("src/main/java/A.java"), "one");
            write(clone.resolve(module).resolve("src/main/java/B.java"), "one");
        }
        for (String tool : TOOLS) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            script(temporary.resolve("bin").resolve(tool), "exec " + real + " \"$@\"");
        }
        wrapper("");
        jdk = jdk(temporary.resolve("a jdk"), "25.0.3");
    }

    @Test
    void firstStartBuildsAndTrainsAndTheNextOnesOnlyStart() throws Exception {
        Run first = leastwise("check", "a b.yaml");

        assertThat(first.err()).contains("leastwise: building").contains("leastwise: preparing fast starts");
        assertThat(first.out().lines())
                .contains("-XX:TieredStopAtLevel=1", "dev.leastwise.cli.Main", "check", "a b.yaml")
                .anyMatch(line -> line.startsWith("-XX:AOTCache=" + clone));
        assertThat(leastwise("check", "a b.yaml")).isEqualTo(new Run(0, first.out(), ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void takesTheCacheForAllReportsWhereOneIsAskedFor() throws Exception {
        leastwise("check");

        assertThat(leastwise("check", "-o", "json").out())
                .contains(".daily.aot")
                .doesNotContain(".all.aot");
        assertThat(leastwise("check", "-o", "html=a.html").out()).contains(".all.aot");
        assertThat(leastwise("image", "nginx").out()).contains(".all.aot");
    }

    @Test
    void longCommandsUseEveryCompiler() throws Exception {
        assertThat(leastwise("guard").out().lines())
                .contains("guard")
                .doesNotContain("-XX:TieredStopAtLevel=1")
                .noneMatch(line -> line.startsWith("-Xmn"));
    }

    @Test
    void ownOptionsComeAfterTheLaunchers() throws Exception {
        assertThat(leastwise(Map.of("LEASTWISE_JAVA_OPTS", "-Xmx1g -Xmn20m"), "check")
                        .out()
                        .lines())
                .containsSubsequence("-Xmx1g", "-Xmn20m", "dev.leastwise.cli.Main");
    }

    @Test
    void startsThroughALinkFromAnywhere() throws Exception {
        Path links = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("second"), clone.resolve("leastwise"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("second"));

        assertThat(run(temporary, Map.of(), "links/first", "check").out()).contains("check");
        assertThat(run(links, Map.of(), "./first", "check").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAnewWhenASourceChanged() throws Exception {
        leastwise("check");
        write(clone.resolve("core/src/main/java/A.java"), "two");

        assertThat(leastwise("check").err()).contains("building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAnewWhenASourceIsGone() throws Exception {
        leastwise("check");
        Files.delete(clone.resolve("cli/src/main/java/B.java"));

        leastwise("check");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void doesNotBuildWhenAChangeWasTakenBack() throws Exception {
        leastwise("check");
        write(clone.resolve("core/src/main/java/A.java"), "two");
        write(clone.resolve("core/src/main/java/A.java"), "one");

        assertThat(leastwise("check").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void failsWithTheEndOfTheLogWhenTheBuildFails() throws Exception {
        wrapper("echo '[ERROR] A.java:[1,1] no class'; echo '[ERROR] -> [Help 1]'; echo '[ERROR] help'; exit 1");

        Run run = leastwise("check");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("the build failed", "A.java:[1,1] no class", "build.log")
                .doesNotContain("help\n");

        wrapper("");
        assertThat(leastwise("check").code()).isZero();
    }

    @Test
    void startsWithoutACacheWhenTrainingFails() throws Exception {
        Run run = leastwise(Map.of("TRAINING", "fails"), "check");

        assertThat(run.err()).contains("starts will be slower");
        assertThat(run.out().lines()).contains("check").noneMatch(line -> line.startsWith("-XX:AOTCache"));
    }

    @Test
    void trainsAnewForAnotherJdk() throws Exception {
        leastwise("check");
        Path newer = jdk(temporary.resolve("newer"), "26");

        Run run = leastwise(Map.of("JAVA_HOME", newer.toString()), "check");

        assertThat(run.err()).contains("preparing fast starts").doesNotContain("building");
        assertThat(run.out()).contains(newer.toString());
    }

    @Test
    void manyFirstStartsBuildOnce() throws Exception {
        wrapper("sleep 0.5");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(start(clone, Map.of(), clone.resolve("leastwise").toString(), "check"));
        }
        for (Process start : starts) {
            assertThat(finish(start).code()).isZero();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void takesOverFromAStartThatDied() throws Exception {
        Files.createDirectories(clone.resolve("target/launcher"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createSymbolicLink(clone.resolve("target/launcher/lock"), Path.of(Long.toString(dead.pid())));

        assertThat(leastwise("check").code()).isZero();
    }

    @Test
    void passesOverJdksThatAreTooOld() throws Exception {
        Path old = jdk(temporary.resolve("old"), "17.0.15");
        jdk(temporary.resolve("home/.jdks/newest"), "27");
        Path wanted = jdk(temporary.resolve("home/.jdks/wanted"), "25.0.1");

        assertThat(leastwise(Map.of("JAVA_HOME", old.toString()), "check").out())
                .contains(wanted.toString());
    }

    @Test
    void findsAJdkOfMavensToolchains() throws Exception {
        write(
                temporary.resolve("home/.m2/toolchains.xml"),
                "<toolchains>\n  <jdkHome> " + jdk + " </jdkHome>\n</toolchains>");

        Run run = leastwise(Map.of("JAVA_HOME", ""), "check");

        assertThat(run.out()).contains(jdk.toString());
    }

    @Test
    void saysInOneLineThatThereIsNoJdk() throws Exception {
        Run run = leastwise(Map.of("JAVA_HOME", ""), "check");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("leastwise needs JDK 25 or newer [^\n]*: install one [^\n]*\n");
    }

    private Run leastwise(String... args) throws Exception {
        return leastwise(Map.of(), args);
    }

    private Run leastwise(Map<String, String> environment, String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(clone.resolve("leastwise").toString()));
        command.addAll(List.of(args));
        return run(clone, environment, command.toArray(String[]::new));
    }

    private Run run(Path folder, Map<String, String> environment, String... command) throws Exception {
        return finish(start(folder, environment, command));
    }

    private Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", temporary.resolve("bin").toString());
        builder.environment().put("HOME", temporary.resolve("home").toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Run finish(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    private long builds() throws IOException {
        try (var lines = Files.lines(clone.resolve("builds"))) {
            return lines.count();
        }
    }

    private void wrapper(String action) throws IOException {
        script(clone.resolve("mvnw"), """
                echo build >>builds
                %s
                mkdir -p cli/target/launcher/lib
                cat core/src/main/java/* cli/src/main/java/* >cli/target/launcher/leastwise-cli.jar
                echo library >cli/target/launcher/lib/library.jar
                """.formatted(action));
    }

    private static Path jdk(Path home, String version) throws IOException {
        write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "");
        script(home.resolve("bin/java"), """
                echo "$0"
                for argument; do
                  echo "$argument"
                  case $argument in
                    -XX:AOTCacheOutput=*) [ -n "${TRAINING-}" ] || echo cache >"${argument#*=}" ;;
                  esac
                done
                """);
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text.startsWith("#!") ? text : "#!/bin/sh\nset -eu\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
