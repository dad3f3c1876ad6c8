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
        assertThat(Ran.of("check", "-o", "markdown", Reports.MANIFEST).out()).isEqualTo("""
                ### Leastwise: 1 critical, 2 low, 3 info

                2 containers of 1 workload in 1 file checked. Undecided: 3.

                | severity | finding | where | rule |
                | --- | --- | --- | --- |
                | critical | Pod "web" in namespace "shop": container "app" is privileged | `cli/src/test/resources/reports.yaml:11` | `privileged` |
                | low | Pod "web" in namespace "shop": nothing but runAsUser: 1000 keeps container "app" from running as root | `cli/src/test/resources/reports.yaml:10` | `non-root-not-enforced` |
                | low | Pod "web" in namespace "shop": "NET\\_RAW" is added to container "é😀" | `cli/src/test/resources/reports.yaml:22` | `dangerous-capability` |
                | info, undecided | Pod "web" in namespace "shop": the image's /etc/group decides whether container "app" is in the group root | `cli/src/test/resources/reports.yaml:4` | `root-group` |
                | info, undecided | Pod "web" in namespace "shop": the image decides whether root is the group of container "é😀" | `cli/src/test/resources/reports.yaml:18` | `root-group` |
                | info, undecided | Pod "web" in namespace "shop": runAsNonRoot is set and no runAsUser: only the image tells whether the kubelet starts container "é😀" | `cli/src/test/resources/reports.yaml:19` | `refused-by-kubelet` |

                <details><summary>Why, and what to do</summary>

                **privileged** A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace \\(hostUsers: false\\) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same. *Fix:* remove privileged, and grant the one capability or device that is needed.

                **non-root-not-enforced** Without runAsNonRoot: true the kubelet starts a container as whatever user the image names, and an image that names none runs as root. The next image may name another, and an intruder in it then has the powers of uid 0. *Fix:* set runAsNonRoot: true in the securityContext of the pod or container.

                **dangerous-capability** It forges packets of any kind and reads all that reach the pod: neighbours on the pod network are impersonated that way \\(ARP, DNS\\). The process is not root and cannot become it, so it does not have the capability today; only the limit of what it could get is raised, and RuntimeDefault seccomp opens the system calls that go with it. *Fix:* remove it from capabilities.add.

                **root-group** Group 0 owns files on every volume and host path that root filled, and images made for OpenShift give it write access to their programs. An intruder reads and changes them without being root. The group is 0 wherever runAsGroup is not set and the image's /etc/passwd does not list the uid. *Fix:* set supplementalGroupsPolicy: Strict in the pod's securityContext.

                **refused-by-kubelet** The API server takes the manifest, and the container then waits in CreateContainerConfigError or the pod fails: settings contradict each other, the image or the node. Whoever must get it to run in a hurry will take out the setting that protects. *Fix:* set runAsUser, or say what the image is: --image redis=OCI-LAYOUT.

                </details>
                """);
    }

    @Test
    void noNameBecomesMarkupMentionOrLink() throws IOException {
        Path hostile = Files.writeString(folder.resolve("x|y`@z`.yaml"), Hostile.MANIFEST);

        String html =
                shown(Ran.of("check", "-o", "markdown", hostile.toString()).out());

        assertThat(TAG.matcher(html).results().map(MatchResult::group))
                .isSubsetOf(
                        "<h3>",
                        "</h3>",
                        "<ul>",
                        "</ul>",
                        "<li>",
                        "</li>",
                        "<p>",
                        "</p>",
                        "<table>",
                        "</table>",
                        "<thead>",
                        "</thead>",
                        "<tbody>",
                        "</tbody>",
                        "<tr>",
                        "</tr>",
                        "<th>",
                        "</th>",
                        "<td>",
                        "</td>",
                        "<code>",
                        "</code>",
                        "<details>",
                        "</details>",
                        "<summary>",
                        "</summary>",
                        "<strong>",
                        "</strong>",
                        "<em>",
                        "</em>");
        for (String row : html.split("<tr>", -1)) {
            assertThat(row.split("<td>|<th>", -1).length - 1).as(row).isIn(0, 4);
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

        assertThat(markdown.length()).isBetween(50_000, 65_536);
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
