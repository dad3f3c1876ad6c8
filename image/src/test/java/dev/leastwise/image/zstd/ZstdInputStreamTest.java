package dev.leastwise.image.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.image.fixture.LayoutBuilder.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The decoder, against what another program compresses, and against what nobody does. */
@Timeout(60)
class ZstdInputStreamTest {

    private static final long SEED = Long.getLong("leastwise.seed", System.nanoTime());

    @Test
    void decodesWhatOthersEncode() throws IOException {
        Random random = new Random(SEED);
        for (int length : new int[] {0, 1, 5, 100, 1000, 70_000, 131_072, 131_073, 300_000, 3_000_000}) {
            for (int kind = 0; kind < 5; kind++) {
                byte[] plain = text(length, kind, random);
                assertThat(decoded(LayoutBuilder.compressed(plain, Compression.ZSTD)))
                        .as("seed %d, length %d, kind %d", SEED, length, kind)
                        .isEqualTo(plain);
            }
        }
    }

    /** Made by zstd 1.5.4: seq 1 150 | zstd -19 | xxd -p. */
    @Test
    void decodesAFrameOfTheReferenceEncoder() throws IOException {
        String frame = """
                28b52ffd0468c50600c61e3509b0eb244988705298752f00330031008b1c7265ca205f6c71c5144f2c71c48d19437cdd7a75\
                ead3a5476f67877edc7871e2c385072f27077edb353dcb71678f2d76d8b569837db5d555533db5d451b7660df5d146174df4\
                d042075d9a34d037db5c33cd33cb1c7367ce309f6c72c9248f04fcc88dbcc8897cc8853cc84b4e72203fe006bc8013f0012e\
                c0037881133800bfdbeebae99e5beeb87bf386fb6cb3cb260bc3f0136ec24b38091fe1223c8457388583f00b6ec12b38059f\
                e0123c8237388343f02bb7f22aa7f22997f2286f39cba101009d2abfff""";
        String plain = IntStream.rangeClosed(1, 150).mapToObj(i -> i + "\n").collect(Collectors.joining());

        assertThat(decoded(HexFormat.of().parseHex(frame))).asString(UTF_8).isEqualTo(plain);
        assertThat(decoded(HexFormat.of().parseHex("28b52ffd0068190000616263")))
                .asString(UTF_8)
                .isEqualTo("abc");
    }

    @Test
    void framesFollowEachOtherAndSkippableOnesArePassedOver() throws IOException {
        byte[] one = LayoutBuilder.compressed("one ".repeat(100).getBytes(UTF_8), Compression.ZSTD);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(HexFormat.of().parseHex("5f2a4d1803000000010203"));
        all.writeBytes(one);

        assertThat(decoded(all.toByteArray())).asString(UTF_8).isEqualTo("one ".repeat(200));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> decoded(HexFormat.of().parseHex("28b52ffd0188")))
                .hasMessage("a frame ends too early");
        assertThatThrownBy(() -> decoded(HexFormat.of().parseHex("28b52ffd00ff190000616263")))
                .hasMessage("a frame needs too much memory");
        assertThatThrownBy(() -> decoded(HexFormat.of().parseHex("28b52ffd015807190000616263")))
                .hasMessage("a frame needs a dictionary");
        assertThatThrownBy(() -> decoded(HexFormat.of().parseHex("1f8b0800")))
                .hasMessage("a frame does not begin as one");
    }

    @Test
    void damagedFramesAreDecodedOrRefused() {
        Random random = new Random(SEED);
        byte[] plain = text(20_000, 2, random);
        byte[] whole = LayoutBuilder.compressed(plain, Compression.ZSTD);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] input = random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            assertThatCode(() -> decoded(input))
                    .as("seed %d, round %d", SEED, i)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            error -> assertThat(error).isInstanceOf(IOException.class));
        }
    }

    private static byte[] text(int length, int kind, RandomGenerator random) {
        byte[] text = new byte[length];
        if (kind == 0) return text;
        random.nextBytes(text);
        if (kind == 1) return text;
        for (int i = 0; i < length; i++) {
            if (kind == 2) text[i] = (byte) "etaoin shrdlu\n".charAt((text[i] & 0xFF) * 14 / 256);
            if (kind == 3 && i > 300 && i % 1000 > 20) text[i] = text[i - 300];
            if (kind == 4) text[i] = (byte) (i / 7 * (i & 3));
        }
        return text;
    }

    private static byte[] decoded(byte[] bytes) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(64 << 20);
        }
    }
}
