package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helm template | leastwise check -} says of the templates behind what it reads. */
class HelmTest {

    private static final Map<String, String> CHART = Map.of(
            "Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}\n",
            "charts/db/Chart.yaml", "{apiVersion: v2, name: db, version: 1.0.0}\n",
            "charts/db/templates/db.yaml", """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: db}
                    spec: {hostPID: true}
                    """,
            "templates/web.yaml", """
                    # the front
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: {{ .Release.Name }}-web}
                    spec: {hostPID: true}
                    ---
                    # Source: web/templates/a lie.yaml
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: second}
                    spec: {hostPID: true}
                    """,
            "templates/a list.yaml", """
                    apiVersion: v1
                    kind: List
                    items:
                    - {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {hostPID: true}}
                    - {apiVersion: v1, kind: Pod, metadata: {name: two}, spec: {hostPID: true}}
                    """,
            "templates/job.yaml", """
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: job, annotations: {"helm.sh/hook": pre-install}}
                    spec: {template: {spec: {hostPID: true}}}
                    """);

    /** What helm 3.18.6 makes of the chart. */
    private static final String RENDERED = """
            ---
            # Source: web/charts/db/templates/db.yaml
            apiVersion: v1
            kind: Pod
            metadata: {name: db}
            spec: {hostPID: true}
            ---
            # Source: web/templates/web.yaml
            # the front
            apiVersion: v1
            kind: Pod
            metadata: {name: shop-web}
            spec: {hostPID: true}
            ---
            # Source: web/templates/web.yaml
            # Source: web/templates/a lie.yaml
            apiVersion: v1
            kind: Pod
            metadata: {name: second}
            spec: {hostPID: true}
            ---
            # Source: web/templates/a list.yaml
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {hostPID: true}}
            - {apiVersion: v1, kind: Pod, metadata: {name: two}, spec: {hostPID: true}}
            ---
            # Source: web/templates/job.yaml
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job, annotations: {"helm.sh/hook": pre-install}}
            spec: {template: {spec: {hostPID: true}}}
            """;

    @TempDir
    Path folder;

    @Test
    void helmRendersTheChartAsItIsRecorded() throws Exception {
        Needs.program("helm", "go install helm.sh/helm/v3/cmd/helm@latest brings it");
        for (Map.Entry<String, String> file : CHART.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Process helm = new ProcessBuilder("helm", "template", "shop", folder.toString()).start();

        assertThat(new String(helm.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(RENDERED);
    }

    @Test
    void aFindingNamesItsTemplateBesideItsPlace() {
        assertThat(places(check(RENDERED, "-")))
                .containsExactly(
                        "line 6:8, from web/charts/db/templates/db.yaml, Pod \"db\", spec.hostPID",
                        "line 13:8, from web/templates/web.yaml, Pod \"shop-web\", spec.hostPID",
                        "line 20:8, from web/templates/web.yaml, Pod \"second\", spec.hostPID",
                        "line 26:61, from web/templates/a list.yaml, Pod \"one\", spec.hostPID",
                        "line 27:61, from web/templates/a list.yaml, Pod \"two\", spec.hostPID",
                        "line 33:26, from web/templates/job.yaml, Job \"job\", spec.template.spec.hostPID");
    }

    @Test
    void aFileThatHoldsWhatHelmMadeNamesThemToo() throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), RENDERED);

        assertThat(places(check("", file.toString()))).isEqualTo(places(check(RENDERED, "-")));
    }

    @Test
    void jsonHasItForEachFindingAndStandardAndNullForOthers() {
        String other = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: own}\nspec: {hostPID: true}\n";

        String json = check(RENDERED + other, "-", "-o", "json", "--standard", "baseline");

        String templates = """
                "template": "web/charts/db/templates/db.yaml"
                "template": "web/templates/web.yaml"
                "template": "web/templates/web.yaml"
                "template": "web/templates/a list.yaml"
                "template": "web/templates/a list.yaml"
                "template": "web/templates/job.yaml"
                "template": null
                """;
        assertThat(json.lines().map(String::strip).filter(line -> line.startsWith("\"template\"")))
                .containsExactlyElementsOf(
                        (templates + templates).lines().map(line -> line + ",").toList());
    }

    @Test
    void anExplanationNamesItToo() {
        String pod = RENDERED.replace("hostPID: true}", "containers: [{name: app}]}");

        assertThat(run(pod, "explain", "-").lines())
                .contains("stdin, from web/templates/a list.yaml: Pod \"two\", container \"app\"");
        assertThat(run(pod, "explain", "-", "-o", "json")).contains("\"template\": \"web/templates/a list.yaml\"");
    }

    @Test
    void aNameThatWouldSteerATerminalDoesNot() {
        assertThat(check(
                        "# Source: web/templates/\u202ered.yaml\napiVersion: v1\nkind: Pod\nspec: {hostPID: true}\n",
                        "-"))
                .contains("web/templates/")
                .doesNotContain("\u202e");
    }

    /** The places of what is found of the host's processes. */
    private static List<String> places(String report) {
        return report.lines()
                .map(String::strip)
                .filter(line -> line.matches("line .* .*hostPID"))
                .toList();
    }

    private static String check(String input, String... words) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(words));
        return run(input, all.toArray(String[]::new));
    }

    private static String run(String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            Main.run(words, new Console(stream, stream, Map.of(), false, false, 100));
        } finally {
            System.setIn(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
