package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a file that is rewritten, and which files are not. */
class FileRewriteTest {

    private static final String BEFORE = "kind: Pod\n";
    private static final String AFTER = "kind: Pod\nspec: {}\n";

    @TempDir
    Path folder;

    @Test
    void replacesWhatAFileHoldsAndLeavesNothingElse() throws Exception {
        Path file = file("a.yaml", BEFORE);

        assertThat(replace(file, BEFORE, AFTER)).isEmpty();

        assertThat(file).hasContent(AFTER);
        assertThat(names()).containsExactly("a.yaml");
    }

    @Test
    void canEmptyAFileAndFillAnEmptyOne() throws Exception {
        Path file = file("a.yaml", BEFORE);

        assertThat(replace(file, BEFORE, "")).isEmpty();
        assertThat(file).isEmptyFile();

        assertThat(replace(file, "", AFTER)).isEmpty();
        assertThat(file).hasContent(AFTER);
    }

    @Test
    void takesTheLongestNameThatThereIs() throws Exception {
        Path file = file("\u00E4".repeat(125) + ".yaml", BEFORE);

        assertThat(replace(file, BEFORE, AFTER)).isEmpty();

        assertThat(file).hasContent(AFTER);
    }

    @Test
    void followsAChainOfLinksAndLeavesThem() throws Exception {
        Path file = file("real/a.yaml", BEFORE);
        Files.createSymbolicLink(folder.resolve("folder"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("second.yaml"), Path.of("folder/a.yaml"));
        Path first = Files.createSymbolicLink(folder.resolve("first.yaml"), Path.of("second.yaml"));

        assertThat(replace(first, BEFORE, AFTER)).isEmpty();

        assertThat(file).hasContent(AFTER).isRegularFile();
        assertThat(Files.readSymbolicLink(first)).isEqualTo(Path.of("second.yaml"));
        assertThat(Files.readSymbolicLink(folder.resolve("second.yaml"))).isEqualTo(Path.of("folder/a.yaml"));
        assertThat(names()).containsExactly("first.yaml", "folder", "real", "second.yaml");
        assertThat(folder.resolve("real").toFile().list()).containsExactly("a.yaml");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsTheModeWhateverItIs() throws Exception {
        for (String mode : List.of("600", "644", "660", "755", "1644", "2755", "4711", "6777", "606")) {
            Path file = file("a.yaml", BEFORE);
            run("chmod", mode, file.toString());

            assertThat(replace(file, BEFORE, AFTER)).isEmpty();

            assertThat(run("stat", "-c", "%a", file.toString())).isEqualTo(mode + "\n");
            assertThat(file).hasContent(AFTER);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsOwnerAndGroupWithTheirSetIdBits() throws Exception {
        assumeRoot("only root can give files away");
        Path file = file("a.yaml", BEFORE);
        run("chown", "1234:5678", file.toString());
        run("chmod", "6440", file.toString());

        assertThat(replace(file, BEFORE, AFTER)).isEmpty();

        assertThat(run("stat", "-c", "%u:%g %a", file.toString())).isEqualTo("1234:5678 6440\n");
        assertThat(file).hasContent(AFTER);
    }

    @Test
    void keepsExtendedAttributes() throws Exception {
        Path file = file("a.yaml", BEFORE);
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view == null || !Files.getFileStore(file).supportsFileAttributeView("user")) return;
        view.write("note", UTF_8.encode("mine"));

        assertThat(replace(file, BEFORE, AFTER)).isEmpty();

        ByteBuffer note = ByteBuffer.allocate(view.size("note"));
        view.read("note", note);
        assertThat(UTF_8.decode(note.flip()).toString()).isEqualTo("mine");
    }

    /** Without its ACL a file's group bits, which are then no longer a mask, would let the whole group write. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsAccessControlLists() throws Exception {
        assumeTrue(onPath("setfacl"), "needs setfacl: it sets what must stay");
        Path file = file("a.yaml", BEFORE);
        run("setfacl", "-m", "u:1234:rw,g:5678:r,g::-", file.toString());
        String before = run("getfacl", "-n", "-p", file.toString());
        assertThat(before).contains("user:1234:rw-\n", "group::---\n", "mask::rw-\n");

        assertThat(replace(file, BEFORE, AFTER)).isEmpty();

        assertThat(run("getfacl", "-n", "-p", file.toString())).isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsNobodyReachWhatIsNotYetInItsPlace() throws Exception {
        Path file = file("a.yaml", BEFORE);
        run("chmod", "666", file.toString());
        List<String> seen = new ArrayList<>();

        FileRewrite.write(file, out -> {
            out.write(AFTER.getBytes(UTF_8));
            seen.addAll(run("find", folder.toString(), "-mindepth", "1", "-printf", "%P %m\n")
                    .replaceAll("[0-9a-f]{6,}", "N")
                    .lines()
                    .sorted()
                    .toList());
        });

        assertThat(seen).containsExactly(".leastwise-rewrite-N 700", ".leastwise-rewrite-N/new 666", "a.yaml 666");
        assertThat(file).hasContent(AFTER);
    }

    @Test
    void refusesAFileWithSeveralHardLinks() throws Exception {
        Path file = file("a.yaml", BEFORE);
        Files.createLink(folder.resolve("b.yaml"), file);
        Files.createLink(folder.resolve("c.yaml"), file);

        assertThat(replace(file, BEFORE, AFTER))
                .isEqualTo("has 3 hard links, of which all but one would keep the old text; "
                        + "make the others symbolic links to it");
        assertThat(file).hasContent(BEFORE);
        assertThat(names()).containsExactly("a.yaml", "b.yaml", "c.yaml");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesWhatIsNoRegularFile() throws Exception {
        Path pipe = folder.resolve("pipe");
        run("mkfifo", pipe.toString());
        Path socket = folder.resolve("link");
        Files.createSymbolicLink(socket, pipe);

        for (Path file : List.of(pipe, socket, folder, Path.of("/dev/null"))) {
            assertThat(replace(file, BEFORE, AFTER)).isEqualTo("is no regular file; name the file itself");
        }
        assertThat(names()).containsExactly("link", "pipe");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesWhatAShellHandsOver() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(replace(Path.of("/proc/" + process.pid() + "/fd/1"), BEFORE, AFTER))
                    .isEqualTo("is no regular file; name the file itself");
        } finally {
            process.destroy();
        }
    }

    @Test
    void refusesAFileThatHasChangedSinceItWasRead() throws Exception {
        Path file = file("a.yaml", BEFORE);

        for (String read : List.of("", "kind: Pod", "kind: Job\n", BEFORE + BEFORE)) {
            assertThat(replace(file, read, AFTER)).isEqualTo("has changed since it was read; run it again");
        }
        assertThat(file).hasContent(BEFORE);
        assertThat(names()).containsExactly("a.yaml");

        Files.delete(file);
        assertThat(replace(file, BEFORE, AFTER)).isEqualTo("has changed since it was read; run it again");
        assertThat(names()).isEmpty();
    }

    @Test
    void leavesAFileAsItIsWhereWritingFails() throws Exception {
        Path file = file("a.yaml", BEFORE);

        assertThatThrownBy(() -> FileRewrite.write(file, out -> {
                    out.write(AFTER.getBytes(UTF_8));
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");

        assertThat(file).hasContent(BEFORE);
        assertThat(names()).containsExactly("a.yaml");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void makesNewFilesWithTheModeThatAllNewFilesHave() throws Exception {
        Path other = file("other", "");
        Path file = folder.resolve("a.json");

        FileRewrite.write(file, out -> out.write(AFTER.getBytes(UTF_8)));

        assertThat(file).hasContent(AFTER);
        assertThat(run("stat", "-c", "%a %u:%g", file.toString()))
                .isEqualTo(run("stat", "-c", "%a %u:%g", other.toString()));
    }

    private static String replace(Path file, String before, String after) {
        return FileRewrite.replace("a.yaml", file, before.getBytes(UTF_8), after.getBytes(UTF_8))
                .map(error -> error.message() + "; " + error.remedy())
                .orElse("");
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String run(String... command) throws IOException {
        try {
            return RewritingProcess.run(List.of(command));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assumeRoot(String why) throws IOException {
        assumeTrue(run("id", "-u").equals("0\n"), "needs root: " + why);
    }

    private static boolean onPath(String program) throws IOException {
        return !run("sh", "-c", "command -v " + program).isEmpty();
    }
}
