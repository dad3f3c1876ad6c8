package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds a check to loading only what it needs: each class costs every start, as do those that the JVM makes itself. */
class StartUpTest {

    private static final Pattern LOADED = Pattern.compile("^\\[.*\\] (\\S+) source: ");

    @TempDir
    Path folder;

    @Test
    void checkingAFileLoadsNothingOfOtherCommandsAndReports() throws Exception {
        List<String> classes = loaded("check", "../bench/one.yaml");

        assertThat(classes)
                .filteredOn(name -> name.startsWith("dev.leastwise.cli.") && name.endsWith("Command"))
                .containsExactlyInAnyOrder("dev.leastwise.cli.Command", "dev.leastwise.cli.CheckCommand");
        assertThat(classes)
                .filteredOn(name -> name.startsWith("dev.leastwise.report."))
                .contains("dev.leastwise.report.TextReport")
                .noneMatch(name -> name.contains("Json") || name.contains("Explain") || name.contains("Fingerprint"))
                .noneMatch(name -> name.contains("RulePages") || name.contains("Meaning"))
                .noneMatch(name -> name.matches(".*(Sarif|JUnit|GitHub|Markdown|Html|Artifacts).*"));
        assertThat(classes)
                .doesNotContain("java.security.MessageDigest", "java.util.regex.Pattern", "java.math.BigDecimal")
                .doesNotContain("java.time.LocalDate")
                .noneMatch(name -> name.startsWith("org.snakeyaml."))
                .noneMatch(name -> name.startsWith("dev.leastwise.image."))
                .noneMatch(
                        name -> name.contains("FileTree") || name.contains("Entrypoint$") || name.contains("PathWalk"))
                .noneMatch(name -> name.startsWith("dev.leastwise.config.") || name.startsWith("dev.leastwise.known."));
        assertThat(classes)
                .filteredOn(name -> name.startsWith("dev.leastwise.suppression."))
                .containsExactlyInAnyOrder("dev.leastwise.suppression.Suppressions", "dev.leastwise.suppression.Dates");
    }

    @Test
    void checkingMakesNoClassesForSwitchesOverTypesAndMethodsOfRecords() throws Exception {
        assertThat(loaded("check", "../bench/one.yaml", "../examples"))
                .as("bootstraps; -Djava.lang.invoke.MethodHandle.TRACE_METHOD_LINKAGE=true tells where they are called")
                .contains("dev.leastwise.cli.Main")
                .doesNotContain("java.lang.runtime.SwitchBootstraps", "java.lang.runtime.ObjectMethods");
    }

    /** What edits texts, as SARIF and HTML have it do where there are fixes, makes some. */
    @Test
    void neitherDoesAReportWithoutEditsOfText() throws Exception {
        for (String format : List.of("json", "junit", "github", "markdown")) {
            makesNone(format, Reports.MANIFEST);
        }
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    runAsGroup: 1000
                    supplementalGroupsPolicy: Strict
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                  - name: app
                    image: nginx
                    resources: {limits: {memory: 64Mi}}
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                """);
        for (String format : List.of("sarif", "html")) makesNone(format, pod.toString());
    }

    private static void makesNone(String format, String manifest) throws Exception {
        assertThat(loaded("check", manifest, "-o", format + "=/dev/null"))
                .as(format)
                .contains("dev.leastwise.cli.Main")
                .doesNotContain("java.lang.runtime.SwitchBootstraps", "java.lang.runtime.ObjectMethods");
    }

    private static List<String> loaded(String... words) throws IOException, InterruptedException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leastwise.cli.Main");
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(java));
        process.command().addAll(Arrays.asList(words));
        Process running = process.redirectErrorStream(true).start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isBetween(0, 1);
        return output.lines()
                .map(LOADED::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .toList();
    }
}
