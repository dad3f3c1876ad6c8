package dev.leastwise.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.image.fixture.DebianImage;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.image.fixture.LayoutBuilder.Compression;
import dev.leastwise.privilege.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real root file systems, held against what other programs see in them. */
class DebianImagesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "redis-server"})
    void theFilesAreThoseThatTarLists(String debianPackage) throws Exception {
        Path tar = DebianImage.tar(debianPackage);
        new LayoutBuilder(folder)
                .layer(new LayerBuilder().all(tar))
                .image("{}", "")
                .build();
        Image image = Image.read(folder, "", Platform.DEFAULT, Optional.empty());

        List<String> listed = new ArrayList<>();
        for (String line :
                output("tar", "--numeric-owner", "-tvf", tar.toString()).split("\n", -1)) {
            String[] fields = line.split(" +", 6);
            if (fields.length < 6 || "bc".indexOf(fields[0].charAt(0)) >= 0) continue;
            String path = fields[5]
                    .replaceFirst("^\\./", "/")
                    .replaceFirst("(.)/$", "$1")
                    .replaceFirst(" (->|link to) .*", "");
            listed.add(fields[0].replace('h', '-') + ' ' + fields[1] + ' ' + path);
        }

        assertThat(image.facts().files().orElseThrow().all())
                .extracting(file -> letters(file) + ' ' + file.uid() + '/' + file.gid() + ' ' + file.path())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void theFilesAreThoseThatUmociUnpacks() throws Exception {
        assumeTrue(DebianImage.has("umoci"), "needs umoci: it unpacks layers over each other");
        assumeTrue(output("id", "-u").equals("0\n"), "needs root: only root can unpack other users' files");
        Path tar = DebianImage.tar("nginx");
        byte[] binds = HexFormat.of().parseHex("0100000200040000000000000000000000000000");
        Path layout = folder.resolve("layout");
        DebianImage.layers(new LayoutBuilder(layout), tar, "", "")
                .layer(
                        new LayerBuilder()
                                .attribute("security.capability", binds)
                                .program("usr/sbin/nginx")
                                .without("usr/bin", "passwd")
                                .without("usr/share", "doc")
                                .folder("usr/share/doc/new", 0700, 7, 8)
                                .opaque("etc/nginx")
                                .file("etc/nginx/nginx.conf", 0640, 0, 33, "")
                                .hardLink("usr/sbin/twin", "usr/bin/chfn")
                                .link("usr/sbin/soft", "/usr/bin/chsh"),
                        Compression.GZIP)
                .image("{}", "a")
                .build();
        Image image = Image.read(layout, "a", Platform.DEFAULT, Optional.empty());
        Path bundle = folder.resolve("bundle");
        output("umoci", "unpack", "--image", layout + ":a", bundle.toString());
        Path root = bundle.resolve("rootfs");
        List<String> unpacked = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Map<String, Object> status = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
                String path = file.equals(root) ? "/" : "/" + root.relativize(file);
                unpacked.add(Integer.toOctalString((Integer) status.get("mode"))
                        + ' '
                        + status.get("uid")
                        + ':'
                        + status.get("gid")
                        + ' '
                        + path);
            }
        }

        assertThat(image.facts().files().orElseThrow().all())
                .extracting(file ->
                        Integer.toOctalString(file.mode()) + ' ' + file.uid() + ':' + file.gid() + ' ' + file.path())
                .containsExactlyInAnyOrderElementsOf(unpacked);
        if (DebianImage.has("getcap")) {
            assertThat(output("getcap", root.resolve("usr/sbin/nginx").toString()))
                    .endsWith("nginx cap_net_bind_service=ep\n");
        }
        output("rm", "-rf", bundle.toString());
        assertThat(image.facts().files().orElseThrow().raising())
                .filteredOn(file -> file.path().equals("/usr/sbin/nginx"))
                .extracting(file -> file.capabilities().orElseThrow().toString())
                .containsExactly("cap_net_bind_service=ep");
    }

    /** The start of a real layer, damaged in many ways, is read or refused with one error. */
    @Test
    void damagedRealLayersAreReadOrRefused() throws Exception {
        byte[] tar = Files.readAllBytes(DebianImage.tar("nginx"));
        long seed = Long.getLong("leastwise.seed", System.nanoTime());
        Random random = new Random(seed);
        for (Compression compression : Compression.values()) {
            byte[] whole = LayoutBuilder.compressed(Arrays.copyOf(tar, 1 << 19), compression);
            for (int i = 0; i < 200; i++) {
                byte[] damaged = whole.clone();
                for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThatCode(() -> HostileImageTest.read(damaged))
                        .as("seed %d, %s, round %d", seed, compression, i)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                error -> assertThat(error).isInstanceOf(ImageError.class));
            }
        }
    }

    private static String letters(ImageFile file) {
        StringBuilder letters = new StringBuilder();
        letters.append(file.isFolder() ? 'd' : file.isLink() ? 'l' : '-');
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = (file.mode() >> shift) & 7;
            int special = (file.mode() >> (9 + shift / 3)) & 1;
            letters.append((bits & 4) == 0 ? '-' : 'r').append((bits & 2) == 0 ? '-' : 'w');
            String execute = shift == 0 ? "-xTt" : "-xSs";
            letters.append(execute.charAt(special * 2 + (bits & 1)));
        }
        return letters.toString();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
