package dev.leastwise.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.change.UnifiedDiff.Marked;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git and patch make of random texts, by their diffs, what the edits made of them. */
class DiffWitnessTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_261_124L);
    private static final int TEXTS = 2_000;

    private static final List<String> LINES = List.of(
            "a",
            "a",
            "b",
            "c: 1",
            "- d",
            "",
            " ",
            "\u00E4",
            "\uD83D\uDE00 x",
            "\t",
            "-- a/1.yaml",
            "++ b",
            "@@ -1 +1 @@",
            "\\ No");

    private static final List<List<String>> BREAKS =
            List.of(List.of("\n"), List.of("\r\n"), List.of("\r"), List.of("\n", "\r\n", "\r", "\n\n"));

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    /** A file before and after its edits. */
    private record Case(SourceText before, SourceText after) {
        String name() {
            return before.name();
        }
    }

    @Test
    void areTakenByGitAndPatch() throws Exception {
        for (String program : List.of("git", "patch")) {
            assumeTrue(onPath(program), "needs " + program + ": it is the judge here");
        }
        System.out.println("diffs of random edits: seed " + SEED + " (-Dleastwise.seed)");
        Path patch = folder.resolve("patch");
        List<Case> cases = new ArrayList<>();
        try (Writer out = Files.newBufferedWriter(patch)) {
            for (int i = 0; i < TEXTS; i++) cases.add(next(i, out));
        }
        assertThat(cases).filteredOn(one -> one.after.encoded().length == 0).isNotEmpty();

        assertThat(applied(cases, "git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", patch.toString()))
                .isEmpty();
        // It tells of each hunk that is not just where the diff says.
        assertThat(applied(cases, "patch", "-p1", "--fuzz=0", "-i", patch.toString())
                        .lines()
                        .filter(line -> !line.startsWith("patching file ")))
                .isEmpty();
    }

    /** Writes the diff of a random text and edits. */
    private Case next(int number, Writer out) throws IOException {
        String name = number
                + List.of(".yaml", " a.yaml", "\u00E4.yaml", "\".yaml", "/b/c.yaml")
                        .get(random.nextInt(5));
        List<String> breaks = BREAKS.get(random.nextInt(BREAKS.size()));
        boolean marked = random.nextInt(4) == 0;
        String text = text(random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(40), breaks);
        SourceText before = SourceText.decode(name, ((marked ? "\uFEFF" : "") + text).getBytes(UTF_8));
        List<TextEdit> edits = edits(text, breaks);
        SourceText after = TextEdit.apply(before, edits);
        UnifiedDiff diff = UnifiedDiff.of(
                before, edits.stream().map(edit -> new Marked(edit, "SAFE x")).toList());
        assertThat(diff.isEmpty()).isEqualTo(Arrays.equals(before.bytes(), after.bytes()));
        diff.writeTo(out);
        return new Case(before, after);
    }

    private String text(int lines, List<String> breaks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(LINES.get(random.nextInt(LINES.size())));
            if (i < lines - 1 || random.nextBoolean()) text.append(breaks.get(random.nextInt(breaks.size())));
        }
        return text.toString();
    }

    /** Edits of some places between characters; sometimes one of everything. */
    private List<TextEdit> edits(String text, List<String> breaks) {
        int most = text.codePointCount(0, text.length());
        if (random.nextInt(20) == 0) return List.of(new TextEdit(0, bytes(text, most), ""));
        int[] places = random.ints(2L * random.nextInt(5), 0, most + 1).sorted().toArray();
        List<TextEdit> edits = new ArrayList<>();
        for (int i = 0; i < places.length; i += 2) {
            int end = random.nextBoolean() ? places[i] : places[i + 1];
            edits.add(new TextEdit(bytes(text, places[i]), bytes(text, end), text(random.nextInt(4), breaks)));
        }
        return edits;
    }

    /** How many bytes there are before a character. */
    private static int bytes(String text, int character) {
        return text.substring(0, text.offsetByCodePoints(0, character)).getBytes(UTF_8).length;
    }

    /** What a program says while it makes of all texts what they shall be, which is compared. */
    private String applied(List<Case> cases, String... command) throws Exception {
        Path root = Files.createDirectory(folder.resolve("by-" + command[0]));
        for (Case one : cases) {
            Path file = root.resolve(one.name());
            Files.createDirectories(file.getParent());
            Files.write(file, one.before.encoded());
        }
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        for (Case one : cases) {
            assertThat(root.resolve(one.name()))
                    .as("%s, seed %d", one.name(), SEED)
                    .hasBinaryContent(one.after.encoded());
        }
        return said;
    }

    private static boolean onPath(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program + " >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }
}
