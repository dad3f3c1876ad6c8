package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which findings count, by configurations, suppressions and known findings. */
class ConfigurationTest {

    /** Has nothing but what a test adds, under the defaults. */
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              automountServiceAccountToken: false
              securityContext: {runAsNonRoot: true, runAsUser: 101, runAsGroup: 101, supplementalGroupsPolicy: Strict, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: app
                image: nginx
                ports: [{containerPort: 8080, hostPort: 8080}]
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
            """;

    private static final String HOST_PORT = "host-port low 10 container \"app\" asks for port 8080 of the node\n";
    private static final String LOW_UID = "low-uid info 6 runAsUser: 101 gives container \"app\" a uid that hosts use"
            + " for services of their own\n";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @Test
    void withoutOneTheDefaultsHold() throws IOException {
        file("pod.yaml", POD);

        assertThat(findings("pod.yaml")).startsWith(LOW_UID).contains(HOST_PORT);
        assertThat(check("pod.yaml").code).isEqualTo(1);
    }

    @Test
    void aRuleIsOffOrOfAnotherSeverity() throws IOException {
        file("pod.yaml", POD);
        file(".leastwise.yaml", "rules: { host-port: off, low-uid: critical, no-memory-limit: off }\n");

        assertThat(findings("pod.yaml")).isEqualTo(LOW_UID.replace("info", "critical"));
        assertThat(check("pod.yaml", "--fail-on", "critical").code).isEqualTo(1);
    }

    @Test
    void aRuleTakesItsParameters() throws IOException {
        file("pod.yaml", POD);
        file(".leastwise.yaml", """
                rules:
                  no-memory-limit: off
                  host-port: { allowed: [8000-8999] }
                  low-uid: { severity: medium, allowed: [10000-19999, 999] }
                """);

        assertThat(findings("pod.yaml")).isEqualTo("""
                low-uid medium 6 runAsUser: 101 gives container "app" a uid other than those allowed: 10000-19999, 999
                """);
    }

    @Test
    void sharedUidsAreAllowedByNumber() throws IOException {
        file("pod.yaml", POD + "---\n" + POD.replace("name: web", "name: other"));

        assertThat(findings("pod.yaml")).contains("shared-uid info");
        file(".leastwise.yaml", "rules: { shared-uid: { allowed: [101] } }\n");
        assertThat(findings("pod.yaml")).doesNotContain("shared-uid");
    }

    @Test
    void eachFileHasTheNearestOneAndNothingOfTheOthers() throws IOException {
        file("one/pod.yaml", POD);
        file("one/deep/pod.yaml", POD);
        file("two/pod.yaml", POD);
        file("two/.leastwise.yaml", "rules: { low-uid: off, no-memory-limit: off }\n");
        file(".leastwise.yaml", "rules: { host-port: off, no-memory-limit: off }\n");

        assertThat(findings(".")).isEqualTo(LOW_UID + LOW_UID + HOST_PORT);
        assertThat(findings("two/pod.yaml", "one/pod.yaml")).isEqualTo(HOST_PORT + LOW_UID);
        assertThat(findings("--config", path("two/.leastwise.yaml"), ".")).isEqualTo(HOST_PORT.repeat(3));
    }

    @Test
    void whatHoldsForTheWholeRunMustNotDiffer() throws IOException {
        file("one/pod.yaml", POD);
        file("one/.leastwise.yaml", "target: podman\nfailOn: high\n");
        file("two/pod.yaml", POD);

        Run run = check("one", "two");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.replace(folder + "/", "")).isEqualTo("""
                one/.leastwise.yaml: its failOn does not hold for two/pod.yaml, and one run has one; give --fail-on, or check them apart
                one/.leastwise.yaml: its target does not hold for two/pod.yaml, and one run has one; give --target, or check them apart
                """);
        assertThat(check("one", "two", "--target", "podman", "--fail-on", "never").code)
                .isZero();
    }

    @Test
    void theCommandLineBeatsEachKey() throws IOException {
        file("pod.yaml", POD);
        file(".leastwise.yaml", """
                target: podman
                kubernetes: v1.30
                standards: [restricted, baseline]
                failOn: never
                """);

        assertThat(check("pod.yaml")).matches(run -> run.code == 0);
        assertThat(check("pod.yaml", "--fail-on", "low").code).isEqualTo(1);
        String json = check("pod.yaml", "-o", "json").out;
        assertThat(json).contains("\"runtime\": \"podman\"", "\"kubernetes\": \"v1.30\"", "\"level\": \"restricted\"");
        String other = check(
                        "pod.yaml",
                        "-o",
                        "json",
                        "--target",
                        "cri-o",
                        "--kubernetes",
                        "v1.31",
                        "--standard",
                        "baseline")
                .out;
        assertThat(other)
                .contains("\"runtime\": \"cri-o\"", "\"kubernetes\": \"v1.31\"", "\"level\": \"baseline\"")
                .doesNotContain("\"level\": \"restricted\"");
    }

    @Test
    void ignoredFilesAreNotJudgedThoughTheyAreNamed() throws IOException {
        file("pod.yaml", POD);
        file("vendor/pod.yaml", POD);
        file("a.gen.yaml", "a: [broken");
        file(".leastwise.yaml", "ignore: [vendor/, '*.gen.yaml']\nrules: {no-memory-limit: off, low-uid: off}\n");

        assertThat(findings(".")).isEqualTo(HOST_PORT);
        assertThat(check(".", "-o", "json").out).contains("\"ignored\": 3");
        assertThat(check("vendor/pod.yaml", ".leastwise.yaml"))
                .isEqualTo(new Run(0, "Nothing checked: 2 inputs left out.\n", ""));
    }

    @Test
    void anEntryAllowsAFindingWhereItSays() throws IOException {
        file("deploy/pod.yaml", POD);
        file("other/pod.yaml", POD.replace("name: web", "name: web, namespace: shop"));
        file(".leastwise.yaml", """
                rules: {no-memory-limit: off, low-uid: off, shared-uid: off}
                allow:
                - { rule: host-port, file: deploy/, object: Pod/w*, container: app, reason: it is the edge, until: 9999-12-31 }
                """);

        assertThat(findings(".")).isEqualTo(HOST_PORT.strip() + " (config: it is the edge)\n" + HOST_PORT);
        assertThat(check(".").out).endsWith("""
                2 containers of 2 workloads in 2 files checked: 1 low; 1 suppressed.
                More about a rule: leastwise rules ID
                """);
        replace(".leastwise.yaml", "file: deploy/, object: Pod/w*", "object: Pod/shop/web");
        assertThat(findings(".")).isEqualTo(HOST_PORT + HOST_PORT.strip() + " (config: it is the edge)\n");
        replace(".leastwise.yaml", "Pod/shop/web", "web");
        assertThat(check(".").code).isZero();
        replace(".leastwise.yaml", "container: app", "container: proxy");
        assertThat(findings("."))
                .isEqualTo(HOST_PORT + HOST_PORT
                        + "unused-suppression low 3 the suppression of \"host-port\" suppresses nothing\n");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoMissingConfiguration() throws IOException {
        file("pod.yaml", POD);
        Files.createSymbolicLink(folder.resolve(".leastwise.yaml"), Path.of("gone.yaml"));

        assertThat(check("pod.yaml").code).isEqualTo(2);
        assertThat(check("pod.yaml").err).contains("leastwise.yaml: no such file");
    }

    @Test
    void anEntryNamesAnObjectAndNotWhatItIsOrLiesIn() throws IOException {
        file("pod.yaml", POD.replace("name: web", "name: web, namespace: shop"));
        file(".leastwise.yaml", """
                rules: {no-memory-limit: off, low-uid: off, shared-uid: off}
                allow:
                - { rule: host-port, object: NAME, reason: it is the edge }
                """);
        String allowed = HOST_PORT.strip() + " (config: it is the edge)\n";
        String unused = HOST_PORT + "unused-suppression low 3 the suppression of \"host-port\" suppresses nothing\n";

        for (String name : List.of("web", "w*", "Pod/web", "'*/web'", "Pod/shop/web", "Pod/*/web")) {
            replace(".leastwise.yaml", "NAME", name);
            assertThat(findings(".")).as(name).isEqualTo(allowed);
            replace(".leastwise.yaml", "object: " + name, "object: NAME");
        }
        for (String name : List.of("shop", "Pod", "Pod/shop", "Pod/", "we")) {
            replace(".leastwise.yaml", "NAME", name);
            assertThat(findings(".")).as(name).isEqualTo(unused);
            replace(".leastwise.yaml", "object: " + name, "object: NAME");
        }
    }

    @Test
    void anEntryIsUnusedOnlyWhereAllWasReadThatItMayHoldFor() throws IOException {
        file("deploy/pod.yaml", POD.replace("hostPort: 8080", "protocol: TCP"));
        file("deploy/other.yaml", "kind: ConfigMap\napiVersion: v1\n");
        file(".leastwise.yaml", """
                rules: {no-memory-limit: off, low-uid: off}
                allow:
                - { rule: host-port, reason: everywhere }
                - { rule: host-pid, file: deploy/pod.yaml, reason: in one file }
                - { rule: host-ipc, file: "*.yaml", reason: in some }
                - { rule: shared-uid, reason: nobody can tell }
                - { rule: low-uid, reason: the rule is off }
                - { rule: host-path, reason: it was so, until: 2020-01-31 }
                """);
        String expired = "expired-suppression low 8 the suppression of \"host-path\" ended on 2020-01-31\n";
        String one = "unused-suppression low 4 the suppression of \"host-pid\" suppresses nothing\n";

        assertThat(findings(".")).isEqualTo("""
                unused-suppression low 3 the suppression of "host-port" suppresses nothing
                """ + one + """
                unused-suppression low 5 the suppression of "host-ipc" suppresses nothing
                """ + expired);
        assertThat(findings("deploy")).isEqualTo(one + expired);
        assertThat(findings("deploy/other.yaml")).isEqualTo(expired);
        file("deploy/broken.yaml", "a: [");
        assertThat(findings(".")).isEqualTo(one + expired);
    }

    @Test
    void templatesOfCustomResourcesAreFoundWhereItSays() throws IOException {
        file("store.yaml", """
                apiVersion: shop.example/v1
                kind: Store
                metadata: {name: shop}
                spec:
                  parts:
                  - template:
                      spec: {hostPID: true, containers: [{name: app}]}
                  - {hostIPC: true, containers: [{name: app}]}
                """);

        assertThat(findings("store.yaml")).isEmpty();
        file(".leastwise.yaml", """
                templates:
                - { apiVersion: shop.example/v1, kind: Store, path: spec.parts.*.template }
                - { apiVersion: shop.example/v1, kind: Store, path: spec.parts.* }
                - { apiVersion: shop.example/v2, kind: Store, path: spec }
                """);
        assertThat(findings("store.yaml"))
                .contains("host-pid high 7 the pod sees the node's processes\n", "host-ipc high 8 ");
    }

    @Test
    void explainTakesFromItWhereWorkloadsRunAndWherePodTemplatesAre() throws IOException {
        file("store.yaml", """
                apiVersion: shop.example/v1
                kind: Store
                metadata: {name: shop}
                spec:
                  template: {containers: [{image: nginx}]}
                """);
        assertThat(run("explain", path("store.yaml")).out).isEqualTo("No workload in these inputs.\n");
        file(".leastwise.yaml", """
                target: podman
                templates: [{ apiVersion: shop.example/v1, kind: Store, path: spec.template }]
                """);

        assertThat(run("explain", path("store.yaml")).out).contains("Store \"shop\", container", "podman");
        assertThat(run("explain", "--target", "cri-o", path("store.yaml")).out)
                .contains("CRI-O")
                .doesNotContain("podman");
        file("other.yaml", "target: docker\n");
        assertThat(run("explain", "--config", path("other.yaml"), path("store.yaml")))
                .matches(run -> run.code == 2 && run.out.isEmpty() && run.err.contains("other.yaml:1:9: \"docker\""));
    }

    @Test
    void mistakesAreToldWithTheirPlaceAndNothingIsJudged() throws IOException {
        file("pod.yaml", POD);
        file(".leastwise.yaml", "failOn: low\nrulez:\n  x: y\n");

        Run run = check("pod.yaml");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.replace(folder + "/", "")).isEqualTo("""
                .leastwise.yaml:2:1: unknown key "rulez"; did you mean "rules"?
                """);
        assertThat(check("pod.yaml", "--config", path("none.yaml")).err.replace(folder + "/", ""))
                .isEqualTo("none.yaml: no such file or folder; check the path and its permissions\n");
    }

    @Test
    void imagesLieWhereItSaysAndTheCommandLineBeatsIt() throws IOException {
        file("pod.yaml", POD.replace("runAsUser: 101, runAsGroup: 101, ", ""));
        file(".leastwise.yaml", "images: { nginx: layouts/web:one }\n");
        new LayoutBuilder(folder.resolve("layouts/web"))
                .layer(new LayerBuilder().program("app"))
                .image("{\"User\": \"101\"}", "one")
                .image("{\"User\": \"102\"}", "two")
                .build();

        assertThat(run("explain", path("pod.yaml")).out).contains("the image: USER 101");
        assertThat(run("explain", path("pod.yaml"), "--image", "nginx:latest=" + path("layouts/web:two")).out)
                .contains("the image: USER 102");
        file(".leastwise.yaml", "images: { nginx: nowhere }\n");
        assertThat(check("pod.yaml"))
                .matches(
                        run -> run.code == 2 && run.err.equals(path("nowhere") + ": no such folder; check the path\n"));
    }

    @Test
    void standardInputLiesInTheWorkingDirectory() throws IOException {
        System.setIn(new ByteArrayInputStream(POD.getBytes(StandardCharsets.UTF_8)));
        file("other.yaml", "rules: { host-port: off, low-uid: off, no-memory-limit: off }\nignore: [other]\n");

        assertThat(run("check", "-", "--config", path("other.yaml")).code).isZero();
    }

    @Test
    void suppressionsCanBeRefusedAndWithThemWhatAFoundConfigurationWeakens() throws IOException {
        file("pod.yaml", POD.replace("hostPort: 8080}]", "hostPort: 8080}] # leastwise: allow host-port — meant"));
        file("hidden/pod.yaml", POD);
        file(".leastwise.yaml", """
                failOn: never
                rules: { low-uid: off, no-memory-limit: medium, host-port: {severity: info, allowed: [8080]} }
                ignore: [hidden]
                allow: [{ rule: host-port, reason: all fine }]
                """);

        assertThat(check(".").code).isZero();
        String all = findings(".", "--no-suppressions");
        assertThat(all.lines().filter(line -> line.startsWith("host-port low")))
                .hasSize(2)
                .noneMatch(line -> line.contains("("));
        assertThat(all.lines().filter(line -> line.startsWith("low-uid info"))).hasSize(2);
        assertThat(all.lines().filter(line -> line.startsWith("no-memory-limit medium")))
                .hasSize(2);
        assertThat(check(".", "--no-suppressions").code).isEqualTo(1);

        assertThat(findings(".", "--no-suppressions", "--config", path(".leastwise.yaml")))
                .isEqualTo("""
                no-memory-limit medium 8 container "app" has no memory limit
                unused-suppression low 4 the suppression of "host-port" suppresses nothing
                """);
    }

    @Test
    void suppressedFindingsAreCountedAndShownInShortWhenAskedFor() throws IOException {
        file(
                "pod.yaml",
                POD.replace(
                        "hostPort: 8080}]", "hostPort: 8080}] # leastwise: allow host-port — meant until=9999-01-01"));
        file(".leastwise.yaml", "rules: { low-uid: off, no-memory-limit: off }\n");

        assertThat(check("pod.yaml").out).isEqualTo("""
                1 container of 1 workload in 1 file checked: no findings; 1 suppressed.
                """);
        assertThat(check("-v", "pod.yaml").out.replace(folder + "/", "")).isEqualTo("""
                pod.yaml

                  suppressed low  container "app" asks for port 8080 of the node
                    line 10:35, Pod "web", spec.containers[0].ports[0].hostPort
                    By a comment until 9999-01-01: meant
                    host-port

                1 container of 1 workload in 1 file checked: no findings; 1 suppressed.
                """);
        assertThat(check("pod.yaml", "-o", "json").out).contains("""
                      "suppressed": {
                        "by": "comment",
                        "reason": "meant",
                        "until": "9999-01-01"
                      }
                """);
    }

    @Test
    void standardsAreNotSuppressed() throws IOException {
        file("pod.yaml", "# leastwise: allow host-port — meant\n" + POD);

        assertThat(check("pod.yaml").code).isZero();
        assertThat(check("pod.yaml", "--standard", "baseline").code).isEqualTo(1);
    }

    @Test
    void whatIsKnownIsNotReportedAndWhatIsGoneIsNamed() throws IOException {
        file("pod.yaml", POD);
        file(".leastwise.yaml", "rules: { low-uid: off, no-memory-limit: off }\n");
        String known = path("known.json");

        Run writing = check("pod.yaml", "--write-known", known);
        assertThat(writing.code).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("known.json"))
                        .replaceAll("[0-9a-f]{32}", "FINGERPRINT")
                        .replaceAll("\"file\": \".*/pod", "\"file\": \"pod"))
                .isEqualTo("""
                {
                  "schema": "leastwise.dev/known/v1",
                  "findings": [
                    {
                      "file": "pod.yaml",
                      "object": "Pod web",
                      "container": "app",
                      "rule": "host-port",
                      "message": "container \\"app\\" asks for port 8080 of the node",
                      "fingerprint": "FINGERPRINT"
                    }
                  ]
                }
                """);
        assertThat(schema("known").validate(Files.readString(folder.resolve("known.json")), InputFormat.JSON))
                .isEmpty();

        file("pod.yaml", "# moved\n" + POD.replace("image: nginx", "image: nginx\n    stdin: true"));
        assertThat(check("pod.yaml", "--known", known)).isEqualTo(new Run(0, """
                1 container of 1 workload in 1 file checked: no findings; 1 suppressed.
                """, ""));

        file("pod.yaml", POD.replace("name: app", "name: application"));
        Run changed = check("pod.yaml", "--known", known);
        assertThat(changed.code).isEqualTo(1);
        assertThat(changed.out)
                .contains("container \"application\" asks for port 8080")
                .contains("1 low, 1 info");
        assertThat(changed.out.replaceAll("in \\S*pod", "in pod"))
                .contains("the known finding \"host-port\" of Pod web, container \"app\" in pod.yaml is gone.\n");
    }

    @Test
    void onlyWhatWasReadIsGone() throws IOException {
        file("a/pod.yaml", POD);
        file("b/pod.yaml", POD);
        file(".leastwise.yaml", "rules: { low-uid: off, no-memory-limit: off }\n");
        String known = path("known.json");
        check(".", "--write-known", known);
        file("a/pod.yaml", POD.replace("hostPort: 8080", "protocol: TCP"));

        assertThat(check("b/pod.yaml", "--known", known).out).doesNotContain("gone");
        assertThat(check("a/pod.yaml", "--known", known))
                .matches(run -> run.code == 0 && run.out.contains("a/pod.yaml is gone"));
        file("b/broken.yaml", "a: [");
        assertThat(check(".", "--known", known).out).doesNotContain("gone");

        assertThat(check(".", "--write-known", known).err).contains("known.json is not written, since not all inputs");
        Files.delete(folder.resolve("b/broken.yaml"));
        assertThat(check(".", "--known", known).out).contains("a/pod.yaml is gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "a: [",
                "{\"schema\": \"leastwise.dev/check/v1\", \"findings\": []}",
                "{\"schema\": \"leastwise.dev/known/v1\", \"findings\": [{\"rule\": \"x\"}]}",
                "{\"schema\": \"leastwise.dev/known/v1\", \"findings\": [3]}",
            })
    void aFileOfKnownFindingsThatIsNoneIsAnError(String text) throws IOException {
        file("pod.yaml", POD);
        file("known.json", text);

        Run run = check("pod.yaml", "--known", path("known.json"));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.lines()).singleElement().asString().contains("known.json:", "; write the file anew");
    }

    @Test
    void whatCannotBeWrittenOrReadIsAnError() throws IOException {
        file("pod.yaml", POD);

        assertThat(check("pod.yaml", "--known", path("none.json")).err.replace(folder + "/", ""))
                .isEqualTo("none.json: no such file or folder; check the path, or write the file with --write-known\n");
        assertThat(check("pod.yaml", "--write-known", path("none/known.json")).code)
                .isEqualTo(2);
        assertThat(run("check", path("pod.yaml"), "--known", "").code).isEqualTo(2);
    }

    /** Configurations, and whether both the program and the schema take them. */
    @Test
    void editorsAreToldWhatTheProgramTakes() throws IOException {
        Schema schema = schema("config");
        file("pod.yaml", POD);
        List<String> good = List.of(
                "target: cri-o",
                "kubernetes: v1.30",
                "standards: ['baseline:v1.2', namespace]",
                "failOn: undecided",
                "rules: {host-port: off, low-uid: info, privileged: {severity: high}, shared-uid: {allowed: [1, 2-3]}}",
                "ignore: [a, '*.b']",
                "allow: [{rule: host-pid, reason: why, until: 2027-01-01, object: Pod/a}]",
                "templates: [{apiVersion: a.b/v1, kind: C, path: spec.*.d}]",
                "{}");
        List<String> bad = List.of(
                "target: docker",
                "kubernetes: 1.30",
                "standards: baseline",
                "standards: [high]",
                "failOn: info",
                "x: y",
                "rules: {host-prot: off}",
                "rules: {host-port: none}",
                "rules: {host-pid: {allowed: [1]}}",
                "rules: {host-port: {allowed: [x]}}",
                "ignore: a",
                "allow: [{rule: host-pid}]",
                "allow: [{rule: x, reason: y}]",
                "allow: [{rule: unused-suppression, reason: y}]",
                "allow: [{rule: host-pid, reason: why, until: soon}]",
                "templates: [{kind: C}]",
                "- a");

        for (String text : good) {
            file(".leastwise.yaml", text);
            assertThat(check("pod.yaml").code).as(text).isLessThan(2);
            assertThat(schema.validate(text, InputFormat.YAML)).as(text).isEmpty();
        }
        for (String text : bad) {
            file(".leastwise.yaml", text);
            assertThat(check("pod.yaml").code).as(text).isEqualTo(2);
            assertThat(schema.validate(text, InputFormat.YAML)).as(text).isNotEmpty();
        }
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(run("schema", name).out, InputFormat.JSON);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void replace(String name, String old, String text) throws IOException {
        file(name, Files.readString(folder.resolve(name)).replace(old, text));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs check with the words that name files of the folder taken for these. */
    private Run check(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "check";
        for (int i = 0; i < words.length; i++) {
            Path file = folder.resolve(words[i]);
            all[i + 1] = Files.exists(file) ? file.normalize().toString() : words[i];
        }
        return run(all);
    }

    /** The findings as {@code RULE SEVERITY LINE MESSAGE (BY: REASON)}, from the JSON. */
    private String findings(String... words) throws IOException {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "-o";
        all[words.length + 1] = "json";
        return Findings.lines(check(all).out);
    }

    private static Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                words,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        false,
                        false,
                        100));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
