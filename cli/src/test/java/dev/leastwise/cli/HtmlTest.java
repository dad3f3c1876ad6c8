package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report as text; {@link BrowserTest} opens it. */
class HtmlTest {

    @TempDir
    Path folder;

    @Test
    void aBrowserMayApplyAndRunWhatThePageHoldsAndNothingElse() throws Exception {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(page).contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                + digest(page, "style") + "'; script-src 'sha256-" + digest(page, "script")
                + "'; base-uri 'none'; form-action 'none'\">");
        assertThat(page).doesNotContain("http:", "https:", "style=", "onclick=");
    }

    @Test
    void showsAFindingWithItsLinesItsReasonAndItsRemedy() {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(article(page, "privileged")).isEqualTo("");
    }

    @Test
    void showsAtAGlanceWhatAContainerIsGranted() {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(page.substring(page.lastIndexOf("<div class=\"container\">"), page.indexOf("<article")))
                .isEqualTo("");
    }

    @Test
    void showsWhatAStandardRefusesWhatIsSuppressedAndWhatWasNotRead() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid -- it watches <b>processes</b>
                  containers: [{name: app, image: nginx}]
                """);

        String page = Ran.of("check", "-o", "html", "--standard", "baseline", pod.toString(), "missing&.yaml")
                .out();

        assertThat(page)
                .contains("<b class=\"free\">refused</b> by PodSecurity baseline:latest\n<ul>\n"
                        + "<li>line 5: host namespaces (hostPID=true)</li>")
                .contains("class=\"high suppressed\"")
                .contains("<p class=\"settled\">Suppressed by a comment: it watches &lt;b&gt;processes&lt;/b&gt;</p>")
                .contains("<li><b>not read</b> <code>missing&amp;.yaml</code> no such file or folder; check the path</li>");
    }

    @Test
    void noNameLeavesItsPlace() throws IOException {
        Path hostile = Files.writeString(folder.resolve("<b>.yaml"), Hostile.MANIFEST);

        String page = Ran.of("check", "-o", "html", "--standard", "baseline", hostile.toString())
                .out();

        assertThat(page).doesNotContain("<script>alert", "<img", "\" onmouseover", "\u202E", "\u0007", "<b>.yaml");
        assertThat(page.split("<script", -1)).hasSize(2);
    }

    private static String article(String page, String rule) {
        Matcher article = Pattern.compile("<article [^>]*data-rule=\"" + rule + "\".*?</article>", Pattern.DOTALL)
                .matcher(page);
        assertThat(article.find()).isTrue();
        return article.group();
    }

    private static String digest(String page, String element) throws Exception {
        Matcher content =
                Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(page);
        assertThat(content.find()).isTrue();
        byte[] text = content.group(1).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    }
}
