package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding keeps its fingerprint when lines move, documents change places, and its file is renamed in its folder. */
class FingerprintsTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final long SEED = Long.getLong("leastwise.seed", 20_260_107L);

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void theyStayWhenTheManifestsOfTheCorpusAreShuffled() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: real manifests to shuffle");
        System.out.println("shuffled manifests: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        List<String> before = fingerprints(copied("before", text -> text, name -> name));
        List<String> after = fingerprints(
                copied("after", text -> shuffled(text, random), name -> random.nextInt(100_000) + "-" + name));

        assertThat(before).hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
        assertThat(after).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void alikeFindingsAreNumberedByWhatTheySay() throws IOException {
        String first = pod("", "hostPort: 80").replace("name: app", "name: other");
        String pods = pod("", "hostPort: 80") + "---\n" + pod("", "hostPort: 81") + "---\n" + pod("", "hostPort: 80");
        Path root = Files.createDirectories(folder.resolve("repository/.git")).getParent();

        Files.writeString(root.resolve("a.yaml"), pods);
        List<String> before = fingerprints(root);
        Files.writeString(root.resolve("a.yaml"), pod("# moved\n", "hostPort: 81") + "---\n" + first);
        Files.writeString(root.resolve("b.yaml"), pod("\n", "hostPort: 80") + "---\n" + pod("", "hostPort: 80"));

        assertThat(before).isNotEmpty().doesNotHaveDuplicates();
        assertThat(fingerprints(root)).containsAll(before).doesNotHaveDuplicates();
    }

    private static String pod(String start, String port) {
        return start + "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
                + "  - {name: app, image: a, ports: [{name: web, " + port + "}]}\n";
    }

    private interface Change {
        String apply(String text);
    }

    /** A copy of the corpus in a repository of its own. */
    private Path copied(String copy, Change content, Change name) throws IOException {
        Path root = Files.createDirectories(folder.resolve(copy));
        Files.createDirectories(root.resolve(".git"));
        List<Path> files;
        try (Stream<Path> all = Files.walk(CORPUS)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path target = root.resolve(CORPUS.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.writeString(
                    target.resolveSibling(name.apply(target.getFileName().toString())),
                    content.apply(Files.readString(file)));
        }
        return root;
    }

    private static String shuffled(String text, Random random) {
        List<String> documents = new ArrayList<>(Arrays.asList(text.split("(?m)^---[ \t]*\n", -1)));
        Collections.shuffle(documents, random);
        StringBuilder shuffled = new StringBuilder();
        for (String document : documents) {
            shuffled.append("---\n")
                    .append("# moved\n".repeat(random.nextInt(4)))
                    .append(document);
            if (!document.endsWith("\n")) shuffled.append('\n');
        }
        return shuffled.toString();
    }

    private static List<String> fingerprints(Path root) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console =
                new Console(new PrintStream(out, true, StandardCharsets.UTF_8), err, Map.of(), false, false, 100);
        Main.run(new String[] {"check", "-o", "json", root.toString()}, console);
        SourceText report = SourceText.of("report.json", out.toString(StandardCharsets.UTF_8));
        List<String> fingerprints = new ArrayList<>();
        for (Document document : YamlReader.documents(report)) {
            KubeNode json = KubeNode.object(report, ((Document.Parsed) document).root());
            for (KubeNode finding : json.get("findings").items()) {
                fingerprints.add(finding.get("fingerprint").text().orElseThrow()
                        + ' '
                        + finding.get("rule").text().orElseThrow());
            }
        }
        return fingerprints;
    }
}
