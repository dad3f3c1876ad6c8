package dev.leastwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.image.fixture.DebianImage;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check and explain say where the image is known, and what image prints. */
class ImagesTest {

    private static final String BARE = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - {name: app, image: nginx}
            """;

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @Nested
    class OfDebiansNginx {

        private Path nginx() throws Exception {
            Path tar = DebianImage.tar("nginx");
            LayoutBuilder layout = new LayoutBuilder(folder.resolve("nginx"));
            return DebianImage.layers(layout, tar, "", "adm:x:4:\n")
                    .image(
                            "{\"Entrypoint\": [\"nginx\", \"-g\", \"daemon off;\"], \"ExposedPorts\": {\"80/tcp\": {}}}",
                            "")
                    .build();
        }

        @Test
        void e1RunsAsTheManifestSaysAndInRootsGroup() throws Exception {
            assertThat(definite("../examples/e1-run-as-user.yaml", nginx()))
                    .contains(
                            "low nothing but runAsUser: 1000 keeps container \"nginx-container\" from running as root",
                            "low the image makes root the group of container \"nginx-container\"")
                    .noneMatch(line -> line.contains("root-user") || line.contains("makes root the user"));
        }

        @Test
        void e2IsRefusedInTheKubeletsWords() throws Exception {
            assertThat(definite("../examples/e2-run-as-non-root.yaml", nginx()))
                    .contains(
                            "high the kubelet refuses container \"nginx-container\": container has runAsNonRoot and image"
                                    + " will run as root");
        }

        @Test
        void e3RunsAsRoot() throws Exception {
            assertThat(definite("../examples/e3-read-only-root.yaml", nginx()))
                    .contains(
                            "high the image makes root the user of container \"nginx-container\"",
                            "low the image makes root the group of container \"nginx-container\"")
                    .anyMatch(line -> line.startsWith(
                            "info whoever is in container \"nginx-container\" can raise" + " privileges by /"));
        }

        /** Nothing that the image decides is left open. */
        private List<String> definite(String manifest, Path image) {
            Run run = run("check", manifest, "-o", "json", "--image", "nginx=" + image);
            assertThat(run.err).isEmpty();
            assertThat(run.code).isEqualTo(1);
            assertThat(run.out).doesNotContain("the image decides", "only the image tells");
            List<String> severities = values(run.out, "severity");
            List<String> messages = values(run.out, "message");
            assertThat(messages).hasSameSizeAs(severities);
            return IntStream.range(0, messages.size())
                    .mapToObj(i -> severities.get(i) + ' ' + messages.get(i))
                    .toList();
        }

        private List<String> values(String json, String name) {
            String start = "      \"" + name + "\": \"";
            return json.lines()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length(), line.lastIndexOf('"'))
                            .replace("\\\"", "\""))
                    .toList();
        }

        @Test
        void imagePrintsWhatItStartsAndWhatRaisesPrivileges() throws Exception {
            Run run = run("image", nginx().toString());

            assertThat(run.code).isZero();
            assertThat(run.out)
                    .contains("  user                  none is set, so root: uid 0, gid 0\n")
                    .contains("  under runAsNonRoot    container has runAsNonRoot and image will run as root\n")
                    .contains("nginx -g daemon off;\n                        = /usr/sbin/nginx  0755 0:0\n")
                    .contains("www-data: uid 33, gid 33\n")
                    .contains("/usr/bin/passwd  4755 0:0, setuid\n", "/usr/bin/chage  2755 0:42, setgid\n")
                    .contains("/tmp  1777 0:0\n");
        }
    }

    @Test
    void aReferenceMatchesAsWrittenAndNormalised() throws IOException {
        Path image = image("{\"User\": \"101\"}");
        for (String reference : List.of("nginx", "nginx:latest", "library/nginx", "docker.io/library/nginx:latest")) {
            assertThat(run("explain", file(BARE), "--image", reference + "=" + image).out)
                    .as(reference)
                    .containsPattern("  user +101 +the image: USER 101\n");
        }
        assertThat(run("explain", file(BARE), "--image", "nginx:1.29=" + image).out)
                .contains("  user                      the image decides");
    }

    @Test
    void anImageThatCannotBeReadIsOneErrorAndTheManifestIsJudgedWithoutIt() throws IOException {
        String two = BARE + "  - {name: other, image: nginx}\n";
        Run run = run("check", file(two), "--image", "nginx=" + folder.resolve("none"));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).isEqualTo(folder.resolve("none") + ": no such folder; check the path\n");
        assertThat(run.out)
                .contains("2 containers of 1 workload in 1 file checked")
                .contains("1 input could not be read");
        assertThat(run("explain", file(two), "--image", "nginx=" + folder.resolve("none")))
                .matches(explained -> explained.code == 2 && explained.err.equals(run.err));
        assertThat(run("image", folder.resolve("none").toString()))
                .isEqualTo(new Run(2, "", folder.resolve("none") + ": no such folder; check the path\n"));
    }

    @Test
    void anImageThatNoManifestNamesIsNotRead() throws IOException {
        Run run = run("check", "--fail-on", "never", file(BARE), "--image", "redis=" + folder.resolve("none"));

        assertThat(run.code).isZero();
        assertThat(run.err).doesNotContain("no such folder");
    }

    @Test
    void aProgramWithFileCapabilitiesThatAreDroppedDoesNotStart() throws IOException {
        byte[] binds = HexFormat.of().parseHex("0100000200040000000000000000000000000000");
        Path image = new LayoutBuilder(folder.resolve("dns"))
                .layer(new LayerBuilder()
                        .attribute("security.capability", binds)
                        .program("coredns"))
                .image("{\"User\": \"65532\", \"Entrypoint\": [\"/coredns\"]}", "1.0")
                .build();
        String pod = file(BARE.replace("image: nginx", "image: dns, securityContext: {capabilities: {drop: [ALL]}}"));

        assertThat(run("check", pod, "--image", "dns=" + image + ":1.0").out).contains("""
                          high  container "app" does not start: /coredns has file capabilities (cap_net_bind_service=ep),
                            and the container has no NET_BIND_SERVICE
                        """);
    }

    @Test
    void saysWhichImageNoContainerHas() throws IOException {
        Path image = new LayoutBuilder(folder.resolve("unused"))
                .layer(new LayerBuilder().program("app"))
                .image("{\"User\": \"999\", \"Entrypoint\": [\"/app\"]}", "")
                .build();
        String pod = file(BARE);

        for (String command : List.of("check", "explain")) {
            Run run = run(command, pod, "--image", "ngnix=" + image, "--image", "docker.io/library/nginx=" + image);

            assertThat(run.err).isEqualTo("""
                    leastwise: --image "ngnix" is the image of no container in these inputs; write it as they do
                    """);
        }
    }

    @Test
    void printsAnImageAsItIs() {
        Path image = new LayoutBuilder(folder.resolve("small"))
                .layer(new LayerBuilder()
                        .folder("./", 0755, 0, 0)
                        .folder("srv", 0775, 0, 50)
                        .file("bin/su", 04755, 0, 0, "")
                        .file("bin/app", 0755, 0, 0, "")
                        .file("etc/passwd", 0644, 0, 0, "root:x:0:0\nweb:x:999:998\n")
                        .file("etc/group", 0644, 0, 0, "root:x:0:\nlog:x:4:web\n"))
                .image("""
                        {"User": "web:web", "Entrypoint": ["app"], "Cmd": ["a\\u001bb"], "Env": ["PATH=/bin"],
                         "WorkingDir": "/srv", "Volumes": {"/data": {}}, "ExposedPorts": {"80/tcp": {}}}""", "")
                .build();

        Run run = run("image", image.toString());

        assertThat(run.code).isZero();
        assertThat(run.out.replaceFirst("sha256:[0-9a-f]{64}", "DIGEST")).isEqualTo("""
                DIGEST
                (linux/amd64)

                  user                  web:web: uid 999, gid 998
                                        further groups [4]
                  under runAsNonRoot    container has runAsNonRoot and image has non-numeric user (web), cannot verify user is non-root
                  starts                app a\\u001bb
                                        = /bin/app  0755 0:0
                  working directory     /srv  0775 0:50
                  environment           PATH=/bin
                  volumes               /data (not there; made as root's)
                  ports                 80/tcp
                  passwd                root: uid 0, gid 0
                                        web: uid 999, gid 998
                  group                 root: gid 0
                                        log: gid 4, web
                  raises privileges     /bin/su  4755 0:0, setuid
                  others may write      /srv  0775 0:50
                  files                 8
                """);
    }

    private Path image(String config) {
        return new LayoutBuilder(folder.resolve("image"))
                .layer(new LayerBuilder().program("app"))
                .image(config, "")
                .build();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("pod.yaml"), text).toString();
    }

    private Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
        int code = Main.run(
                words,
                new Console(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        environment,
                        false,
                        false,
                        100));
        return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
