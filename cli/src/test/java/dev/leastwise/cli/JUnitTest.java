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
        assertThat(Ran.of("check", "-o", "junit", Reports.MANIFEST).out()).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="leastwise">
                  <testsuite name="leastwise" tests="1" failures="0" errors="0" skipped="0" time="0">
                    <testcase classname="leastwise" name="check" time="0">
                      <system-out>2 containers of 1 workload in 1 file checked; 3 undecided, 0 suppressed
                </system-out>
                    </testcase>
                  </testsuite>
                  <testsuite name="src/test/resources/reports.yaml" tests="5" failures="3" errors="0" skipped="0" time="0">
                    <testcase classname="src/test/resources/reports.yaml" name="root-group: Pod &quot;web&quot; in namespace &quot;shop&quot;" time="0">
                      <system-out>src/test/resources/reports.yaml:4:1: the image's /etc/group decides whether container &quot;app&quot; is in the group root
                Group 0 owns files on every volume and host path that root filled, and images made for OpenShift give it write access to their programs. An intruder reads and changes them without being root. The group is 0 wherever runAsGroup is not set and the image's /etc/passwd does not list the uid.
                Fix: set supplementalGroupsPolicy: Strict in the pod's securityContext.
                src/test/resources/reports.yaml:18:5: the image decides whether root is the group of container &quot;é😀&quot;
                Fix: set runAsGroup to the gid that the image is made for, and take 0 out of fsGroup and supplementalGroups.
                </system-out>
                    </testcase>
                    <testcase classname="src/test/resources/reports.yaml" name="non-root-not-enforced: Pod &quot;web&quot; in namespace &quot;shop&quot;" time="0">
                      <failure message="nothing but runAsUser: 1000 keeps container &quot;app&quot; from running as root" type="low">src/test/resources/reports.yaml:10:5: nothing but runAsUser: 1000 keeps container &quot;app&quot; from running as root
                Without runAsNonRoot: true the kubelet starts a container as whatever user the image names, and an image that names none runs as root. The next image may name another, and an intruder in it then has the powers of uid 0.
                Fix: set runAsNonRoot: true in the securityContext of the pod or container.
                </failure>
                    </testcase>
                    <testcase classname="src/test/resources/reports.yaml" name="privileged: Pod &quot;web&quot; in namespace &quot;shop&quot;" time="0">
                      <failure message="container &quot;app&quot; is privileged" type="critical">src/test/resources/reports.yaml:11:7: container &quot;app&quot; is privileged
                A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same.
                Fix: remove privileged, and grant the one capability or device that is needed.
                </failure>
                    </testcase>
                    <testcase classname="src/test/resources/reports.yaml" name="refused-by-kubelet: Pod &quot;web&quot; in namespace &quot;shop&quot;" time="0">
                      <system-out>src/test/resources/reports.yaml:19:7: runAsNonRoot is set and no runAsUser: only the image tells whether the kubelet starts container &quot;é😀&quot;
                The API server takes the manifest, and the container then waits in CreateContainerConfigError or the pod fails: settings contradict each other, the image or the node. Whoever must get it to run in a hurry will take out the setting that protects.
                Fix: set runAsUser, or say what the image is: --image redis=OCI-LAYOUT.
                </system-out>
                    </testcase>
                    <testcase classname="src/test/resources/reports.yaml" name="dangerous-capability: Pod &quot;web&quot; in namespace &quot;shop&quot;" time="0">
                      <failure message="&quot;NET_RAW&quot; is added to container &quot;é😀&quot;" type="low">src/test/resources/reports.yaml:22:41: &quot;NET_RAW&quot; is added to container &quot;é😀&quot;
                It forges packets of any kind and reads all that reach the pod: neighbours on the pod network are impersonated that way (ARP, DNS). The process is not root and cannot become it, so it does not have the capability today; only the limit of what it could get is raised, and RuntimeDefault seccomp opens the system calls that go with it.
                Fix: remove it from capabilities.add.
                </failure>
                    </testcase>
                  </testsuite>
                </testsuites>
                """);
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
        for (String suite : xml.split("(?<=</testsuite>)\n", -1)) {
            int start = suite.indexOf("<testsuite ");
            if (start < 0) continue;
            validator.validate(new StreamSource(new StringReader(suite.substring(start))));
        }
    }

    @Test
    void isReadByWhatReadsIt() throws IOException {
        Files.writeString(
                folder.resolve("report.xml"),
                Ran.of("check", "-o", "junit", Reports.MANIFEST).out());
        Logger.getLogger("se.bjurr").setLevel(Level.OFF);

        Set<Violation> violations = ViolationsApi.violationsApi()
                .withPattern(".*\\.xml$")
                .inFolder(folder.toString())
                .findAll(Parser.JUNIT)
                .violations();

        assertThat(violations)
                .hasSize(3)
                .anySatisfy(
                        violation -> assertThat(violation.getMessage()).contains("container \"app\" is privileged"));
    }

    @Test
    void testsFailForWhatTheRunFailsFor() {
        assertThat(Ran.of("check", "-o", "junit", "--fail-on", "critical", Reports.MANIFEST)
                        .out())
                .contains("tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"0\"");
        assertThat(Ran.of("check", "-o", "junit", "--fail-on", "never", Reports.MANIFEST)
                        .out())
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
