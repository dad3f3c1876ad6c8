package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Where offsets are in a text, however long its lines. */
class SourceTextTest {

    @Test
    void countsCodePointsInLinesOfAnyLength() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < 20_000) {
            text.appendCodePoint("aé€\uD83D\uDE00\t".codePoints().toArray()[random.nextInt(5)]);
            if (random.nextInt(4_000) == 0) text.append('\n');
        }
        SourceText source = SourceText.of("f", text.toString());

        int line = 1;
        int column = 1;
        int offset = 0;
        for (int c : text.codePoints().toArray()) {
            assertThat(source.position(offset)).as("offset %s", offset).isEqualTo(new Position(line, column));
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
            offset += Character.toString(c).getBytes(UTF_8).length;
        }
        assertThat(source.position(offset)).isEqualTo(new Position(line, column));
    }

    @Test
    void findsPlacesInOneLongLineInNoTimeThatGrowsWithIt() {
        String text = "\"é\",".repeat(1_000_000);
        SourceText source = SourceText.of("f", text);

        assertThat(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 100_000; i++) source.location(source.length() - 10 - i, source.length() - 5);
                }))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void showsOfALongLineWhatIsAroundThePlace() {
        SourceText source = SourceText.of("f", "a: b\n" + "é".repeat(1_000) + "here" + "x".repeat(1_000));

        Location at = source.location(5 + 2_000, 5 + 2_004);

        assertThat(at.column()).isEqualTo(1_001);
        assertThat(at.excerptColumn()).isEqualTo(951);
        assertThat(at.excerpt()).startsWith("é".repeat(50) + "herexxx").hasSizeLessThan(401);
        assertThat(source.location(0, 1).excerpt()).isEqualTo("a: b");
        assertThat(source.location(0, 1).excerptColumn()).isOne();
    }
}
