package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.finding.Finding;
import dev.leastwise.fix.Fixer;
import dev.leastwise.fix.Judging;
import dev.leastwise.fix.Mended;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fixes in SARIF, made by what knows SARIF and nothing of manifests. */
class SarifFixesTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");

    @TempDir
    Path folder;

    @Test
    void saysWhatToReplaceAndHowSureItIs() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: app, image: nginx, securityContext: {capabilities: {add: [NET_RAW]}}}
                """);

        assertThat(fixes(pod, "service-account-token").toString())
                .isEqualTo("[{\"description\":{\"text\":\"withhold the token (NEEDS_TEST)\"},\"artifactChanges\":["
                        + "{\"artifactLocation\":{\"uri\":\"" + pod.toUri() + "\"},\"replacements\":["
                        + "{\"deletedRegion\":{\"startLine\":6,\"startColumn\":81,\"endLine\":6,\"endColumn\":81},"
                        + "\"insertedContent\":{\"text\":\"\\n  automountServiceAccountToken: false\"}}]}],"
                        + "\"properties\":{\"safety\":\"needs-test\"}}]");
        assertThat(made(pod, "dangerous-capability")).isEqualTo("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: app, image: nginx, securityContext: {capabilities: {add: []}}}
                """);
    }

    @Test
    void countsWholeCharactersAndNoByteOrderMarkAndKeepsLineBreaks() throws IOException {
        String text = """
                {apiVersion: v1, kind: Pod, metadata: {name: é😀}, spec: {hostPID: true, containers: [
                  {name: "😀", image: nginx, securityContext: {privileged: true, runAsUser: 0}}
                ]}} # 😀""".replace("\n", "\r\n");
        Path pod = Files.writeString(folder.resolve("pod.yaml"), '\uFEFF' + text);

        assertThat(made(pod, "privileged")).isEqualTo(text.replace("privileged: true, ", ""));
        assertThat(made(pod, "service-account-token"))
                .isEqualTo(text.replace("]}}", "], automountServiceAccountToken: false}}"));
    }

    @Test
    void saysNoneWhereSomethingIsInTheWay() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: &context {runAsNonRoot: true}
                  - {name: other, image: redis, securityContext: *context}
                """);

        assertThat(fixes(pod, "writable-root-filesystem").isMissingNode()).isTrue();
        assertThat(fixes(pod, "service-account-token").isMissingNode()).isFalse();
    }

    @Test
    @Tag("slow")
    void makesOfTheCorpusWhatTheFixerMakesOfItFixByFix() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: real manifests to mend");
        JsonNode run = run(CORPUS);
        Map<String, Integer> refused = new TreeMap<>();
        int same = 0;
        for (JsonNode result : run.path("results")) {
            if (!result.has("fixes")) continue;
            Path file = file(run, result);
            Mended mended = mended(file, result);
            if (mended.refused().isEmpty()) {
                assertThat(after(file, result)).as(result.toString()).isEqualTo(text(mended.after()));
                same++;
            } else {
                Mended.Refused refusal = mended.refused().getFirst();
                refused.merge(refusal.finding().rule() + ": " + refusal.fact(), 1, Integer::sum);
            }
        }
        System.out.println(same + " fixes in SARIF are the fixer's, it refuses " + refused);
        assertThat(same).isGreaterThan(1_500);
        assertThat(refused.keySet()).allMatch(why -> why.contains(": it would bring a new finding: "));
    }

    private static JsonNode run(Path path) {
        String sarif = Ran.of("check", "-o", "sarif", path.toString()).out();
        JsonNode run = JsonMapper.shared().readTree(sarif).path("runs").path(0);
        assertThat(run.path("columnKind").asString()).isEqualTo("unicodeCodePoints");
        return run;
    }

    private static JsonNode result(Path file, String rule) {
        for (JsonNode result : run(file).path("results")) {
            if (rule(result).equals(rule)) return result;
        }
        throw new AssertionError("nothing is found by " + rule);
    }

    /** A rule of several severities has a descriptor for each. */
    private static String rule(JsonNode result) {
        return result.path("ruleId").asString().split("/", 2)[0];
    }

    private static JsonNode fixes(Path file, String rule) {
        return result(file, rule).path("fixes");
    }

    private static String made(Path file, String rule) throws IOException {
        return after(file, result(file, rule));
    }

    /** What a reader of SARIF makes of a file: one replacement after the other. */
    private static String after(Path file, JsonNode result) throws IOException {
        String text = Files.readString(file);
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        for (JsonNode replacement :
                result.path("fixes").path(0).path("artifactChanges").path(0).path("replacements")) {
            JsonNode region = replacement.path("deletedRegion");
            int start = offset(text, region, "startLine", "startColumn");
            int end = offset(text, region, "endLine", "endColumn");
            String inserted = replacement.path("insertedContent").path("text").asString();
            text = text.substring(0, start) + inserted + text.substring(end);
        }
        return text;
    }

    private static int offset(String text, JsonNode region, String line, String column) {
        int start = 0;
        for (int i = 1; i < region.path(line).asInt(); i++) start = text.indexOf('\n', start) + 1;
        return text.offsetByCodePoints(start, region.path(column).asInt() - 1);
    }

    private static Path file(JsonNode run, JsonNode result) {
        URI base = URI.create(
                run.path("originalUriBaseIds").path("SRCROOT").path("uri").asString());
        JsonNode changed = result.path("fixes").path(0).path("artifactChanges").path(0);
        return Path.of(base.resolve(changed.path("artifactLocation").path("uri").asString()));
    }

    /** What the fixer makes of a file for that finding alone. */
    private static Mended mended(Path file, JsonNode result) throws IOException {
        SourceText source = SourceText.decode(file.toString(), Files.readAllBytes(file));
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        Judging judging = new Judging(
                Rules.ALL,
                Grants.under(Target.DEFAULT),
                Settings.NONE,
                List.of(),
                List.of(),
                Demand.NONE,
                (contents, findings) -> findings);
        return Fixer.mend(source, documents, judging, finding -> isMeant(finding, result));
    }

    private static boolean isMeant(Finding finding, JsonNode result) {
        JsonNode location = result.path("locations").path(0);
        JsonNode region = location.path("physicalLocation").path("region");
        String name = location.path("logicalLocations")
                .path(0)
                .path("fullyQualifiedName")
                .asString();
        return rule(result).equals(finding.rule())
                && region.path("startLine").asInt() == finding.at().line()
                && region.path("startColumn").asInt() == finding.at().column()
                && name.endsWith(": " + finding.path())
                && result.path("message").path("text").asString().startsWith(finding.message() + ". ");
    }

    private static String text(SourceText source) {
        return new String(source.bytes(), UTF_8);
    }
}
