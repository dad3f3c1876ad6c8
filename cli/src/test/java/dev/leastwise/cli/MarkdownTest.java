package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments in Markdown, as they are and as they are shown. */
class MarkdownTest {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @TempDir
    Path folder;

    @Test
    void showsTheWorstFirstAndEachReasonOnce() {
        assertThat(Ran.of("check", "-o", "markdown", Reports.MANIFEST).out()).isEqualTo("");
    }

    @Test
    void noNameBecomesMarkupMentionOrLink() throws IOException {
        Path hostile = Files.writeString(folder.resolve("x|y`@z`.yaml"), Hostile.MANIFEST);

        String html = shown(Ran.of("check", "-o", "markdown", hostile.toString()).out());

        assertThat(TAG.matcher(html).results().map(MatchResult::group))
                .isSubsetOf(
                        "<h3>", "</h3>", "<p>", "</p>", "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>",
                        "<tr>", "</tr>", "<th>", "</th>", "<td>", "</td>", "<code>", "</code>", "<details>", "</details>",
                        "<summary>", "</summary>", "<strong>", "</strong>", "<em>", "</em>");
        for (String row : html.split("<tr>")) {
            assertThat(row.split("<td>|<th>").length - 1).as(row).isIn(0, 4);
        }
        String text = html.replaceAll("<code>.*?</code>", "").replace("\u200B", "ZERO");
        assertThat(text).contains("@ZEROeveryone", "#ZERO1", "https:ZERO//evil").doesNotContain("@everyone");
        assertThat(text).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
        assertThat(html).contains("x|y`@z`.yaml");
    }

    @Test
    void isNoLongerThanACommentMayBeAndSaysWhatIsCut() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            many.append("---\n").append(Hostile.MANIFEST.replace("hostPID: true", "hostIPC: true"));
        }
        String file = Files.writeString(folder.resolve("many.yaml"), many).toString();

        String markdown = Ran.of("check", "-o", "markdown", file).out();

        assertThat(markdown.length()).isBetween(60_000, 65_536);
        assertThat(markdown).containsPattern("\\*\\*\\d+ more do not fit into a comment\\*\\*");
        assertThat(shown(markdown)).contains("<summary>").contains("</details>");
    }

    private static String shown(String markdown) {
        List<Extension> extensions = List.of(TablesExtension.create(), AutolinkExtension.create());
        return HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
    }
}
