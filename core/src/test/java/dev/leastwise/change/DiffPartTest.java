package dev.leastwise.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people see what edits do. */
class DiffPartTest {

    private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    @Test
    void hasTwoLinesAroundWhatChanges() {
        assertThat(parts(TEN, "5", "five")).containsExactly(new DiffPart(3, """
                 3
                 4
                -5
                +five
                 6
                 7
                """));
    }

    @Test
    void isOneWhereTheLinesAroundTouchAndElseSeveral() {
        assertThat(parts(TEN, "2\n", "", "5", "five", "10", "ten"))
                .containsExactly(new DiffPart(1, """
                         1
                        -2
                         3
                         4
                        -5
                        +five
                         6
                         7
                        """), new DiffPart(8, """
                         8
                         9
                        -10
                        +ten
                        """));
    }

    @Test
    void showsNoLineAsChangedThatOnlyEndsOtherwise() {
        assertThat(parts("a: 1\r\nb: 2", "2", "2\r\nc: 3")).containsExactly(new DiffPart(1, """
                 a: 1
                 b: 2
                +c: 3
                """));
        assertThat(parts("a: 1\nb: 2\n", "b: 2\n", "")).containsExactly(new DiffPart(1, """
                 a: 1
                -b: 2
                """));
        assertThat(parts("a: 1\n", "1\n", "1\nb: 2\n")).containsExactly(new DiffPart(1, """
                 a: 1
                +b: 2
                """));
    }

    @Test
    void showsOfAVeryLongLineWhatIsNear() {
        String far = "😀".repeat(1_000);

        assertThat(parts(far + "here" + far, "here", "there"))
                .containsExactly(new DiffPart(
                        1,
                        "-…" + "😀".repeat(60) + "here" + "😀".repeat(60) + "…\n+…" + "😀".repeat(60) + "there"
                                + "😀".repeat(60) + "…\n"));
        assertThat(parts("a\n" + far + "\nb\n", far + "\n", ""))
                .containsExactly(new DiffPart(1, " a\n-" + "😀".repeat(400) + "…\n b\n"));
    }

    /** What edits do that replace the first of some texts, each behind the one before. */
    private static List<DiffPart> parts(String text, String... pairs) {
        List<TextEdit> edits = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            int start = text.indexOf(pairs[i], from);
            from = start + pairs[i].length();
            edits.add(new TextEdit(bytes(text, start), bytes(text, from), pairs[i + 1]));
        }
        return DiffPart.of(SourceText.of("a.yaml", text), edits);
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(UTF_8).length;
    }
}
