package dev.leastwise.sandbox.rootfs;

import static dev.leastwise.sandbox.Machine.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.image.ImageManifest;
import dev.leastwise.image.OciLayout;
import dev.leastwise.image.Platform;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a container changes is its own, and goes with the run. */
class RootViewTest {

    private static final byte[] BINDS = HexFormat.of().parseHex("0100000200040000000000000000000000000000");

    @RegisterExtension
    final Workplace folder = new Workplace();

    private UnpackedImage image() {
        Path layout = new LayoutBuilder(folder.resolve("layout"))
                .layer(new LayerBuilder()
                        .folder("./", 0711, 5, 6)
                        .folder("bin", 0755, 0, 0)
                        .folder("dev", 0755, 0, 0)
                        .file("kept", 04644, 7, 8, "the image's")
                        .hardLink("twin", "kept")
                        .link("soft", "/kept")
                        .device("dev/null", TarConstants.LF_CHR, 1, 3)
                        .attribute("security.capability", BINDS)
                        .program("bin/ping")
                        .file("deleted", 0644, 0, 0, ""))
                .image("{}", "")
                .build();
        OciLayout opened = OciLayout.open(layout);
        return new ImageStore(folder.resolve("store"), ImageStore.MOST_BYTES)
                .get(opened, ImageManifest.choose(opened, "", Platform.DEFAULT));
    }

    private static List<Path> dead(List<Path> seen, Path runs) {
        RunFolder.make(runs, seen::add).close();
        return seen;
    }

    @Test
    void whatIsWrittenStaysOutOfTheImageAndGoesWithTheRun() throws Exception {
        Path runs = folder.resolve("a, b:c\\d e");
        try (UnpackedImage image = image()) {
            String before = listing(image.root());
            try (RunFolder run = RunFolder.make(runs, none -> {})) {
                RootView view = RootView.of(image, run.folder("container"));

                assertThat(view.kind()).isEqualTo(RootView.Kind.OVERLAY);
                assertThat(listing(view.root())).isEqualTo(before);
                Files.writeString(view.root().resolve("kept"), "the container's");
                Files.delete(view.root().resolve("deleted"));
                Files.writeString(view.root().resolve("new"), "");
                assertThat(output("getcap", "-r", view.root().toString()))
                        .isEqualTo(view.root().resolve("bin/ping") + " cap_net_bind_service=ep\n");
            }
            assertThat(listing(image.root())).isEqualTo(before);
        }
        assertThat(names(runs)).containsExactly("lock");
        assertThat(Mounts.in(folder.folder())).isEmpty();
    }

    @Test
    void whereThereIsNoOverlayItIsACopyThatIsTheSame() throws Exception {
        // overlayfs takes no other overlayfs for what is written
        Path below = Files.createDirectories(folder.resolve("below"));
        Path over = Files.createDirectories(folder.resolve("over"));
        Files.createDirectories(folder.resolve("upper"));
        Files.createDirectories(folder.resolve("work"));
        Mounts.mount(
                "overlay",
                over,
                0,
                "lowerdir=" + below + ",upperdir=" + folder.resolve("upper") + ",workdir=" + folder.resolve("work"));
        try (UnpackedImage image = image();
                RunFolder run = RunFolder.make(over, none -> {})) {
            RootView view = RootView.of(image, run.folder("container"));

            assertThat(view.kind()).isEqualTo(RootView.Kind.COPY);
            assertThat(listing(view.root())).isEqualTo(listing(image.root()));
            assertThat(view.root().resolve("kept")).hasContent("the image's");
            assertThat(output("getcap", "-r", view.root().toString()))
                    .isEqualTo(view.root().resolve("bin/ping") + " cap_net_bind_service=ep\n");
        }
    }

    @Test
    void whatIsMountedInARunFolderShowsInNoOtherNamespace() throws Exception {
        try (UnpackedImage image = image();
                RunFolder run = RunFolder.make(folder.resolve("runs"), none -> {})) {
            Process other = new ProcessBuilder("unshare", "--mount", "--propagation", "slave", "cat")
                    .redirectErrorStream(true)
                    .start();
            String theirs = "/proc/" + other.pid() + "/mountinfo";
            while (!Files.readSymbolicLink(Path.of("/proc/" + other.pid() + "/exe"))
                    .endsWith("cat")) Thread.onSpinWait();
            RootView view = RootView.of(image, run.folder("container"));

            assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                    .contains(view.root().toString());
            assertThat(Files.readString(Path.of(theirs)))
                    .doesNotContain(view.root().toString());
            other.getOutputStream().close();
            other.waitFor();
        }
    }

    /** Another program with a run of its own, which says where that is and then waits to be killed. */
    static final class Run {

        public static void main(String[] arguments) throws Exception {
            OciLayout layout = OciLayout.open(Path.of(arguments[0]));
            UnpackedImage image = new ImageStore(Path.of(arguments[1]), ImageStore.MOST_BYTES)
                    .get(layout, ImageManifest.choose(layout, "", Platform.DEFAULT));
            RunFolder run = RunFolder.make(Path.of(arguments[2]), none -> {});
            RootView.of(image, run.folder("container"));
            System.out.println(run.path());
            System.in.read();
            run.close();
        }
    }

    @Test
    void theNextRunTakesAwayWhatAKilledOneLeftAndOnlyThat() throws Exception {
        image().close();
        Path runs = folder.resolve("runs");
        Process living = start(runs);
        Process killed = start(runs);
        Path lives = Path.of(living.inputReader().readLine());
        Path dead = Path.of(killed.inputReader().readLine());
        killed.destroyForcibly().waitFor();
        assertThat(Mounts.in(runs)).contains(dead, dead.resolve("container/root"));

        assertThat(dead(new ArrayList<>(), runs)).containsExactly(dead);

        assertThat(names(runs))
                .containsExactlyInAnyOrder("lock", lives.getFileName().toString(), lives.getFileName() + ".lock");
        assertThat(Mounts.in(runs)).containsExactly(lives, lives.resolve("container/root"));
        living.getOutputStream().close();
        assertThat(living.waitFor()).isZero();
        assertThat(names(runs)).containsExactly("lock");
    }

    private Process start(Path runs) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        folder.resolve("layout").toString(),
                        folder.resolve("store").toString(),
                        runs.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String listing(Path root) throws Exception {
        return output(
                        "sh",
                        "-c",
                        "cd \"$1\" && find . -printf '%y %m %U:%G links=%n time=%T@ %P %l\\n' | sort",
                        "sh",
                        root.toString())
                .replaceAll("(?m)^(d .*)links=\\d+ ", "$1");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
