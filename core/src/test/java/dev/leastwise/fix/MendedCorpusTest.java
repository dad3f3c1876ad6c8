package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.TextEdit;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.kube.Kubectl;
import dev.leastwise.report.FixPatch;
import dev.leastwise.source.SourceText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what becomes of real manifests to what kubectl, a JSON Patch library and plain search make of them. */
@Tag("slow")
class MendedCorpusTest {

    /** A comment by its looks alone; what only looks like one stays all the same. */
    private static final Pattern COMMENT = Pattern.compile("(?m)(?:^|[ \t])(#.*)$");

    @TempDir
    Path folder;

    /** What became of the files of a project. */
    private static final class Tally {
        private int files;
        private int changed;
        private int safe;
        private int needsTest;
        private int refused;
        private int left;

        private void add(Mended mended) {
            files++;
            if (mended.changed()) changed++;
            int sure = (int) mended.applied().stream()
                    .filter(applied -> applied.fix().safety() == Safety.SAFE)
                    .count();
            safe += sure;
            needsTest += mended.applied().size() - sure;
            refused += mended.refused().size();
            left += (int) mended.left().stream().filter(Tally::isReported).count();
        }

        private static boolean isReported(Finding finding) {
            return finding.counts() && finding.severity() != Severity.INFO;
        }

        private String row(String name) {
            return "| %s | %d | %d | %d | %d | %d | %d |"
                    .formatted(name, files, changed, safe, needsTest, refused, left);
        }
    }

    @Test
    void allThatCanBeMendedIs() throws IOException {
        Map<String, Tally> projects = new TreeMap<>();
        Map<String, Integer> rules = new TreeMap<>();
        Tally all = new Tally();
        for (Mended mended : MendedCorpus.assume()) {
            all.add(mended);
            projects.computeIfAbsent(MendedCorpus.project(mended), project -> new Tally())
                    .add(mended);
            for (Applied applied : mended.applied()) {
                rules.merge(
                        applied.finding().rule() + " | "
                                + applied.fix().safety().name(),
                        1,
                        Integer::sum);
            }
            assertThat(mended.crashes()).isEmpty();
            assertThat(mended.refused()).as(mended.before().name()).isEmpty();
        }
        projects.forEach((project, tally) -> System.out.println(tally.row(project)));
        System.out.println(all.row("all"));
        rules.forEach((rule, count) -> System.out.println("| " + rule + " | " + count + " |"));
        assertThat(all.changed).isGreaterThan(250);
        assertThat(all.safe + all.needsTest).isGreaterThan(1_000);
    }

    @Test
    void everythingBesideTheEditsIsAsItWas() throws IOException {
        for (Mended mended : MendedCorpus.assume()) {
            SourceText before = mended.before();
            StringBuilder expected = new StringBuilder();
            int at = 0;
            for (TextEdit edit : mended.edits()) {
                expected.append(before.text(at, edit.start())).append(edit.replacement());
                at = edit.end();
            }
            expected.append(before.text(at, before.length()));
            assertThat(text(mended.after())).isEqualTo(expected.toString());

            List<String> lost = comments(before);
            comments(mended.after()).forEach(lost::remove);
            assertThat(mended.commentsTaken()).as(before.name()).containsAll(lost);
        }
    }

    private static String text(SourceText source) {
        return source.text(0, source.length());
    }

    private static List<String> comments(SourceText source) {
        List<String> comments = new ArrayList<>();
        Matcher matcher = COMMENT.matcher(text(source));
        while (matcher.find()) comments.add(matcher.group(1).strip());
        return comments;
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        for (Mended mended : MendedCorpus.assume()) {
            if (!mended.changed()) continue;
            SourceText written =
                    SourceText.decode(mended.before().name(), mended.after().encoded());
            Mended again = MendedCorpus.mend(written);
            assertThat(again.changed()).as(mended.before().name()).isFalse();
            assertThat(again.refused()).as(mended.before().name()).isEmpty();
            assertThat(again.applied()).as(mended.before().name()).isEmpty();
        }
    }

    @Test
    void kubectlReadsTheOldObjectsWithTheirPatches() throws IOException {
        Kubectl kubectl = Kubectl.assume();
        List<Mended> changed =
                MendedCorpus.assume().stream().filter(Mended::changed).toList();
        List<Path> then = new ArrayList<>();
        List<Path> now = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            then.add(Files.write(
                    folder.resolve(i + ".before"), changed.get(i).before().encoded()));
            now.add(Files.write(
                    folder.resolve(i + ".after"), changed.get(i).after().encoded()));
        }
        Kubectl.Answer before = kubectl.decode(folder, then);
        Kubectl.Answer after = kubectl.decode(folder, now);
        assertThat(after.errors())
                .isEqualTo(before.errors().stream()
                        .map(line -> line.replace(".before", ".after"))
                        .toList());
        List<Mended> read = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            if (before.refusal(then.get(i)).isEmpty()) read.add(changed.get(i));
        }
        assertThat(read).hasSizeGreaterThan(250);
        List<JsonObject> expected = objects(before.objects());
        patch(expected, patches(read));
        assertThat(objects(after.objects())).isEqualTo(expected);
    }

    /** What {@code --patch} prints for them. */
    private static JsonArray patches(List<Mended> files) throws IOException {
        StringWriter out = new StringWriter();
        FixPatch patch = new FixPatch(out);
        for (Mended mended : files) patch.write(mended);
        patch.end(List.of(), List.of());
        try (JsonReader reader = Json.createReader(new StringReader(out.toString()))) {
            return reader.readObject().getJsonArray("patches");
        }
    }

    /** Both are in the order of the files, and of the objects in them. */
    private static void patch(List<JsonObject> objects, JsonArray patches) {
        int at = 0;
        for (JsonValue value : patches) {
            JsonObject patch = value.asJsonObject();
            while (!isOf(objects.get(at), patch.getJsonObject("object"))) at++;
            JsonObject patched = Json.createPatch(patch.getJsonArray("patch")).apply(objects.get(at));
            objects.set(at++, patched);
        }
    }

    private static boolean isOf(JsonObject object, JsonObject name) {
        JsonObject metadata = object.getJsonObject("metadata");
        return object.get("kind").equals(name.get("kind"))
                && metadata.getOrDefault("name", JsonValue.NULL).equals(name.get("name"));
    }

    /** kubectl indents all lines of an object but the first and the last. */
    private static List<JsonObject> objects(String stream) {
        List<JsonObject> objects = new ArrayList<>();
        for (String object : stream.split("(?<=\n})\n", 0)) {
            try (JsonReader reader = Json.createReader(new StringReader(object))) {
                objects.add(reader.readObject());
            }
        }
        return objects;
    }
}
