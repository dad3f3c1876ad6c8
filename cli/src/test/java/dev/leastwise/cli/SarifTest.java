package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** SARIF as its readers take it. */
class SarifTest {

    @TempDir
    Path folder;

    @Test
    void isOfThePublishedSchemaWhateverIsInIt() throws IOException {
        Path broken = Files.writeString(folder.resolve("a [b] %20é#?.yaml"), "a: [\n");
        Path template = Files.writeString(folder.resolve("template.yaml"), "kind: Pod\n{{ x }}\n");
        Path hostile = Files.writeString(folder.resolve("hostile.yaml"), Hostile.MANIFEST);

        Ran ran = Ran.of(
                "check",
                "-o",
                "sarif",
                "--standard",
                "restricted",
                "../examples",
                broken.toString(),
                template.toString(),
                hostile.toString(),
                "missing.yaml");

        assertThat(ran.out()).contains("a%20%5Bb%5D%20%2520%C3%A9%23%3F.yaml", "cli/missing.yaml");
        assertThat(schema().validate(ran.out(), InputFormat.JSON)).isEmpty();
        assertThat(schema().validate(ran.out().replaceFirst("\"fail\"", "\"fails\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void isReadByWhatReadsIt() throws IOException {
        Files.writeString(
                folder.resolve("report.sarif"),
                Ran.of("check", "-o", "sarif", Reports.MANIFEST).out());
        Logger.getLogger("se.bjurr").setLevel(Level.OFF);

        Set<Violation> violations = ViolationsApi.violationsApi()
                .withPattern(".*\\.sarif$")
                .inFolder(folder.toString())
                .findAll(Parser.SARIF)
                .violations();

        assertThat(violations)
                .filteredOn(violation -> violation.getRule().equals("privileged"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.getFile()).endsWith("/cli/src/test/resources/reports.yaml");
                    assertThat(violation.getStartLine()).isEqualTo(11);
                    assertThat(violation.getSeverity()).isEqualTo(SEVERITY.ERROR);
                    assertThat(violation.getMessage()).contains("container \"app\" is privileged. Fix: ");
                });
    }

    @Test
    void saysAllOfAFindingAndTheTextsOfARuleOnce() {
        String sarif = Ran.of("check", "-o", "sarif", Reports.MANIFEST).out();

        assertThat(sarif).containsOnlyOnce("""
                        {"id": "privileged", "shortDescription": {"text": "A container is privileged"}, "fullDescription": {"text": "A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same."}, "helpUri": "https://leastwise.dev/rules/privileged", "help": {"text": "A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same.\\n\\nFix: remove privileged, and grant the one capability or device that is needed.\\n\\nWhat may break: Programs that configure the node (network plugins, storage drivers, some monitors) need part of it. Run them with the capabilities that they name in their documentation, and see what fails.", "markdown": "A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same.\\n\\n**Fix:** remove privileged, and grant the one capability or device that is needed.\\n\\n**What may break:** Programs that configure the node (network plugins, storage drivers, some monitors) need part of it. Run them with the capabilities that they name in their documentation, and see what fails."}, "defaultConfiguration": {"level": "error"}, "properties": {"precision": "very-high", "security-severity": "9.5", "tags": ["security", "kubernetes"]}}""").containsOnlyOnce("""
                        {"ruleId": "privileged", "ruleIndex": 2, "kind": "fail", "level": "error", "message": {"text": "container \\"app\\" is privileged. Fix: remove privileged, and grant the one capability or device that is needed."}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "cli/src/test/resources/reports.yaml", "uriBaseId": "SRCROOT"}, "region": {"startLine": 11, "startColumn": 7, "endLine": 11, "endColumn": 23}}, "logicalLocations": [{"fullyQualifiedName": "Pod \\"web\\" in namespace \\"shop\\": spec.containers[0].securityContext.privileged"}]}], "partialFingerprints": {"leastwise/v1": "1b921758fe5947393ef8fda88a4d05be"}, "fixes": [{"description": {"text": "grant only the capability or the device that the program needs (SHOW_ONLY)"}, "artifactChanges": [{"artifactLocation": {"uri": "cli/src/test/resources/reports.yaml", "uriBaseId": "SRCROOT"}, "replacements": [{"deletedRegion": {"startLine": 11, "startColumn": 1, "endLine": 12, "endColumn": 1}, "insertedContent": {"text": ""}}]}], "properties": {"safety": "show-only"}}], "properties": {"severity": "critical", "verdict": "violated"}}""");
        assertThat(sarif).contains("\"kind\": \"open\"");
    }

    @Test
    void saysWhatWasSuppressedWhyAndByWhom() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid -- it watches processes
                  containers: [{name: app, image: nginx}]
                """);

        String sarif = Ran.of("check", "-o", "sarif", pod.toString()).out();

        assertThat(sarif)
                .containsOnlyOnce(
                        "\"suppressions\": [{\"kind\": \"inSource\", \"status\": \"accepted\", \"justification\": \"it watches processes\"}]")
                .contains("\"suppressions\": []");
        assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    }

    @Test
    void makesNoTextOfAManifestALink() throws IOException {
        Path hostile = Files.writeString(folder.resolve("hostile.yaml"), Hostile.MANIFEST);

        assertThat(Ran.of("check", "-o", "sarif", hostile.toString()).out())
                .contains("[l] (javascript:alert(4))")
                .doesNotContain("](", "##[");
    }

    @Test
    void keepsTheMostSevereOfMoreThanCodeScanningTakes() throws IOException {
        String one = Files.readString(Path.of(Reports.MANIFEST)) + "---\n";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 4_200; i++) many.append(one.replace("name: web", "name: web-" + i));
        Path manifest = Files.writeString(folder.resolve("many.yaml"), many);

        String sarif = Ran.of("check", "-o", "sarif", manifest.toString()).out();

        assertThat(sarif.split("\"ruleId\": ", -1)).hasSize(25_001);
        assertThat(sarif.split("\"ruleId\": \"privileged\"", -1)).hasSize(4_201);
        assertThat(sarif).containsPattern("\\d+ results are left out, the least severe ones");
    }

    private static Schema schema() throws IOException {
        try (InputStream schema = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
