package dev.leastwise.sandbox.rootfs;

import static dev.leastwise.sandbox.Machine.needs;
import static dev.leastwise.sandbox.Machine.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.image.Image;
import dev.leastwise.image.Platform;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.rootfs.PulledImages.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images come from a real registry on the loopback interface. */
class PulledImagesTest {

    @RegisterExtension
    final Workplace folder = new Workplace();

    private Optional<Process> registry = Optional.empty();
    private int port;
    private Path skopeo = Path.of("skopeo");

    @BeforeEach
    void start() throws Exception {
        needs("skopeo", "it fetches images");
        needs("docker-registry", "images are fetched from it");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings =
                Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("registry"), port));
        registry = Optional.of(new ProcessBuilder("docker-registry", "serve", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start());
        while (!answers()) Thread.sleep(20);
        Path insecure = Files.writeString(
                folder.resolve("registries.conf"),
                "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(host()));
        skopeo = Files.writeString(
                folder.resolve("skopeo"),
                "#!/bin/sh\necho \"$*\" >>%s\nexec skopeo --registries-conf %s \"$@\"\n"
                        .formatted(folder.resolve("calls"), insecure));
        Files.setPosixFilePermissions(skopeo, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private boolean answers() {
        assertThat(registry.orElseThrow().isAlive()).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (registry.isPresent()) registry.get().destroyForcibly().waitFor();
    }

    private String host() {
        return "127.0.0.1:" + port;
    }

    private PulledImages images() {
        return new PulledImages(skopeo, folder.resolve("pulled"), ImageStore.MOST_BYTES);
    }

    private String push(String name, String content) throws Exception {
        Path layout = new LayoutBuilder(Files.createTempDirectory(folder.folder(), "layout"))
                .layer(new LayerBuilder().file("content", 0644, 0, 0, content))
                .image("{\"User\": \"1000\"}", "")
                .build();
        output(skopeo.toString(), "copy", "oci:" + layout, "docker://" + host() + '/' + name);
        Image pushed = Image.read(layout, "", Platform.DEFAULT, Optional.empty());
        return pushed.digest().toString();
    }

    private String content(String name, Policy policy) throws IOException {
        try (PulledImage pulled = images().get(host() + '/' + name, Platform.DEFAULT, policy)) {
            Image image = Image.read(pulled.layout(), "", Platform.DEFAULT, Optional.empty());
            try (UnpackedImage unpacked = new ImageStore(folder.resolve("store"), ImageStore.MOST_BYTES)
                    .get(image.layout(), image.manifest())) {
                return Files.readString(unpacked.root().resolve("content"));
            }
        }
    }

    @Test
    void anImageIsFetchedOnceUnlessThePodAlwaysWantsTheNewest() throws Exception {
        push("app:1", "old");
        assertThat(content("app:1", Policy.IF_NOT_PRESENT)).isEqualTo("old");
        push("app:1", "new");

        assertThat(content("app:1", Policy.IF_NOT_PRESENT)).isEqualTo("old");
        assertThat(content("app:1", Policy.ALWAYS)).isEqualTo("new");
        assertThat(content("app:1", Policy.IF_NOT_PRESENT)).isEqualTo("new");
    }

    @Test
    void aDigestSaysWhichImageIsMeantWhateverTheTag() throws Exception {
        String first = push("app:1", "first");
        push("app:1", "second");

        assertThat(content("app:1@" + first, Policy.IF_NOT_PRESENT)).isEqualTo("first");
        assertThat(content("app@" + first, Policy.IF_NOT_PRESENT)).isEqualTo("first");
        assertThat(Files.readString(folder.resolve("calls")).lines().filter(call -> call.contains(first)))
                .hasSize(1);
    }

    @Test
    void whatCannotBeFetchedIsOneErrorAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> content("missing:1", Policy.IF_NOT_PRESENT))
                .isInstanceOfSatisfying(RootfsError.class, error -> {
                    assertThat(error.fact())
                            .startsWith("skopeo cannot fetch " + host() + "/missing:1: ")
                            .contains("manifest unknown")
                            .doesNotContain("\n");
                    assertThat(error.remedy())
                            .isEqualTo(
                                    "check the name, and that skopeo may reach the registry: skopeo inspect docker://"
                                            + host() + "/missing:1");
                });
        try (var files = Files.list(folder.resolve("pulled"))) {
            assertThat(files).allMatch(file -> file.toString().endsWith(".lock"));
        }
    }
}
