package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.pod.Refused;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Profiles come from their folder and from nowhere else. */
class SeccompRootTest {

    @RegisterExtension
    final Workplace folder = new Workplace();

    private static KubeNode named(String name) {
        SourceText source = SourceText.decode("pod.yaml", ("localhostProfile: " + name).getBytes(UTF_8));
        Document.Parsed document =
                (Document.Parsed) YamlReader.documents(source).iterator().next();
        return KubeNode.object(source, document.root()).get("localhostProfile");
    }

    @Test
    void aProfileIsReadBelowTheFolderAlsoThroughALinkThatStaysThere() throws Exception {
        Path root = Files.createDirectories(folder.resolve("seccomp"));
        Files.createDirectories(root.resolve("profiles"));
        Files.writeString(root.resolve("profiles/app.json"), "{}");
        Files.createSymbolicLink(root.resolve("newest"), Path.of("profiles"));

        assertThat(new SeccompRoot(root).profile(named("profiles/app.json"))).isEqualTo("{}");
        assertThat(new SeccompRoot(root).profile(named("newest/app.json"))).isEqualTo("{}");
    }

    @Test
    void whatLeadsOutOfTheFolderIsRefused() throws Exception {
        Path root = Files.createDirectories(folder.resolve("seccomp"));
        Files.writeString(folder.resolve("secret.json"), "{}");
        Files.createSymbolicLink(root.resolve("link.json"), Path.of("../secret.json"));
        Files.createSymbolicLink(root.resolve("absolute.json"), folder.resolve("secret.json"));
        Files.createDirectory(root.resolve("folder"));

        assertRefused(root, "link.json", root + "/link.json\": it leads out of the folder");
        assertRefused(root, "absolute.json", root + "/absolute.json\": it leads out of the folder");
        assertRefused(root, "../secret.json", root + "/../secret.json\": it leads out of the folder");
        assertRefused(root, "folder", root + "/folder\": it is no file");
        assertRefused(root, "gone.json", root + "/gone.json\": open " + root + "/gone.json: no such file or directory");
    }

    private static void assertRefused(Path root, String name, String words) {
        assertThatThrownBy(() -> new SeccompRoot(root).profile(named(name)))
                .isInstanceOf(Refused.class)
                .hasMessage("cannot load seccomp profile \"" + words);
    }
}
