package dev.leastwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.image.fixture.LayoutBuilder.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that are damaged, or made to do harm: each is one error that says what it is. */
@Timeout(60)
class HostileImageTest {

    @TempDir
    Path folder;

    @Test
    void nothingLeadsOutOfTheRoot() {
        assertThat(error(new LayerBuilder().program("../escaped")))
                .endsWith("the entry \"../escaped\" leads out of the root file system; do not run this image");
        assertThat(error(new LayerBuilder().program("a/../../escaped")))
                .endsWith("the entry \"a/../../escaped\" leads out of the root file system; do not run this image");
        assertThat(error(new LayerBuilder().hardLink("shadow", "../../etc/shadow")))
                .endsWith(
                        "the hard link \"../../etc/shadow\" leads out of the root file system; do not run this image");
        assertThat(error(new LayerBuilder().link("up", "../../tmp").program("up/escaped")))
                .isEqualTo("the path \"/up\" leads out of the root file system; do not run this image");
        assertThat(error(new LayerBuilder().program("../.wh.passwd")))
                .endsWith("the entry \"../.wh.passwd\" leads out of the root file system; do not run this image");
    }

    @Test
    void aLinkThatNobodyFollowsLeadsNowhere() {
        assertThat(files(new LayerBuilder().link("up", "../../tmp").link("loop", "loop")))
                .isEqualTo(3);
    }

    @Test
    void pathsThatCannotBeAreRefused() {
        assertThat(error(new LayerBuilder().link("a", "b").link("b", "a").program("a/x")))
                .isEqualTo("the path \"/a\" leads through links without end; do not run this image");
        assertThat(error(new LayerBuilder().program("a").program("a/x")))
                .isEqualTo("the path \"/a\" leads through a file that is no folder; copy the image again");
        assertThat(error(new LayerBuilder().program("n".repeat(256))))
                .endsWith("is longer than any that Linux takes; do not run this image");
        assertThat(error(new LayerBuilder().program("n/".repeat(2100) + "x")))
                .endsWith("is longer than any that Linux takes; do not run this image");
        assertThat(error(new LayerBuilder().hardLink("a", "missing")))
                .isEqualTo("the hard link \"/a\" leads to \"/missing\", which is not there; copy the image again");
        assertThat(error(new LayerBuilder().folder("d", 0755, 0, 0).hardLink("a", "d")))
                .isEqualTo("the hard link \"/a\" leads to a folder; copy the image again");
        assertThat(error(new LayerBuilder().header('Z', new byte[0])))
                .endsWith("is of a type that no runtime unpacks ('Z'); copy the image again");
        assertThat(error(new LayerBuilder()
                        .attribute("security.capability", new byte[] {1, 2, 3})
                        .program("a")))
                .isEqualTo("the file capabilities of \"/a\" are malformed; copy the image again");
    }

    @Test
    void devicesAndPipesAreOnlyNamed() {
        assertThat(files(new LayerBuilder()
                        .device("disk", TarConstants.LF_BLK)
                        .device("tty", TarConstants.LF_CHR)
                        .device("pipe", TarConstants.LF_FIFO)))
                .isEqualTo(4);
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsRead() {
        byte[] tar = new LayerBuilder().program("a").build();
        Arrays.fill(tar, 124, 135, (byte) '7');

        assertThat(error(resealed(tar), Compression.GZIP)).endsWith(": a tar ends within \"a\"; copy the image again");
        byte[] binary = new LayerBuilder().program("a").build();
        Arrays.fill(binary, 124, 136, (byte) 0xFF);
        assertThat(error(resealed(binary), Compression.NONE)).contains("claims a size of -1 bytes");
        byte[] header = new LayerBuilder().header('x', new byte[600]).build();
        Arrays.fill(header, 124, 135, (byte) '7');
        assertThat(error(resealed(header), Compression.ZSTD))
                .contains("claims 8589934591 bytes; do not run this image");
        byte[] longName = new LayerBuilder()
                .header('L', new byte[Limits.HEADER_BYTES + 1])
                .build();
        assertThat(error(longName, Compression.GZIP)).contains("claims " + (Limits.HEADER_BYTES + 1) + " bytes");
        assertThat(error(new LayerBuilder().file("etc/passwd", 0644, 0, 0, "x".repeat(Limits.KEPT_BYTES + 1))))
                .endsWith("a file that tells users or groups has more than 1048576 bytes; do not run this image");
        assertThat(error(new LayerBuilder().file("a", 0644, 0xFFFFFFFFL, 0, "")))
                .endsWith("\"a\" is of a user or group that cannot be; do not run this image");
    }

    /** A reader that takes another file for there than a runtime does can be shown an image that it finds nothing in. */
    @Test
    void nothingIsHiddenFromWhoReadsTarsAsGoDoes() {
        byte[] content = new LayerBuilder()
                .folder("folder", 0755, 0, 0)
                .file("su", 04755, 0, 0, "")
                .build();
        content[132] = '1'; // 01000, what the header of su has
        assertThat(listing(resealed(content))).isEqualTo("/folder no file\n/su 4755\n");

        byte[] slash = new LayerBuilder().file("folder/su", 04755, 0, 0, "").build();
        slash[9] = '/';
        assertThat(listing(resealed(slash))).isEqualTo("/folder/su 4755\n");

        byte[] mode = new LayerBuilder().file("su", 04755, 0, 0, "").build();
        System.arraycopy("\0\0004755\0".getBytes(StandardCharsets.US_ASCII), 0, mode, 100, 7);
        assertThat(listing(resealed(mode))).isEqualTo("/su 4755\n");
        mode[104] = 'x';
        assertThat(error(resealed(mode), Compression.NONE)).contains("the mode of \"su\" is no number");

        assertThat(listing(new LayerBuilder()
                        .header('L', bytes("long\0"))
                        .header('x', bytes("17 path=extended\n"))
                        .file("su", 04755, 0, 0, "")
                        .build()))
                .isEqualTo("/long 4755\n");
        byte[] global = new LayerBuilder()
                .header('x', bytes("17 path=extended\n"))
                .header('x', bytes("13 comment=x\n"))
                .file("su", 04755, 0, 0, "")
                .build();
        global[1024 + 156] = 'g';
        assertThat(listing(resealed(global))).isEqualTo("/su 4755\n");
        assertThat(listing(new LayerBuilder()
                        .header('x', bytes("17 path=extended\n"))
                        .header('x', bytes("14 linkpath=l\n"))
                        .file("su", 04755, 0, 0, "")
                        .build()))
                .isEqualTo("/su 4755\n");
        assertThat(listing(new LayerBuilder()
                        .header('x', bytes("25 GNU.sparse.name=other\n"))
                        .file("su", 04755, 0, 0, "")
                        .build()))
                .isEqualTo("/su 4755\n");

        byte[] prefix = new LayerBuilder().file("su", 04755, 0, 0, "").build();
        System.arraycopy(bytes("ustar  \0"), 0, prefix, 257, 8);
        System.arraycopy(bytes("folder"), 0, prefix, 345, 6);
        assertThat(listing(resealed(prefix))).isEqualTo("/folder/su 4755\n");
    }

    @Test
    void namesThatDifferInAByteAreTwoFiles() {
        byte[] tar = new LayerBuilder()
                .file("su?", 04755, 0, 0, "")
                .file("su!", 0644, 0, 0, "")
                .build();
        tar[2] = (byte) 0xFF;
        tar[1024 - 512 + 2] = (byte) 0xFE;
        byte[] sealed = resealed(tar);

        assertThat(listing(sealed)).isEqualTo("/su\udbff\udfff 4755\n/su\udbff\udffe 0644\n");
        assertThat(error(new LayerBuilder().file("su\udbff\udfff", 04755, 0, 0, "")))
                .contains("a name holds characters of the last private use area");
    }

    @Test
    void anEndThatIsNoneIsNotTakenForOne() {
        byte[] tar = new LayerBuilder().program("a").program("b").build();
        byte[] zero = new byte[512];
        byte[] apart = new byte[tar.length + 512];
        System.arraycopy(tar, 0, apart, 0, 1024);
        System.arraycopy(zero, 0, apart, 1024, 512);
        System.arraycopy(tar, 1024, apart, 1536, tar.length - 1024);

        assertThat(error(apart, Compression.NONE)).contains("is no tar behind \"a\"");
        assertThat(listing(Arrays.copyOf(apart, 1536))).isEqualTo("/a 0755\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The entries of a layer, files with their permissions. */
    private static String listing(byte[] tar) {
        StringBuilder listing = new StringBuilder();
        try (LayerReader reader = LayerReader.of(new ByteArrayInputStream(tar), "layer")) {
            Optional<LayerEntry> entry = reader.next();
            while (entry.isPresent()) {
                String permissions = entry.get() instanceof LayerEntry.RegularFile file
                        ? String.format("%04o", file.attributes().mode())
                        : "no file";
                listing.append(entry.get().path())
                        .append(' ')
                        .append(permissions)
                        .append('\n');
                entry = reader.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return listing.toString();
    }

    @Test
    void aConfigurationThatIsNotReadAlikeByAllIsRefused() {
        assertThat(errorOfConfig("{\"User\": 1000}"))
                .isEqualTo("the User of its configuration is of another type than it can be; copy the image again");
        assertThat(errorOfConfig("{\"Entrypoint\": \"/bin/sh\"}")).startsWith("the Entrypoint of its configuration is");
        assertThat(errorOfConfig("{\"Cmd\": [\"a\", 1]}")).startsWith("the Cmd of its configuration is");
        assertThat(errorOfConfig("{\"Volumes\": [\"/data\"]}")).startsWith("the Volumes of its configuration is");
        assertThat(errorOfConfig("[]")).startsWith("the config of its configuration is");
        assertThat(errorOfConfig("{\"user\": \"0\", \"User\": \"1\"}"))
                .isEqualTo("its configuration writes User as user; copy the image again");
        assertThat(errorOfConfig("{\"User\": \"0\", \"User\": \"1\"}"))
                .isEqualTo("the configuration says something twice; copy the image again");
        new LayoutBuilder(folder)
                .image("{\"User\": null, \"Cmd\": null, \"Volumes\": null}", "")
                .build();
        assertThat(Image.read(folder, "", Platform.DEFAULT, Optional.empty())
                        .facts()
                        .user())
                .isEmpty();
    }

    private String errorOfConfig(String config) {
        new LayoutBuilder(folder).image(config, "").build();
        return error();
    }

    @Test
    void aMillionEntriesAreTooMany() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream layer = new GZIPOutputStream(out)) {
            byte[] entry =
                    Arrays.copyOf(new LayerBuilder().folder("d", 0755, 0, 0).build(), 512);
            for (int i = 0; i < 1_000_000; i++) layer.write(entry);
        }

        assertThat(errorOfBlob(out.toByteArray()))
                .isEqualTo("its layers have more than 500000 entries; make it smaller");
    }

    @Test
    void foldersThatAreEmptiedOverAndOverTakeNoTimeInTheirSquare() {
        LayerBuilder lower = new LayerBuilder();
        for (int i = 0; i < 40_000; i++) lower.file("d/" + i, 0644, 0, 0, "");
        LayerBuilder upper = new LayerBuilder();
        for (int i = 0; i < 20_000; i++)
            upper.opaque("d").file("d/n" + i, 0644, 0, 0, "").folder("d", 0755, 0, 0);
        LayerBuilder top = new LayerBuilder();
        for (int i = 0; i < 20_000; i++)
            top.without(".", "d").file("d", 0644, 0, 0, "").folder("d", 0755, 0, 0);
        new LayoutBuilder(folder)
                .layer(lower)
                .layer(upper)
                .layer(top)
                .image("{}", "")
                .build();

        assertThat(Image.read(folder, "", Platform.DEFAULT, Optional.empty())
                        .facts()
                        .files()
                        .orElseThrow()
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aLayerThatEndsTooEarlyIsSaidToDoSo(Compression compression) {
        byte[] tar = new LayerBuilder().file("a", 0644, 0, 0, "a".repeat(5000)).build();
        byte[] whole = LayoutBuilder.compressed(tar, compression);

        String error = errorOfBlob(Arrays.copyOf(whole, compression == Compression.NONE ? 3000 : whole.length - 9));

        assertThat(error)
                .endsWith(
                        compression == Compression.NONE
                                ? ": a tar ends within \"a\"; copy the image again"
                                : " cannot be decompressed, or ends too early; copy the image again");
    }

    @Test
    void aTarWithoutItsEndIsRead() {
        byte[] tar = new LayerBuilder().file("a", 0644, 0, 0, "a".repeat(100)).build();
        new LayoutBuilder(folder)
                .blobLayer(Arrays.copyOf(tar, 512 + 100), "")
                .image("{}", "")
                .build();

        assertThat(Image.read(folder, "", Platform.DEFAULT, Optional.empty())
                        .facts()
                        .files()
                        .orElseThrow()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aBlobIsWhatItsDigestSays() throws IOException {
        new LayoutBuilder(folder)
                .layer(new LayerBuilder().program("a"))
                .image("{}", "")
                .build();
        for (Path blob : blobs()) {
            byte[] bytes = Files.readAllBytes(blob);
            String name = "blob sha256:" + blob.getFileName();

            bytes[bytes.length - 9] ^= 1;
            Files.write(blob, bytes);
            assertThat(error())
                    .matches(".*(" + name
                            + " does not match its digest|decompressed, or ends too early); copy the image again");
            bytes[bytes.length - 9] ^= 1;
            Files.write(blob, Arrays.copyOf(bytes, bytes.length - 1));
            assertThat(error()).isEqualTo(name + " is shorter than its manifest says; copy the image again");
            Files.write(blob, Arrays.copyOf(bytes, bytes.length + 1));
            assertThat(error()).isEqualTo(name + " is longer than its manifest says; copy the image again");
            Files.delete(blob);
            assertThat(error()).isEqualTo(name + " is not there; copy the image again");
            Files.write(blob, bytes);
        }
        assertThatCode(() -> Image.read(folder, "", Platform.DEFAULT, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsNoLayoutIsSaidToBeNone() throws IOException {
        assertThat(error()).startsWith("is no OCI image layout: it has no index.json; make one: skopeo copy");
        Files.writeString(folder.resolve("index.json"), "[]");
        assertThat(error()).isEqualTo("index.json is no JSON object; copy the image again");
        Files.writeString(folder.resolve("index.json"), "{\"manifests\": ");
        assertThat(error()).isEqualTo("index.json is no JSON object; copy the image again");
        Files.writeString(folder.resolve("index.json"), "{}");
        assertThat(error()).isEqualTo("holds no image; copy the image again");
        Files.writeString(
                folder.resolve("index.json"), "{\"manifests\": [{\"digest\": \"sha256:../../x\", \"size\": 1}]}");
        assertThat(error()).isEqualTo("\"sha256:../../x\" is no digest that can be checked; copy the image again");
        Files.write(folder.resolve("index.json"), new byte[Limits.JSON_BYTES + 1]);
        assertThat(error()).startsWith("index.json has more than 4194304 bytes");
        assertThatThrownBy(() -> OciLayout.open(folder.resolve("none"))).hasMessage("no such folder; check the path");
        assertThatThrownBy(() -> OciLayout.open(folder.resolve("index.json")))
                .hasMessage("is a file and no OCI image layout; unpack it into a folder: tar -xf FILE -C DIR");
    }

    @Test
    void indexesWithinIndexesEnd() {
        LayoutBuilder layout = new LayoutBuilder(folder);
        String inner = layout.manifest("linux", "amd64", "{}", "");
        for (int i = 0; i < 6; i++) inner = layout.index("", inner);
        layout.list(inner).build();

        assertThat(error()).isEqualTo("indexes are nested more than 4 deep; do not run this image");
    }

    /** Whatever is changed in a layer, it is read or refused with one error, and within its bounds. */
    @Test
    void damagedLayersAreReadOrRefused() {
        long seed = Long.getLong("leastwise.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] tar = new LayerBuilder()
                .folder("etc", 0755, 0, 0)
                .file("etc/passwd", 0644, 0, 0, "root:x:0:0::/root:/bin/sh\n")
                .link("lib", "usr/lib")
                .file("usr/lib/" + "n".repeat(150), 04755, 0, 70000, "content".repeat(300))
                .attribute("security.capability", new byte[20])
                .hardLink("bin", "etc/passwd")
                .gnu()
                .file("g".repeat(150), 0644, 3_000_000, 0, "x")
                .without("etc", "shadow")
                .opaque("lib")
                .build();
        for (Compression compression : Compression.values()) {
            byte[] whole = LayoutBuilder.compressed(tar, compression);
            for (int i = 0; i < 1500; i++) {
                byte[] damaged = mutated(whole, tar, compression, random);
                assertThatCode(() -> read(damaged))
                        .as("seed %d, %s, round %d", seed, compression, i)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                error -> assertThat(error).isInstanceOf(ImageError.class));
            }
        }
    }

    private static byte[] mutated(byte[] whole, byte[] tar, Compression compression, Random random) {
        boolean inside = random.nextInt(3) == 0;
        byte[] bytes = (inside ? tar : whole).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(600), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return inside ? LayoutBuilder.compressed(random.nextBoolean() ? resealed(bytes) : bytes, compression) : bytes;
    }

    static int read(byte[] blob) throws IOException {
        Overlay overlay = new Overlay();
        try (LayerReader reader = LayerReader.of(new ByteArrayInputStream(blob), "layer")) {
            Optional<LayerEntry> entry = reader.next();
            while (entry.isPresent()) {
                overlay.apply(entry.get());
                entry = reader.next();
            }
        }
        return overlay.tree().size();
    }

    /** The tar with the checksums of its headers made right where they stand. */
    static byte[] resealed(byte[] tar) {
        byte[] sealed = tar.clone();
        for (int block = 0; block + 512 <= sealed.length; block += 512) {
            if (sealed[block + 257] != 'u') continue;
            Arrays.fill(sealed, block + 148, block + 156, (byte) ' ');
            int sum = 0;
            for (int i = block; i < block + 512; i++) sum += sealed[i] & 0xFF;
            byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, sealed, block + 148, 8);
        }
        return sealed;
    }

    private int files(LayerBuilder layer) {
        new LayoutBuilder(folder).layer(layer).image("{}", "").build();
        return Image.read(folder, "", Platform.DEFAULT, Optional.empty())
                .facts()
                .files()
                .orElseThrow()
                .size();
    }

    private String error(LayerBuilder layer) {
        return error(layer.build(), Compression.GZIP);
    }

    private String error(byte[] tar, Compression compression) {
        return errorOfBlob(LayoutBuilder.compressed(tar, compression));
    }

    private String errorOfBlob(byte[] layer) {
        new LayoutBuilder(folder).blobLayer(layer, "").image("{}", "").build();
        return error();
    }

    private String error() {
        ImageError error = catchThrowableOfType(
                ImageError.class, () -> Image.read(folder, "", Platform.DEFAULT, Optional.empty()));
        assertThat(error).isNotNull();
        assertThat(error.fact() + error.remedy()).doesNotContain("\n");
        return error.getMessage();
    }

    private List<Path> blobs() throws IOException {
        try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
            return blobs.toList();
        }
    }
}
