package dev.leastwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How text is broken into the lines of a terminal. */
class ColumnsTest {

    @Test
    void breaksAtSpacesAndGivesALongerWordALineOfItsOwn() {
        assertThat(Columns.lines("set readOnlyRootFilesystem: true in the securityContext", 16))
                .containsExactly("set", "readOnlyRootFilesystem:", "true in the", "securityContext");
    }

    @Test
    void countsTheColumnsThatWideCharactersTake() {
        assertThat(Columns.lines("権限 権限 a\u0301b", 4)).containsExactly("権限", "権限", "a\u0301b");
    }

    @Test
    void breaksPlainTextAsItBreaksAnyOther() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String plain = text(random, "abc");
            int width = 1 + random.nextInt(12);
            assertThat(Columns.lines(plain, width))
                    .as("seed %d: \"%s\" in %d columns", seed, plain, width)
                    .isEqualTo(filled(plain, width));
            // A letter of another alphabet takes one column, too, and goes the way of those that must be asked.
            String asked = plain.replace('a', 'я');
            assertThat(Columns.lines(asked, width))
                    .as("seed %d: \"%s\" in %d columns", seed, asked, width)
                    .isEqualTo(filled(asked, width));
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(8); words >= 0; words--) {
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            if (words > 0) text.append(' ');
        }
        return text.toString();
    }

    /** One word after the other on a line while it fits. */
    private static List<String> filled(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line);
                line = "";
            }
            line = line.isEmpty() ? word : line + " " + word;
        }
        lines.add(line);
        return lines;
    }
}
