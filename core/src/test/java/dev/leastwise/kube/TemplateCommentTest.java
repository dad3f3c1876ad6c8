package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which template an object is said to come from. */
class TemplateCommentTest {

    private static final String POD = "apiVersion: v1\nkind: Pod\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web/templates/pod.yaml",
                "web/charts/db/templates/pod.yaml",
                "web/crds/pod.yaml",
                "web/templates/my pods/a pod.yaml",
            })
    void isWhatHelmWritesInTheFirstLineOfADocument(String template) {
        assertThat(templates("# Source: " + template + "\n" + POD)).containsExactly(template);
        assertThat(templates("---\n# Source: " + template + "\n" + POD)).containsExactly(template);
        assertThat(templates("---\r\n# Source: " + template + "\r\n\r\n# a remark\r\n" + POD))
                .containsExactly(template);
        assertThat(templates("a: 1\n--- # next\n# Source: " + template + "\n{apiVersion: v1, kind: Pod}"))
                .containsExactly(template);
    }

    @Test
    void isEachDocumentsOwn() {
        assertThat(templates("---\n# Source: web/templates/a.yaml\n" + POD + "---\n" + POD
                        + "---\n# Source: web/templates/b.yaml\n" + POD))
                .containsExactly("web/templates/a.yaml", "", "web/templates/b.yaml");
    }

    @Test
    void isThatOfTheListForItsItems() {
        assertThat(templates("""
                        # Source: web/templates/list.yaml
                        apiVersion: v1
                        kind: List
                        items:
                        - {apiVersion: v1, kind: Pod}
                        # Source: web/templates/other.yaml
                        - {apiVersion: v1, kind: Pod}
                        """)).containsExactly("web/templates/list.yaml", "web/templates/list.yaml");
    }

    @Test
    void isHelmsAndNotWhatTheTemplateSaysOfItself() {
        assertThat(templates("# Source: web/templates/true.yaml\n# Source: web/templates/lie.yaml\n" + POD))
                .containsExactly("web/templates/true.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Source: https://example.com/web/templates/pod.yaml\n",
                "# Source: me\n",
                "# Source: /templates/pod.yaml\n",
                "# Source:\n",
                "# a remark\n# Source: web/templates/pod.yaml\n",
                "\n# Source: web/templates/pod.yaml\n",
                " # Source: web/templates/pod.yaml\n",
                "source: |\n  # Source: web/templates/pod.yaml\n",
            })
    void isNothingElse(String before) {
        assertThat(templates(before + POD)).containsExactly("");
    }

    @Test
    void isNothingOfJsonNorOfWhatEndsWithTheComment() {
        assertThat(templates("{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}"))
                .containsExactly("", "");
        assertThat(templates(POD + "# Source: web/templates/pod.yaml")).containsExactly("");
    }

    private static List<String> templates(String text) {
        SourceText source = SourceText.of("stdin", text);
        List<String> templates = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            for (Manifest manifest : Manifest.of(source, (Document.Parsed) document)) {
                templates.add(manifest.template().orElse(""));
            }
        }
        return templates;
    }
}
