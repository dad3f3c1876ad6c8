package dev.leastwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.image.fixture.DebianImage;
import dev.leastwise.image.fixture.LayerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Go's archive/tar, with which runtimes unpack layers, is asked what odd tars hold: nothing may be hidden from it or from us. */
class GoWitnessTest {

    private static final String PROGRAM = """
            package main

            import (
            	"archive/tar"
            	"bytes"
            	"fmt"
            	"io"
            	"os"
            	"path/filepath"
            	"strconv"
            )

            func main() {
            	for i := 0; ; i++ {
            		file, err := os.ReadFile(filepath.Join(os.Args[1], strconv.Itoa(i)))
            		if err != nil {
            			return
            		}
            		fmt.Println(i)
            		reader := tar.NewReader(bytes.NewReader(file))
            		for {
            			h, err := reader.Next()
            			if err != nil {
            				if err != io.EOF {
            					fmt.Println("error")
            				}
            				break
            			}
            			if h.Typeflag == tar.TypeXGlobalHeader {
            				continue
            			}
            			attribute := h.PAXRecords["SCHILY.xattr.security.capability"]
            			fmt.Printf("%c %o %d:%d %x %x %x\\n", h.Typeflag, h.Mode&07777, h.Uid, h.Gid, h.Name, h.Linkname, attribute)
            		}
            	}
            }
            """;

    private static final int TARS = 3000;
    private static final String ERROR = "error";

    /** Where the fields of a header begin, and how long they are. */
    private static final int[][] FIELDS = {
        {0, 100}, {100, 8}, {108, 8}, {116, 8}, {124, 12}, {156, 1}, {157, 100}, {257, 8}, {345, 24}, {508, 4}
    };

    private static final byte[] ODD = "\0\0 0157/.xgLKS2\u0080\u00FF".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    @Test
    void whatGoReadsIsReadAlikeOrRefused() throws IOException, InterruptedException {
        assumeTrue(DebianImage.has("go"), "needs go: it reads tars for comparison");
        long seed = Long.getLong("leastwise.seed", System.nanoTime());
        System.out.println("tars that Go reads, too: seed " + seed + " (-Dleastwise.seed)");
        Random random = new Random(seed);
        List<byte[]> tars = new ArrayList<>();
        for (int i = 0; i < TARS; i++) {
            tars.add(odd(random.nextBoolean() ? tar(new LayerBuilder()) : tar(new LayerBuilder().gnu()), random));
            Files.write(folder.resolve(Integer.toString(i)), tars.getLast());
        }
        List<List<String>> witnessed = witnessed();

        assertThat(witnessed).hasSize(TARS);
        int alike = 0;
        for (int i = 0; i < TARS; i++) {
            List<String> witness = witnessed.get(i);
            if (witness.contains(ERROR)) continue;
            List<String> read = read(tars.get(i));
            boolean refused = read.remove(ERROR);
            assertThat(read)
                    .as("tar %d of seed %d", i, seed)
                    .isEqualTo(refused ? witness.subList(0, read.size()) : witness);
            if (!refused) alike++;
        }
        assertThat(alike).isGreaterThan(TARS / 10);
    }

    private static byte[] tar(LayerBuilder layer) {
        return layer.folder("d", 0755, 0, 0)
                .file("d/" + "n".repeat(120), 04755, 0, 3_000_000, "content")
                .attribute("security.capability", new byte[] {1, 0, (byte) 0xFF})
                .file("d/su", 04755, 0, 0, "x".repeat(512))
                .link("l", "t".repeat(120))
                .hardLink("h", "d/su")
                .header('x', "12 path=new\n".getBytes(StandardCharsets.UTF_8))
                .file("old", 02755, 0, 5, "")
                .build();
    }

    /** With some bytes of its headers changed, the checksums made right. */
    private static byte[] odd(byte[] tar, Random random) {
        List<Integer> headers = new ArrayList<>();
        for (int at = 0; at + 512 <= tar.length; at += 512) if (tar[at + 257] == 'u') headers.add(at);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int header = headers.get(random.nextInt(headers.size()));
            int[] field = FIELDS[random.nextInt(FIELDS.length)];
            int at = header + field[0] + random.nextInt(field[1]);
            switch (random.nextInt(8)) {
                case 0 -> System.arraycopy(tar, headers.get(random.nextInt(headers.size())), tar, header, 512);
                case 1 -> Arrays.fill(tar, header, header + 512, (byte) 0);
                default -> tar[at] = ODD[random.nextInt(ODD.length)];
            }
        }
        return HostileImageTest.resealed(tar);
    }

    private List<List<String>> witnessed() throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("main.go"), PROGRAM);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder("go", "run", program.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        List<List<String>> witnessed = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            if (line.equals(Integer.toString(witnessed.size()))) witnessed.add(new ArrayList<>());
            else witnessed.getLast().add(line);
        }
        return witnessed;
    }

    private static List<String> read(byte[] tar) {
        List<String> entries = new ArrayList<>();
        try {
            TarReader reader = new TarReader(new ByteArrayInputStream(tar));
            Optional<TarHeader> header = reader.next();
            while (header.isPresent()) {
                entries.add(line(header.get()));
                header = reader.next();
            }
        } catch (ImageError | IOException e) {
            entries.add(ERROR);
        }
        return entries;
    }

    private static String line(TarHeader header) {
        char untyped = header.name().endsWith("/") ? '5' : '0';
        return String.format(
                "%c %o %d:%d %s %s %s",
                header.type() == 0 ? untyped : header.type(),
                header.mode(),
                header.uid(),
                header.gid(),
                hex(header.name()),
                hex(header.linkName()),
                HexFormat.of().formatHex(header.attributes().getOrDefault("security.capability", new byte[0])));
    }

    /** The bytes that a name was made of. */
    private static String hex(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        name.codePoints().forEach(c -> {
            if (c >= 0x10FF00) bytes.write(c & 0xFF);
            else bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
