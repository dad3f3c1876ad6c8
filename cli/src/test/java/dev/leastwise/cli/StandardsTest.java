package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check --standard}, from the command line to what is printed. */
class StandardsTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              template:
                spec:
                  automountServiceAccountToken: false
                  containers:
                  - name: app
                    image: nginx
            """;

    private static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              labels:
                pod-security.kubernetes.io/enforce: strict
                pod-security.kubernetes.io/enforce-version: v1.7
            """;

    private record Run(int code, String out, String err) {}

    @TempDir
    Path folder;

    private String deployment;
    private String namespace;

    @BeforeEach
    void write() throws IOException {
        deployment =
                Files.writeString(folder.resolve("deploy.yaml"), DEPLOYMENT).toString();
        namespace =
                Files.writeString(folder.resolve("namespace.yaml"), NAMESPACE).toString();
    }

    @Test
    void theTerminalShowsEachControlInTheServersWordsWithTheLinesToChange() {
        Run run = run(
                "check",
                "--standard",
                "restricted:v1.18",
                "--standard",
                "baseline",
                "--standard",
                "namespace",
                folder.toString());

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out)
                .contains("""

                          refused  Deployment "web" in namespace "shop" would violate PodSecurity "restricted:v1.18"
                            line 1
                            line 9:9: allowPrivilegeEscalation != false (container "app" must set
                            securityContext.allowPrivilegeEscalation=false)
                            line 9:9: runAsNonRoot != true (pod or container "app" must set
                            securityContext.runAsNonRoot=true)

                          refused  Deployment "web" in namespace "shop" would violate PodSecurity "restricted:v1.7"
                            line 1
                            see NAMESPACE:6: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted
                            see NAMESPACE:7: the label pod-security.kubernetes.io/enforce-version
                            line 9:9: runAsNonRoot != true (pod or container "app" must set
                            securityContext.runAsNonRoot=true)

                        """.replace("NAMESPACE", namespace))
                .contains("\nPod Security Standards: 1 allowed, 2 refused.\n");
    }

    @Test
    void theJsonHasAnEntryForEachWorkloadAndStandard() {
        String json =
                run("check", "-o", "json", "--standard", "restricted:v1.7", "--standard", "baseline", deployment).out;

        assertThat(json.substring(json.indexOf("  \"standards\""), json.indexOf("  \"skipped\"")))
                .isEqualTo("""
                          "standards": [
                            {
                              "level": "restricted",
                              "version": "v1.7",
                              "allowed": false,
                              "file": "DEPLOYMENT",
                              "line": 1,
                              "template": null,
                              "object": {
                                "apiVersion": "apps/v1",
                                "kind": "Deployment",
                                "namespace": "shop",
                                "name": "web"
                              },
                              "violations": [
                                {
                                  "check": "runAsNonRoot",
                                  "reason": "runAsNonRoot != true",
                                  "detail": "pod or container \\"app\\" must set securityContext.runAsNonRoot=true",
                                  "locations": [
                                    {
                                      "line": 9,
                                      "column": 9,
                                      "path": "spec.template.spec.containers[0].securityContext.runAsNonRoot"
                                    }
                                  ]
                                }
                              ],
                              "message": "would violate PodSecurity \\"restricted:v1.7\\": runAsNonRoot != true (pod or container \\"app\\" must set securityContext.runAsNonRoot=true)",
                              "related": []
                            },
                            {
                              "level": "baseline",
                              "version": "latest",
                              "allowed": true,
                              "file": "DEPLOYMENT",
                              "line": 1,
                              "template": null,
                              "object": {
                                "apiVersion": "apps/v1",
                                "kind": "Deployment",
                                "namespace": "shop",
                                "name": "web"
                              },
                              "violations": [],
                              "message": null,
                              "related": []
                            }
                          ],
                        """.replace("DEPLOYMENT", deployment));
    }

    @Test
    void theJsonIsOfItsSchema() {
        String json = run(
                        "check",
                        "-o",
                        "json",
                        "--standard",
                        "restricted",
                        "--standard",
                        "privileged:v1.0",
                        "--standard",
                        "namespace",
                        folder.toString(),
                        "../examples")
                .out;

        String schema = run("schema", "check").out;
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(json, InputFormat.JSON))
                .isEmpty();
        assertThat(json).contains("\"allowed\": true").contains("Invalid value: \\\"strict\\\"");
    }

    @Test
    void aRefusalFailsWhateverTheThresholdButNever() {
        assertThat(run("check", "--fail-on", "critical", deployment).code).isZero();
        assertThat(run("check", "--fail-on", "critical", "--standard", "baseline", deployment).code)
                .isZero();
        assertThat(run("check", "--fail-on", "critical", "--standard", "restricted", deployment).code)
                .isEqualTo(1);
        assertThat(run("check", "--fail-on", "never", "--standard", "restricted", deployment).code)
                .isZero();
    }

    @Test
    void whatCouldNotBeJudgedIsSaidAndFailsWhenAsked() throws IOException {
        String hardened = "../examples/hardened/e1-run-as-user.yaml";

        Run run = run("check", "--standard", "namespace", hardened);

        assertThat(run.code).isZero();
        assertThat(run.out).contains("""
                        Pod Security Standards: 0 allowed, 0 refused, 1 undecided.
                        1 workload is in a namespace whose labels the input does not hold.
                        """);
        assertThat(run("check", "--fail-on", "undecided", "--standard", "restricted", hardened).code)
                .isZero();
        assertThat(run("check", "--fail-on", "undecided", "--standard", "namespace", hardened).code)
                .isEqualTo(1);
    }

    @Test
    void hardenedExamplesPassRestricted() {
        Run run = run("check", "--standard", "restricted", "../examples/hardened");

        assertThat(run.code).isZero();
        assertThat(run.out).contains("\nPod Security Standards: 7 allowed, 0 refused.\n");
    }

    @Test
    void withoutAStandardNothingIsSaidOfAny() {
        assertThat(run("check", deployment).out).doesNotContain("Pod Security").doesNotContain("refused");
        assertThat(run("check", "-o", "json", deployment).out).contains("\"standards\": [],");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strict          | use privileged, baseline or restricted, as in restricted:v1.36, or namespace",
                "v1.36           | use privileged, baseline or restricted, as in restricted:v1.36, or namespace",
                "namespace:v1.36 | use privileged, baseline or restricted, as in restricted:v1.36, or namespace",
                "restricted:1.36 | write the version as latest or v1.N",
                "baseline:       | write the version as latest or v1.N",
            })
    void whatIsNoStandardIsBadUsage(String value, String remedy) {
        assertThat(run("check", "--standard", value, deployment))
                .isEqualTo(new Run(2, "", "leastwise: --standard \"" + value + "\" is no standard; " + remedy + "\n"));
    }

    private static Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false,
                false,
                100);
        int code = Main.run(words, console);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
