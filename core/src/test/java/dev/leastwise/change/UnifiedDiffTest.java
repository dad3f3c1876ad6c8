package dev.leastwise.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.UnifiedDiff.Marked;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the diff of an edited text looks. */
class UnifiedDiffTest {

    private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    @Test
    void showsThreeLinesAroundWhatChanges() throws Exception {
        assertThat(diff(TEN, replace(TEN, "5\n", "five\n", ""))).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """);
    }

    @Test
    void saysMarksBehindTheLineNumbersEachOnce() throws Exception {
        assertThat(diff(
                        TEN,
                        replace(TEN, "1\n", "", "SAFE one"),
                        replace(TEN, "3\n", "3\n3a\n3b\n", "NEEDS_TEST three"),
                        replace(TEN, "5", "", "SAFE one"),
                        replace(TEN, "10\n", "ten\n", "")))
                .isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,10 +1,11 @@ SAFE one, NEEDS_TEST three
                -1
                 2
                 3
                +3a
                +3b
                 4
                -5
                +
                 6
                 7
                 8
                 9
                -10
                +ten
                """);
    }

    @Test
    void makesHunksOfTheirOwnOfWhatIsFurtherApart() throws Exception {
        assertThat(diff(
                        TEN,
                        replace(TEN, "1\n", "one\nand a half\n", "SAFE one"),
                        replace(TEN, "9\n", "", "NEEDS_TEST nine")))
                .isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,4 +1,5 @@ SAFE one
                -1
                +one
                +and a half
                 2
                 3
                 4
                @@ -6,5 +7,4 @@ NEEDS_TEST nine
                 6
                 7
                 8
                -9
                 10
                """);
    }

    @Test
    void doesNotShowLinesThatAnEditLeavesEqual() throws Exception {
        String text = "a:\n  b: 1\n  c: 2\n  d: 3\ne: 4\n";

        assertThat(diff(
                        text,
                        replace(text, "  b: 1\n  c: 2\n  d: 3\n", "  b: 1\n  x: 0\n  c: 2\n  y: 9\n  d: 3\n", "")))
                .isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,5 +1,7 @@
                 a:
                   b: 1
                +  x: 0
                   c: 2
                +  y: 9
                   d: 3
                 e: 4
                """);
        assertThat(diff(text, replace(text, "b: 1\n  c: 2", "b: 1\n  c: 2", "SAFE nothing")))
                .isEmpty();
        assertThat(diff(text)).isEmpty();
    }

    /** Every second line stays, but two million pairs of lines are too many to find that out. */
    @Test
    void replacesAllLinesWhereTheyAreTooManyToCompare() throws Exception {
        StringBuilder odd = new StringBuilder();
        StringBuilder even = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            odd.append(i % 2 == 0 ? "same " : "before ").append(i / 2).append('\n');
            even.append(i % 2 == 0 ? "after " : "same ").append(i / 2).append('\n');
        }

        assertThat(diff(odd.toString(), replace(odd.toString(), odd.toString(), even.toString(), "")))
                .isEqualTo("--- a/a.yaml\n+++ b/a.yaml\n@@ -1,1500 +1,1500 @@\n"
                        + odd.toString().replaceAll("(?m)^(?=.)", "-")
                        + even.toString().replaceAll("(?m)^(?=.)", "+"));
    }

    @Test
    void tellsOfALastLineWithoutALineFeed() throws Exception {
        assertThat(diff("a\nb", new Marked(new TextEdit(3, 3, "\nc"), ""))).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,2 +1,3 @@
                 a
                -b
                \\ No newline at end of file
                +b
                +c
                \\ No newline at end of file
                """);
        assertThat(diff("a\nb", replace("a\nb", "a", "c", ""))).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,2 +1,2 @@
                -a
                +c
                 b
                \\ No newline at end of file
                """);
    }

    @Test
    void countsFromNothingAndToNothing() throws Exception {
        assertThat(diff("", new Marked(new TextEdit(0, 0, "a\n"), ""))).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -0,0 +1 @@
                +a
                """);
        assertThat(diff("a\n", replace("a\n", "a\n", "", ""))).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1 +0,0 @@
                -a
                """);
    }

    @Test
    void keepsCarriageReturnsAndTheByteOrderMark() throws Exception {
        SourceText text = SourceText.decode("a.yaml", "\uFEFFa: 1\r\nb: 2\r\n".getBytes(UTF_8));

        assertThat(diff(
                        text,
                        new Marked(new TextEdit(0, 0, "# new\r\n"), ""),
                        new Marked(new TextEdit(9, 10, "3"), "")))
                .isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,2 +1,3 @@
                -\uFEFFa: 1\r
                -b: 2\r
                +\uFEFF# new\r
                +a: 1\r
                +b: 3\r
                """);
    }

    @Test
    void namesFilesAsGitDoes() throws Exception {
        assertThat(names("apps/web.yaml")).containsExactly("--- a/apps/web.yaml", "+++ b/apps/web.yaml");
        assertThat(names("./apps//web/../a.yaml")).containsExactly("--- a/apps/a.yaml", "+++ b/apps/a.yaml");
        assertThat(names("/etc/a.yaml")).containsExactly("--- a/etc/a.yaml", "+++ b/etc/a.yaml");
        assertThat(names("my apps/a.yaml")).containsExactly("--- a/my apps/a.yaml\t", "+++ b/my apps/a.yaml\t");
        assertThat(names("\u00E4\"\\\n\u001B \uD83D\uDE00.yaml"))
                .containsExactly(
                        "--- \"a/\\303\\244\\\"\\\\\\n\\033 \\360\\237\\230\\200.yaml\"\t",
                        "+++ \"b/\\303\\244\\\"\\\\\\n\\033 \\360\\237\\230\\200.yaml\"\t");
    }

    @Test
    void saysOfEachLineWhatItIs() throws Exception {
        List<String> kinds = new ArrayList<>();

        UnifiedDiff.of(SourceText.of("a.yaml", "a\nb"), List.of(new Marked(new TextEdit(2, 3, "c\n"), "SAFE x")))
                .writeTo((kind, line) -> kinds.add(kind + " " + line));

        assertThat(kinds)
                .containsExactly(
                        "FILE --- a/a.yaml",
                        "FILE +++ b/a.yaml",
                        "HUNK @@ -1,2 +1,2 @@ SAFE x",
                        "CONTEXT  a",
                        "REMOVED -b",
                        "NO_LINE_FEED \\ No newline at end of file",
                        "ADDED +c");
    }

    /** An edit of the first place where something stands. */
    private static Marked replace(String text, String what, String by, String mark) {
        int at = text.indexOf(what);
        return new Marked(new TextEdit(at, at + what.length(), by), mark);
    }

    private static String diff(String text, Marked... edits) throws IOException {
        return diff(SourceText.of("a.yaml", text), edits);
    }

    private static String diff(SourceText text, Marked... edits) throws IOException {
        StringBuilder out = new StringBuilder();
        UnifiedDiff.of(text, List.of(edits)).writeTo(out);
        return out.toString();
    }

    private static List<String> names(String name) throws IOException {
        return diff(SourceText.of(name, "a\n"), new Marked(new TextEdit(0, 0, "b\n"), ""))
                .lines()
                .limit(2)
                .toList();
    }
}
