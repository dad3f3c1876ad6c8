package dev.leastwise.image;

import static dev.leastwise.image.fixture.LayoutBuilder.annotation;
import static dev.leastwise.image.fixture.LayoutBuilder.platform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.image.fixture.LayoutBuilder.Compression;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.ImageFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read from image layouts. */
class ImageTest {

    @TempDir
    Path folder;

    @Test
    void readsTheConfiguration() {
        layout().layer(new LayerBuilder()).image("""
                        {"User": "999:999", "Entrypoint": ["/app", "-v"], "Cmd": ["serve"], "Env": ["PATH=/bin", "A=b=c"],
                         "WorkingDir": "/srv", "Volumes": {"/var/lib/b": {}, "/data": {}}, "ExposedPorts": {"80/tcp": {}}}""", "").build();

        assertThat(facts("").config())
                .isEqualTo(new ImageConfig(
                        "linux/amd64",
                        "999:999",
                        List.of("/app", "-v"),
                        List.of("serve"),
                        List.of("PATH=/bin", "A=b=c"),
                        "/srv",
                        List.of("/data", "/var/lib/b"),
                        List.of("80/tcp")));
    }

    @Test
    void readsWhatIsNotSetAsNothing() {
        layout().image("{\"User\": null, \"Entrypoint\": null, \"Volumes\": null}", "")
                .build();

        assertThat(facts("").config())
                .isEqualTo(
                        new ImageConfig("linux/amd64", "", List.of(), List.of(), List.of(), "", List.of(), List.of()));
        assertThat(facts("").files().orElseThrow().all()).containsExactly(ImageFile.folder("/", 0755, 0, 0));
    }

    @Test
    void readsAccountsAsContainerdDoes() {
        layout().layer(new LayerBuilder()
                        .file("etc/passwd", 0644, 0, 0, "root:x:0:0::/root:/bin/sh\n\n# x\nweb:x:101:102\nodd:x:a\n")
                        .file("etc/group", 0644, 0, 0, "root:x:0:\n  web:x:102:web,odd  \nshort\n"))
                .image("{\"User\": \"web\"}", "")
                .build();

        ImageFacts facts = facts("");

        assertThat(facts.passwd())
                .containsExactly(
                        new PasswdEntry("root", 0, 0),
                        new PasswdEntry("# x", 0, 0),
                        new PasswdEntry("web", 101, 102),
                        new PasswdEntry("odd", 0, 0));
        assertThat(facts.groups())
                .containsExactly(
                        new GroupEntry("root", 0, List.of()),
                        new GroupEntry("web", 102, List.of("web", "odd")),
                        new GroupEntry("short", 0, List.of()));
    }

    @Test
    void findsAccountsBehindLinks() {
        layout().layer(new LayerBuilder()
                        .file("nix/store/passwd", 0444, 0, 0, "web:x:1:2\n")
                        .link("etc/passwd", "../nix/store/passwd")
                        .file("etc/real", 0644, 0, 0, "web:x:3:\n")
                        .hardLink("etc/group", "etc/real"))
                .image("{}", "")
                .build();

        assertThat(facts("").passwd()).containsExactly(new PasswdEntry("web", 1, 2));
        assertThat(facts("").groups()).containsExactly(new GroupEntry("web", 3, List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryCompression(Compression compression) {
        layout().layer(new LayerBuilder().program("bin/app"), compression)
                .image("{}", "")
                .build();

        assertThat(paths()).containsExactly("/ 0755 0:0", "/bin 0755 0:0", "/bin/app 0755 0:0");
    }

    @Test
    void laysLayersOverEachOther() {
        layout().layer(new LayerBuilder()
                        .folder("./", 0750, 1, 2)
                        .folder("a", 0700, 1, 1)
                        .file("a/kept", 0644, 0, 0, "")
                        .file("a/gone", 0644, 0, 0, "")
                        .folder("gone", 0755, 0, 0)
                        .file("gone/too", 0644, 0, 0, "")
                        .folder("emptied", 0755, 0, 0)
                        .file("emptied/old", 0644, 0, 0, "")
                        .folder("replaced", 0755, 0, 0)
                        .file("replaced/inside", 0644, 0, 0, "")
                        .folder("real", 0755, 0, 0)
                        .link("way", "real"))
                .layer(new LayerBuilder()
                        .folder("a", 0711, 3, 3)
                        .without("a", "gone")
                        .without(".", "gone")
                        .without(".", "never-there")
                        .file("emptied/new", 0600, 0, 0, "")
                        .opaque("emptied")
                        .file("replaced", 04755, 0, 0, "")
                        .file("way/through", 0640, 5, 6, ""))
                .image("{}", "")
                .build();

        assertThat(paths())
                .containsExactly(
                        "/ 0750 1:2",
                        "/a 0711 3:3",
                        "/a/kept 0644 0:0",
                        "/emptied 0755 0:0",
                        "/emptied/new 0600 0:0",
                        "/real 0755 0:0",
                        "/real/through 0640 5:6",
                        "/replaced 4755 0:0",
                        "/way 0777 0:0");
    }

    @Test
    void aFileThatIsHiddenCanComeBackInALaterLayerAndInTheSame() {
        layout().layer(new LayerBuilder().file("a/b", 0644, 1, 1, "").file("c", 0644, 1, 1, ""))
                .layer(new LayerBuilder()
                        .without(".", "a")
                        .file("c", 0600, 2, 2, "")
                        .without(".", "c"))
                .layer(new LayerBuilder().file("a/d", 0644, 3, 3, ""))
                .image("{}", "")
                .build();

        assertThat(paths()).containsExactly("/ 0755 0:0", "/a 0755 0:0", "/a/d 0644 3:3", "/c 0600 2:2");
    }

    @Test
    void readsLongNamesAndLargeNumbersOfPosixAndOfGnu() {
        String name = "n".repeat(120) + "/" + "m".repeat(200);
        layout().layer(new LayerBuilder()
                        .file(name, 0644, 3_000_000, 0xFFFFFFFEL, "")
                        .link("l", "t".repeat(300)))
                .layer(new LayerBuilder()
                        .gnu()
                        .file("g" + name, 0644, 3_000_000, 0xFFFFFFFEL, "")
                        .link("k", "t".repeat(300)))
                .image("{}", "")
                .build();

        List<ImageFile> all = facts("").files().orElseThrow().all();
        assertThat(all.stream().filter(ImageFile::isRegular).map(ImageFile::path))
                .containsExactlyInAnyOrder("/" + name, "/g" + name);
        assertThat(all.stream().filter(ImageFile::isRegular))
                .allMatch(file -> file.uid() == 3_000_000 && file.gid() == 0xFFFFFFFEL);
        assertThat(all.stream().filter(ImageFile::isLink).map(ImageFile::target))
                .containsExactly("t".repeat(300), "t".repeat(300));
    }

    @Test
    void readsFileCapabilitiesOfEveryRevision() {
        byte[] one = HexFormat.of().parseHex("010000010004000000000000");
        byte[] two = HexFormat.of().parseHex("0000000280000000002000000000000000000000");
        byte[] three = HexFormat.of().parseHex("010000030030000000000000000000000000000000000100".replace(" ", ""));
        layout().layer(new LayerBuilder()
                        .attribute("security.capability", one)
                        .program("one")
                        .attribute("security.capability", one)
                        .attribute("security.capability", two)
                        .program("two")
                        .attribute("security.capability", three)
                        .program("three")
                        .hardLink("other-three", "three"))
                .image("{}", "")
                .build();

        assertThat(facts("").files().orElseThrow().raising())
                .extracting(file -> file.path() + " " + file.capabilities().orElseThrow())
                .containsExactly(
                        "/one cap_net_bind_service=ep",
                        "/other-three cap_net_admin,cap_net_raw=ep [rootid=65536]",
                        "/three cap_net_admin,cap_net_raw=ep [rootid=65536]",
                        "/two cap_setuid,cap_net_raw=ip");
    }

    @Test
    void findsSetuidAndSetgidProgramsAndFoldersOfOthers() {
        layout().layer(new LayerBuilder()
                        .file("bin/su", 04755, 0, 0, "")
                        .file("bin/wall", 02755, 0, 5, "")
                        .file("bin/lock", 02644, 0, 5, "")
                        .folder("tmp", 01777, 0, 0)
                        .folder("tmp/same", 01777, 0, 0)
                        .folder("srv", 0755, 33, 33)
                        .folder("srv/same", 0755, 33, 33)
                        .folder("srv/roots", 0755, 0, 0))
                .image("{}", "")
                .build();

        assertThat(facts("").files().orElseThrow().raising())
                .extracting(ImageFile::path)
                .containsExactly("/bin/su", "/bin/wall");
        assertThat(facts("").files().orElseThrow().openFolders())
                .extracting(ImageFile::path)
                .containsExactly("/srv", "/tmp");
    }

    @Test
    void theContentOfASparseFileIsRefusedAndTheOthersAreRead() throws IOException {
        layout().layer(new LayerBuilder()
                        .header(
                                'x',
                                "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n26 GNU.sparse.name=sparse\n"
                                        .getBytes(StandardCharsets.UTF_8))
                        .file("GNUSparseFile.0/sparse", 0644, 0, 0, "map")
                        .file("etc/passwd", 0644, 0, 0, "web:x:1:2\n"))
                .image("{}", "")
                .build();

        assertThat(facts("").passwd()).containsExactly(new PasswdEntry("web", 1, 2));
        OciLayout layout = OciLayout.open(folder);
        Descriptor layer =
                ImageManifest.choose(layout, "", Platform.DEFAULT).layers().getFirst();
        try (LayerReader reader = LayerReader.open(layout, layer)) {
            assertThat(reader.next().map(LayerEntry::path)).contains("/sparse");
            assertThatThrownBy(reader::content).hasMessageStartingWith("the content of \"sparse\" is sparse; ");
            assertThat(reader.next().map(LayerEntry::path)).contains("/etc/passwd");
            assertThat(reader.content().readAllBytes()).asString().isEqualTo("web:x:1:2\n");
        }
    }

    @Test
    void choosesByTagAndByPlatform() {
        LayoutBuilder layout = layout();
        String arm = layout.manifest("linux", "arm64", "{\"User\": \"1\"}", platform("linux", "arm64"));
        String amd = layout.manifest("linux", "amd64", "{\"User\": \"2\"}", platform("linux", "amd64"));
        String attestation = layout.manifest(
                "unknown",
                "unknown",
                "{}",
                ", \"annotations\": {\"vnd.docker.reference.type\": \"attestation-manifest\"}");
        layout.list(layout.index(annotation("many"), layout.index("", arm), amd, attestation));
        layout.image("{\"User\": \"3\"}", "one").build();

        assertThat(facts("one").user()).isEqualTo("3");
        assertThat(facts("many").user()).isEqualTo("2");
        assertThat(Image.read(folder, "many", new Platform("linux", "arm64", ""), Optional.empty())
                        .facts()
                        .user())
                .isEqualTo("1");
        assertThatThrownBy(() -> facts("many", new Platform("linux", "s390x", "")))
                .hasMessage("has no image for linux/s390x; choose one with --platform: linux/arm64, linux/amd64");
        assertThatThrownBy(() -> facts("")).hasMessage("holds several images; name one of them as DIR:TAG: many, one");
        assertThatThrownBy(() -> facts("two")).hasMessage("holds no image \"two\"; name one of: many, one");
    }

    @Test
    void anImageOfWindowsHasNoFilesThatAreKnown() {
        LayoutBuilder layout = layout();
        layout.blobLayer(new byte[] {1, 2, 3}, "+gzip");
        layout.list(layout.manifest("windows", "amd64", "{\"User\": \"ContainerUser\"}", ""))
                .build();

        assertThat(facts("")).isEqualTo(new ImageFacts(facts("").config(), List.of(), List.of(), Optional.empty()));
        assertThat(facts("").user()).isEqualTo("ContainerUser");
    }

    @Test
    void aSecondReadingComesFromTheCache() throws IOException {
        Path cache = folder.resolve("cache");
        layout().layer(new LayerBuilder()
                        .attribute(
                                "security.capability",
                                HexFormat.of().parseHex("0100000200040000000000000000000000000000"))
                        .program("app")
                        .file("etc/passwd", 0644, 0, 0, "web:x:1:2\n")
                        .file("etc/group", 0644, 0, 0, "web:x:2:web\n"))
                .image("{\"User\": \"web\", \"Entrypoint\": [\"/app\"]}", "")
                .build();

        Image first = Image.read(folder, "", Platform.DEFAULT, Optional.of(cache));
        try (Stream<Path> blobs = Files.list(folder.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                if (!blob.endsWith(first.digest().hex())) Files.delete(blob);
            }
        }
        Image second = Image.read(folder, "", Platform.DEFAULT, Optional.of(cache));

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.facts().config()).isEqualTo(first.facts().config());
        assertThat(second.facts().passwd()).isEqualTo(first.facts().passwd());
        assertThat(second.facts().groups()).isEqualTo(first.facts().groups());
        assertThat(second.facts().files().orElseThrow().all())
                .isEqualTo(first.facts().files().orElseThrow().all());
    }

    @Test
    void aDamagedCacheIsNone() throws IOException {
        Path cache = folder.resolve("cache");
        layout().layer(new LayerBuilder().program("app"))
                .image("{\"User\": \"7\"}", "")
                .build();
        Image first = Image.read(folder, "", Platform.DEFAULT, Optional.of(cache));
        Path kept = cache.resolve("sha256-" + first.digest().hex());
        byte[] bytes = Files.readAllBytes(kept);

        for (int length : new int[] {0, 5, 20, bytes.length - 1}) {
            Files.write(kept, Arrays.copyOf(bytes, length));
            assertThat(Image.read(folder, "", Platform.DEFAULT, Optional.of(cache))
                            .facts()
                            .user())
                    .isEqualTo("7");
        }
        assertThat(Files.readAllBytes(kept)).isEqualTo(bytes);
    }

    @Test
    void theCacheLetsGoOfWhatWasNotUsedForLong() throws IOException {
        ImageFacts facts = new ImageFacts("u".repeat(100), List.of(), List.of());
        FactsCache cache = new FactsCache(folder.resolve("cache"), 1000);
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            digests.add(Digest.of("sha256:" + String.valueOf(i).repeat(64)));
            cache.put(digests.get(i), facts);
            FileTime used = FileTime.from(Instant.now().minusSeconds(10_000 - i));
            Files.setLastModifiedTime(
                    folder.resolve("cache/sha256-" + digests.get(i).hex()), used);
            assertThat(cache.get(digests.getFirst())).isPresent();
        }

        assertThat(cache.get(digests.get(7))).contains(facts);
        assertThat(digests.stream().filter(digest -> cache.get(digest).isPresent()))
                .contains(digests.get(0), digests.get(7))
                .hasSizeLessThan(8)
                .doesNotContain(digests.get(1));
        cache.put(digests.get(1), new ImageFacts("u".repeat(501), List.of(), List.of()));
        assertThat(cache.get(digests.get(1))).isEmpty();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoError() throws IOException {
        layout().layer(new LayerBuilder().program("app"))
                .image("{\"User\": \"7\"}", "")
                .build();
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(Image.read(folder, "", Platform.DEFAULT, Optional.of(file.resolve("cache")))
                        .facts()
                        .user())
                .isEqualTo("7");
    }

    private LayoutBuilder layout() {
        return new LayoutBuilder(folder);
    }

    private ImageFacts facts(String tag) {
        return facts(tag, Platform.DEFAULT);
    }

    private ImageFacts facts(String tag, Platform platform) {
        return Image.read(folder, tag, platform, Optional.empty()).facts();
    }

    private List<String> paths() {
        return facts("").files().orElseThrow().all().stream()
                .map(file -> file.path() + ' ' + file.permissions() + ' ' + file.uid() + ':' + file.gid())
                .toList();
    }
}
