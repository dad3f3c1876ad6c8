package dev.leastwise.sandbox.rootfs;

import static dev.leastwise.sandbox.Machine.needs;
import static dev.leastwise.sandbox.Machine.output;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.image.Image;
import dev.leastwise.image.ImageError;
import dev.leastwise.image.ImageManifest;
import dev.leastwise.image.OciLayout;
import dev.leastwise.image.Platform;
import dev.leastwise.image.fixture.DebianImage;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.image.fixture.LayoutBuilder.Compression;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.sandbox.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Layers become files as they say, and nothing becomes one anywhere else. */
class ImageStoreTest {

    private static final byte[] BINDS = HexFormat.of().parseHex("0100000200040000000000000000000000000000");

    private static final String ANY_TIME = "time=\\S+ ";
    private static final String FOLDER_TIME = "(?<=^d .{1,30})time=\\S+ ";

    private static final ImageFacts NO_FACTS =
            new ImageFacts(ImageConfig.ofUser(""), List.of(), List.of(), Optional.empty());

    @RegisterExtension
    final Workplace folder = new Workplace();

    private ImageStore store() {
        return new ImageStore(folder.resolve("store"), ImageStore.MOST_BYTES);
    }

    private static UnpackedImage unpacked(ImageStore store, Path layout) {
        Image image = Image.read(layout, "", Platform.DEFAULT, Optional.empty());
        return store.get(image.layout(), image.manifest());
    }

    private LayoutBuilder layout() {
        return new LayoutBuilder(folder.resolve("layout"));
    }

    private String listed(String unsure, LayerBuilder... layers) throws Exception {
        LayoutBuilder layout = layout();
        for (LayerBuilder layer : layers) layout.layer(layer);
        Image image = imageWithoutFacts(layout.image("{}", "").build());
        try (UnpackedImage unpacked = store().get(image.layout(), image.manifest())) {
            return listing(unpacked.root(), unsure);
        }
    }

    /** Type, mode, owner, links, size, time, path and target of every file. */
    private static String listing(Path root, String... unsure) throws Exception {
        String found = output("find", root.toString(), "-printf", "%y %m %U:%G links=%n size=%s time=%T@ /%P %l\n");
        // how large a folder is, and with how many links, is the file system's business
        return found.lines()
                .map(line -> line.startsWith("d ") ? line.replaceFirst("links=\\d+ size=\\d+ ", "") : line)
                .map(line -> line.replaceFirst("\\.0000000000 ", " ").stripTrailing())
                .map(line -> {
                    String sure = line;
                    for (String pattern : unsure) sure = sure.replaceAll(pattern, "");
                    return sure;
                })
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void everyKindOfFileIsAsTheLayerSays() throws Exception {
        String listed = listed(
                "time=\\d{5,}\\S* ",
                new LayerBuilder()
                        .folder("./", 0755, 0, 0)
                        .folder("home", 0750, 1000, 2000)
                        .file("home/a", 0644, 1000, 2000, "four")
                        .file("bin/su", 04755, 0, 0, "#!")
                        .file("var/mail", 02660, 7, 8, "")
                        .folder("tmp", 01777, 0, 0)
                        .hardLink("home/b", "home/a")
                        .link("home/l", "/home/a")
                        .file("big/id", 0600, 4_000_000_000L, 3_000_000_000L, "")
                        .device("dev/null", TarConstants.LF_CHR, 1, 3)
                        .device("dev/sda", TarConstants.LF_BLK, 259, 70_000)
                        .device("run/pipe", TarConstants.LF_FIFO));

        assertThat(listed).isEqualTo("""
                        b 600 0:0 links=1 size=0 time=0 /dev/sda
                        c 600 0:0 links=1 size=0 time=0 /dev/null
                        d 1777 0:0 time=0 /tmp
                        d 750 1000:2000 time=0 /home
                        d 755 0:0 /big
                        d 755 0:0 /bin
                        d 755 0:0 /dev
                        d 755 0:0 /run
                        d 755 0:0 /var
                        d 755 0:0 time=0 /
                        f 2660 7:8 links=1 size=0 time=0 /var/mail
                        f 4755 0:0 links=1 size=2 time=0 /bin/su
                        f 600 4000000000:3000000000 links=1 size=0 time=0 /big/id
                        f 644 1000:2000 links=2 size=4 time=0 /home/a
                        f 644 1000:2000 links=2 size=4 time=0 /home/b
                        l 777 0:0 links=1 size=7 time=0 /home/l /home/a
                        p 600 0:0 links=1 size=0 time=0 /run/pipe
                        """);
    }

    @Test
    void devicesHaveTheirNumbers() throws Exception {
        needs("stat", "it tells the numbers of devices");
        Path layout = layout().layer(new LayerBuilder()
                        .device("null", TarConstants.LF_CHR, 1, 3)
                        .device("disk", TarConstants.LF_BLK, 259, 70_000))
                .image("{}", "")
                .build();
        try (UnpackedImage image = unpacked(store(), layout)) {
            Path root = image.root();
            assertThat(output("stat", "-c", "%Hr:%Lr", root + "/null", root + "/disk"))
                    .isEqualTo("1:3\n259:70000\n");
        }
    }

    @Test
    void layersCoverEachOther() throws Exception {
        LayerBuilder lower = new LayerBuilder()
                .file("gone", 0644, 0, 0, "")
                .file("full/a", 0644, 0, 0, "")
                .file("full/deep/b", 0644, 0, 0, "")
                .file("emptied/c", 0644, 0, 0, "")
                .file("folder/d", 0644, 0, 0, "")
                .file("file", 0644, 0, 0, "")
                .link("usr-lib", "usr/lib")
                .folder("usr/lib", 0755, 0, 0);
        LayerBuilder upper = new LayerBuilder()
                .without(".", "gone")
                .file("emptied/own", 0644, 0, 0, "")
                .opaque("emptied")
                .file("full/deep/own", 0644, 0, 0, "")
                .without(".", "full")
                .file("folder", 0644, 0, 0, "now a file")
                .folder("file", 0700, 0, 0)
                .file("usr-lib/so", 0644, 0, 0, "")
                .without(".", "never-was");

        assertThat(listed(ANY_TIME, lower, upper)).isEqualTo("""
                        d 700 0:0 /file
                        d 755 0:0 /
                        d 755 0:0 /emptied
                        d 755 0:0 /full
                        d 755 0:0 /full/deep
                        d 755 0:0 /usr
                        d 755 0:0 /usr/lib
                        f 644 0:0 links=1 size=0 /emptied/own
                        f 644 0:0 links=1 size=0 /full/deep/own
                        f 644 0:0 links=1 size=0 /usr/lib/so
                        f 644 0:0 links=1 size=10 /folder
                        l 777 0:0 links=1 size=7 /usr-lib usr/lib
                        """);
    }

    /** What a layer names behind its own links lies in the image, whatever the links say. */
    @Test
    void aLinkLeadsNowhereButIntoTheImage() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path victim = Files.writeString(outside.resolve("victim"), "untouched");
        String up = "../".repeat(30);

        listed(
                "",
                new LayerBuilder()
                        .link("absolute", outside.toString())
                        .file("absolute/b", 0644, 0, 0, "bad")
                        .link("upwards", up + outside.toString().substring(1))
                        .file("upwards/c", 0644, 0, 0, "bad")
                        .link("chain", "absolute")
                        .folder("chain/d", 0777, 0, 0)
                        .hardLink("stolen", "absolute/b")
                        .link("victim", victim.toString())
                        .file("victim", 0777, 0, 0, "bad")
                        .link("magic", "/proc/self/root")
                        .link("magic-user", "/proc/self/root" + outside)
                        .file("magic-user/e", 0644, 0, 0, "bad"),
                new LayerBuilder()
                        .without("absolute", "victim")
                        .opaque("upwards")
                        .device("absolute/f", TarConstants.LF_FIFO)
                        .link("absolute/g", "bad"));

        assertThat(listing(outside, ANY_TIME)).isEqualTo("""
                        d 755 0:0 /
                        f 644 0:0 links=1 size=9 /victim
                        """);
        assertThat(victim).hasContent("untouched");
    }

    @Test
    void aHardLinkToWhatIsOutsideIsRefusedAndNothingIsLeft() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Path layout = layout().layer(
                        new LayerBuilder().link("a", outside.toString()).hardLink("b", "a/secret"))
                .image("{}", "")
                .build();
        Image lazily = imageWithoutFacts(layout);

        assertThatThrownBy(() -> store().get(lazily.layout(), lazily.manifest()))
                .isInstanceOf(RootfsError.class)
                .hasMessage("the hard link /b leads to /a/secret, which is not there; copy the image again");
        assertThat(names(folder.resolve("store"))).allMatch(name -> name.endsWith(".lock"));
    }

    @Test
    void linksWithoutEndAndFilesThatAreNoFoldersAreRefused() throws Exception {
        assertRefused(
                new LayerBuilder().link("a", "b").link("b", "a").file("a/c", 0644, 0, 0, ""),
                "the path /a leads through links without end; do not run this image");
        assertRefused(
                new LayerBuilder().file("a", 0644, 0, 0, "").file("a/c", 0644, 0, 0, ""),
                "the path /a leads through what is no folder; do not run this image");
        assertRefused(
                new LayerBuilder().folder("a", 0755, 0, 0).hardLink("b", "a"),
                "the hard link /b leads to a folder; do not run this image");
    }

    private void assertRefused(LayerBuilder layer, String message) throws Exception {
        Path place = Files.createTempDirectory(folder.folder(), "layout");
        Image image = imageWithoutFacts(
                new LayoutBuilder(place).layer(layer).image("{}", "").build());
        assertThatThrownBy(() -> store().get(image.layout(), image.manifest()))
                .isInstanceOf(RootfsError.class)
                .hasMessage(message);
    }

    /** Facts would be refused first: they come of a reader of its own. */
    private static Image imageWithoutFacts(Path layout) {
        OciLayout opened = OciLayout.open(layout);
        return new Image(opened, ImageManifest.choose(opened, "", Platform.DEFAULT), NO_FACTS);
    }

    @Test
    void attributesAreKept() throws Exception {
        needs("getcap", "it reads file capabilities");
        Path layout = layout().layer(new LayerBuilder()
                        .attribute("security.capability", BINDS)
                        .program("bin/ping")
                        .attribute("user.note", "kept".getBytes(UTF_8))
                        .program("bin/noted")
                        .attribute("trusted.overlay.opaque", "y".getBytes(UTF_8))
                        .folder("bin/overlay", 0755, 0, 0))
                .image("{}", "")
                .build();

        try (UnpackedImage image = unpacked(store(), layout)) {
            Path root = image.root();
            assertThat(output("getcap", "-r", root.toString()))
                    .isEqualTo(root.resolve("bin/ping") + " cap_net_bind_service=ep\n");
            assertThat(Files.getAttribute(root.resolve("bin/noted"), "user:note"))
                    .isEqualTo("kept".getBytes(UTF_8));
            assertThat(pythonAttributes(root.resolve("bin/overlay"))).isEqualTo("[]\n");
        }
    }

    private static String pythonAttributes(Path file) throws Exception {
        needs("python3", "it lists extended attributes");
        return output("python3", "-c", "import os, sys; print(os.listxattr(sys.argv[1]))", file.toString());
    }

    @Test
    void whatUmociUnpacksIsUnpacked() throws Exception {
        needs("umoci", "it unpacks layers over each other");
        Path tar = DebianImage.tar("nginx");
        LayoutBuilder builder = layout();
        DebianImage.layers(builder, tar, "", "");
        Path layout = builder.layer(
                        new LayerBuilder()
                                .attribute("security.capability", BINDS)
                                .program("usr/sbin/nginx")
                                .without("usr/bin", "passwd")
                                .without("usr/share", "doc")
                                .folder("usr/share/doc/new", 0700, 7, 8)
                                .opaque("etc/nginx")
                                .file("etc/nginx/nginx.conf", 0640, 0, 33, "")
                                .hardLink("usr/sbin/twin", "usr/bin/chfn")
                                .link("usr/sbin/soft", "/usr/bin/chsh"),
                        Compression.ZSTD)
                .image("{}", "a")
                .build();
        Path bundle = folder.resolve("bundle");
        output(
                "skopeo",
                "copy",
                "oci:" + layout + ":a",
                "oci:" + folder.resolve("gzip") + ":a",
                "--dest-compress-format",
                "gzip");
        output("umoci", "unpack", "--image", folder.resolve("gzip") + ":a", bundle.toString());
        Path theirs = bundle.resolve("rootfs");

        try (UnpackedImage image = unpacked(store(), layout)) {
            assertThat(listing(image.root(), FOLDER_TIME)).isEqualTo(listing(theirs, FOLDER_TIME));
            assertThat(contents(image.root())).isEqualTo(contents(theirs));
            assertThat(output("getcap", "-r", image.root().toString())
                            .replace(image.root().toString(), ""))
                    .isEqualTo(output("getcap", "-r", theirs.toString()).replace(theirs.toString(), ""))
                    .contains("cap_net_bind_service");
        }
        output("rm", "-rf", bundle.toString());
    }

    private static String contents(Path root) throws Exception {
        return output(
                "sh",
                "-c",
                "cd \"$1\" && find . -type f -print0 | sort -z | xargs -0 sha256sum",
                "sh",
                root.toString());
    }

    @Test
    void twoAtOnceUnpackOnceAndShare() throws Exception {
        Path layout = layout().layer(new LayerBuilder().all(DebianImage.tar("nginx")))
                .image("{}", "")
                .build();
        Image image = Image.read(layout, "", Platform.DEFAULT, Optional.empty());
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<UnpackedImage> get = () -> store().get(image.layout(), image.manifest());
            List<Future<UnpackedImage>> got = List.of(both.submit(get), both.submit(get));

            try (UnpackedImage first = got.get(0).get();
                    UnpackedImage second = got.get(1).get()) {
                assertThat(first.root()).isEqualTo(second.root()).isDirectory();
                assertThat(names(folder.resolve("store")))
                        .filteredOn(name -> !name.endsWith(".lock"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void whatAKilledRunLeftHalfDoneIsGone() throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        Path half = Files.createDirectories(store.resolve("sha256-dead.new/root/bin"));
        Files.writeString(half.resolve("su"), "half");

        unpacked(
                        store(),
                        layout().layer(new LayerBuilder().program("a"))
                                .image("{}", "")
                                .build())
                .close();

        assertThat(names(store)).noneMatch(name -> name.contains("dead.new"));
    }

    @Test
    void whatWasNotUsedForLongestGoesUnlessItIsInUse() throws Exception {
        ImageStore small = new ImageStore(folder.resolve("store"), 10);
        List<Path> layouts = new ArrayList<>();
        for (String content : List.of("one-8byt", "two-8byt", "three-8b")) {
            layouts.add(new LayoutBuilder(folder.resolve(content))
                    .layer(new LayerBuilder().file("f", 0644, 0, 0, content))
                    .image("{}", "")
                    .build());
        }

        try (UnpackedImage used = unpacked(small, layouts.get(0))) {
            unpacked(small, layouts.get(1)).close();
            UnpackedImage last = unpacked(small, layouts.get(2));
            last.close();

            List<Path> left = new ArrayList<>();
            for (String name : names(folder.resolve("store"))) {
                if (!name.endsWith(".lock"))
                    left.add(folder.resolve("store").resolve(name).resolve("root"));
            }
            assertThat(left).containsExactlyInAnyOrder(used.root(), last.root());
        }
    }

    @Test
    void onlyRootMayEnterTheStore() throws Exception {
        unpacked(
                        store(),
                        layout().layer(new LayerBuilder().program("a"))
                                .image("{}", "")
                                .build())
                .close();
        assertThat(Files.getPosixFilePermissions(folder.resolve("store")).toString())
                .isEqualTo("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
    }

    @Test
    void aLayerThatDoesNotMatchItsDigestLeavesNothing() throws Exception {
        Path layout = layout().layer(new LayerBuilder().program("a"), Compression.NONE)
                .image("{}", "")
                .build();
        Image image = Image.read(layout, "", Platform.DEFAULT, Optional.empty());
        Path blob = layout.resolve("blobs/sha256")
                .resolve(image.manifest().layers().getFirst().digest().hex());
        byte[] bytes = Files.readAllBytes(blob);
        Arrays.fill(bytes, 512, 514, (byte) 'x');
        Files.write(blob, bytes);

        assertThatThrownBy(() -> store().get(image.layout(), image.manifest()))
                .isInstanceOf(ImageError.class)
                .hasMessageContaining("does not match its digest");
        assertThat(names(folder.resolve("store"))).allMatch(name -> name.endsWith(".lock"));
    }

    /** Folders may lie deeper than any path can say, and still go. */
    @Test
    void whatLiesDeeperThanAPathCanSayIsRemoved() throws Exception {
        String deep = "d/".repeat(1000);
        LayerBuilder layer = new LayerBuilder()
                .file(deep + "f", 0644, 0, 0, "content")
                .link("l", deep)
                .file("l/" + deep + "g", 0644, 0, 0, "content");
        ImageStore small = new ImageStore(folder.resolve("store"), 7);
        unpacked(small, layout().layer(layer).image("{}", "").build()).close();

        Path other = new LayoutBuilder(folder.resolve("other"))
                .layer(new LayerBuilder().file("f", 0644, 0, 0, "other"))
                .image("{}", "")
                .build();
        try (UnpackedImage image = unpacked(small, other)) {
            assertThat(names(folder.resolve("store")))
                    .filteredOn(name -> !name.endsWith(".lock"))
                    .containsExactly(image.root().getParent().getFileName().toString());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
