package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what scripts read to the schemas that are published for them. */
class SchemaTest {

    private static final String EXAMPLES = Path.of("../examples").toString();

    @TempDir
    Path folder;

    @Test
    void aCheckIsOfItsSchema() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
        Path template = Files.writeString(folder.resolve("template.yaml"), "kind: Pod\n{{ x }}\n");

        valid("check", run("check", "-o", "json", EXAMPLES, broken.toString(), template.toString(), "missing.yaml"));
    }

    @Test
    void aPatchIsOfItsSchema() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
        Path shared = Files.writeString(folder.resolve("shared.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: one, image: nginx, securityContext: &shared {readOnlyRootFilesystem: true}}
                  - {name: two, image: nginx, securityContext: *shared}
                """);

        valid("fix", run("fix", "--patch", EXAMPLES, shared.toString(), broken.toString()));
    }

    @Test
    void anExplanationIsOfItsSchema() throws IOException {
        Path privileged = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostNetwork: true
                  securityContext: {fsGroup: 2000, sysctls: [{name: kernel.shm_rmid_forced, value: "1"}]}
                  containers:
                  - name: app
                    image: nginx
                    ports: [{containerPort: 80}]
                    resources: {limits: {memory: 1Gi, cpu: 1}}
                    volumeMounts: [{name: data, mountPath: /data}]
                    securityContext: {privileged: true, runAsUser: 0, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}
                """);

        valid("explain", run("explain", "-o", "json", "--lsm", "apparmor", EXAMPLES, privileged.toString()));
    }

    @Test
    void anImageIsOfItsSchema() {
        Path image = new LayoutBuilder(folder)
                .layer(new LayerBuilder()
                        .program("bin/app")
                        .file("bin/su", 04755, 0, 0, "")
                        .folder("tmp", 01777, 0, 0)
                        .file("etc/passwd", 0644, 0, 0, "app:x:1000:1000\n")
                        .file("etc/group", 0644, 0, 0, "more:x:5:app\n"))
                .image("""
                        {"User": "app", "Entrypoint": ["app"], "Env": ["A=b"], "WorkingDir": "/none",
                         "Volumes": {"/tmp": {}, "/data": {}}, "ExposedPorts": {"80/tcp": {}}}""", "full")
                .image("{\"User\": \"nobody\"}", "bare")
                .build();

        valid("image", run("image", image + ":full", "-o", "json"));
        valid("image", run("image", image + ":bare", "-o", "json"));
    }

    @Test
    void theCatalogueIsOfItsSchema() {
        valid("rules", run("rules", "-o", "json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "explain", "image", "rules", "config", "known"})
    void theProgramPrintsTheSchemaThatDocsPublish(String name) throws IOException {
        assertThat(run("schema", name)).isEqualTo(Files.readString(Path.of("../docs/schema", name + "-v1.json")));
    }

    @Test
    void aSchemaRefusesWhatIsNotPromised() {
        String check = run("check", "-o", "json", EXAMPLES);

        assertThat(schema("check").validate(check.replaceFirst("\"verdict\"", "\"verdikt\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static void valid(String name, String json) {
        assertThat(schema(name).validate(json, InputFormat.JSON)).isEmpty();
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(run("schema", name), InputFormat.JSON);
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Main.run(words, new Console(stream, nowhere, Map.of(), false, false, 100));
        return out.toString(StandardCharsets.UTF_8);
    }
}
