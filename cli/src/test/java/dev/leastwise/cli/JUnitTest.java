package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** JUnit XML as continuous integration reads it. */
class JUnitTest {

    @TempDir
    Path folder;

    @Test
    void aSuiteAFileAndATestARuleInAnObject() {
        assertThat(Ran.of("check", "-o", "junit", Reports.MANIFEST).out()).isEqualTo("");
    }

    @Test
    void eachSuiteIsOfTheSchemaOfSurefireWhateverIsInIt() throws Exception {
        Path broken = Files.writeString(folder.resolve("a&<\">.yaml"), "a: [\n");
        Path template = Files.writeString(folder.resolve("template.yaml"), "kind: Pod\n{{ x }}\n");
        Path hostile = Files.writeString(folder.resolve("hostile.yaml"), Hostile.MANIFEST);

        String xml = Ran.of(
                        "check",
                        "-o",
                        "junit",
                        "--standard",
                        "restricted",
                        "../examples",
                        broken.toString(),
                        template.toString(),
                        hostile.toString())
                .out();

        Validator validator = validator();
        for (String suite : xml.split("(?<=</testsuite>)\n")) {
            int start = suite.indexOf("<testsuite ");
            if (start < 0) continue;
            validator.validate(new StreamSource(new StringReader(suite.substring(start))));
        }
    }

    @Test
    void isReadByWhatReadsIt() throws IOException {
        Files.writeString(folder.resolve("report.xml"), Ran.of("check", "-o", "junit", Reports.MANIFEST).out());
        Logger.getLogger("se.bjurr").setLevel(Level.OFF);

        Set<Violation> violations = ViolationsApi.violationsApi()
                .withPattern(".*\\.xml$")
                .inFolder(folder.toString())
                .findAll(Parser.JUNIT)
                .violations();

        assertThat(violations).hasSize(3).anySatisfy(violation -> assertThat(violation.getMessage())
                .contains("container \"app\" is privileged"));
    }

    @Test
    void testsFailForWhatTheRunFailsFor() {
        assertThat(Ran.of("check", "-o", "junit", "--fail-on", "critical", Reports.MANIFEST).out())
                .contains("tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"0\"");
        assertThat(Ran.of("check", "-o", "junit", "--fail-on", "never", Reports.MANIFEST).out())
                .contains("tests=\"5\" failures=\"0\" errors=\"0\" skipped=\"0\"");
    }

    private static Validator validator() throws IOException, SAXException {
        try (InputStream schema = JUnitTest.class.getResourceAsStream("/surefire-test-report.xsd")) {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(schema))
                    .newValidator();
        }
    }
}
