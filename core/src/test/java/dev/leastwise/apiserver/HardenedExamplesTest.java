package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the hardened examples to what a cluster says that enforces the strictest of the Pod Security Standards. */
@Tag("slow")
class HardenedExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Answer TAKEN = new Answer(201, "", List.of(), List.of());

    private final RealApiServer server = RealApiServer.assume();
    private final String namespace = server.namespace(Map.of("pod-security.kubernetes.io/enforce", "restricted"));

    @Test
    void areAdmittedWhereRestrictedIsEnforced() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(EXAMPLES.resolve("hardened"), "*.yaml")) {
            for (Path file : files) {
                Map<String, Object> deployment = deployment(file);
                assertThat(create(deployment)).as(file.toString()).isEqualTo(TAKEN);
                assertThat(create(pod(deployment))).as(file.toString()).isEqualTo(TAKEN);
            }
        }
    }

    @Test
    void wereNotBeforeTheyWereHardened() throws IOException {
        Map<String, Object> deployment = deployment(EXAMPLES.resolve("e1-run-as-user.yaml"));
        assertThat(create(deployment).warnings())
                .singleElement()
                .asString()
                .startsWith("would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false");
        assertThat(create(pod(deployment)).message())
                .startsWith("pods \"web\" is forbidden: violates PodSecurity \"restricted:latest\": ");
    }

    private Answer create(Map<String, Object> object) {
        return server.create(namespace, object, FieldValidation.STRICT);
    }

    private static Map<String, Object> deployment(Path file) throws IOException {
        Sample sample = Sample.of(Files.readString(file)).getFirst();
        assertThat(sample.manifest().kind()).isEqualTo("Deployment");
        return Json.object(sample.manifest().root());
    }

    /** A pod as the deployment would make it. */
    private static Map<String, Object> pod(Map<String, Object> deployment) {
        Map<String, Object> template = Json.field(Json.field(deployment, "spec"), "template");
        Map<String, Object> pod = new TreeMap<>(template);
        Map<String, Object> metadata = new TreeMap<>(Json.field(template, "metadata"));
        metadata.put("name", Json.text("web"));
        pod.put("metadata", metadata);
        pod.put("apiVersion", Json.text("v1"));
        pod.put("kind", Json.text("Pod"));
        return pod;
    }
}
