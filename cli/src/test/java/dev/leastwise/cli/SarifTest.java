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
        Files.writeString(folder.resolve("report.sarif"), Ran.of("check", "-o", "sarif", Reports.MANIFEST).out());
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
                    assertThat(violation.getFile()).isEqualTo("cli/src/test/resources/reports.yaml");
                    assertThat(violation.getStartLine()).isEqualTo(11);
                    assertThat(violation.getSeverity()).isEqualTo(SEVERITY.ERROR);
                    assertThat(violation.getMessage()).startsWith("container \"app\" is privileged");
                });
    }

    @Test
    void saysAllOfAFindingAndTheTextsOfARuleOnce() {
        assertThat(Ran.of("check", "-o", "sarif", Reports.MANIFEST).out()).isEqualTo("");
    }

    private static Schema schema() throws IOException {
        try (InputStream schema = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
