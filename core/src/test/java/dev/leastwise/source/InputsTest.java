package dev.leastwise.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which inputs a command line names. */
class InputsTest {

    @TempDir
    Path temporary;

    @Test
    void walksAFolderForYamlAndJsonByName() throws Exception {
        write("z.yaml", "b/a.yml", "b/c.json", "a.yaml", "B.yaml", "notes.txt", "yaml", "a.YAML", "b.yaml/inner.yaml");

        assertFound(inputs(""), "B.yaml", "a.yaml", "b/a.yml", "b/c.json", "b.yaml/inner.yaml", "z.yaml");
    }

    @Test
    void takesANamedFileWhateverItIsCalled() throws Exception {
        write("manifest", ".hidden.yaml", "sub/.hidden.yml");

        assertFound(inputs("manifest", ".hidden.yaml", "sub"), "manifest", ".hidden.yaml", "sub/.hidden.yml");
    }

    @Test
    void leavesOutHiddenFoldersUnlessTheyAreNamed() throws Exception {
        write("a.yaml", ".github/b.yaml", "sub/.cache/c.yaml");

        assertFound(inputs(""), "a.yaml");
        assertFound(inputs(".github"), ".github/b.yaml");
        assertThat(inputs("").ignored()).isZero();
    }

    @Test
    void followsANamedLinkAndNoneInAFolder() throws Exception {
        write("real/a.yaml");
        Files.createSymbolicLink(temporary.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(temporary.resolve("b.yaml"), Path.of("real/a.yaml"));
        Files.createSymbolicLink(temporary.resolve("real/loop"), Path.of(".."));
        Files.createSymbolicLink(temporary.resolve("real/gone.yaml"), Path.of("nowhere"));

        assertFound(inputs(""), "real/a.yaml");
        assertFound(inputs("link"), "link/a.yaml");
        assertFound(inputs("b.yaml"), "b.yaml");
    }

    @Test
    void findsAFileOnceUnderItsFirstName() throws Exception {
        write("sub/a.yaml", "sub/b.yaml", "c.yaml");
        Files.createSymbolicLink(temporary.resolve("link.yaml"), Path.of("c.yaml"));

        assertFound(
                inputs("sub/b.yaml", "sub/../sub", "sub", "link.yaml", "", "c.yaml"),
                "sub/b.yaml",
                "sub/../sub/a.yaml",
                "link.yaml");
    }

    @Test
    void leavesOutWhatGitignoreFilesName() throws Exception {
        write(
                "a.yaml",
                "b.yaml",
                "build/c.yaml",
                "sub/b.yaml",
                "sub/keep.yaml",
                "sub/deeper/d.yaml",
                "sub/deeper/keep.yaml");
        text(".gitignore", "build/\nb.yaml\n");
        text("sub/.gitignore", "!b.yaml\nd.yaml\n/keep.yaml\n");

        assertFound(inputs(""), "a.yaml", "sub/b.yaml", "sub/deeper/keep.yaml");
        assertThat(inputs("").ignored()).isEqualTo(4);
    }

    @Test
    void honoursGitignoreFilesUpToTheRepositorysRoot() throws Exception {
        Files.createDirectory(temporary.resolve(".git"));
        write("apps/web/a.yaml", "apps/web/b.yaml", "b.yaml");
        text(".gitignore", "/apps/web/b.yaml\n");

        assertFound(inputs("apps/web"), "apps/web/a.yaml");
        assertThat(inputs("apps/web").ignored()).isEqualTo(1);
    }

    @Test
    void readsANamedFileOrFolderThatGitignoreNames() throws Exception {
        write("build/a.yaml");
        text(".gitignore", "build\n");

        assertFound(inputs("build/a.yaml"), "build/a.yaml");
        assertFound(inputs("build"), "build/a.yaml");
    }

    @Test
    void refusesToFindNothing() throws Exception {
        write("empty/notes.txt", "out/a.yaml", "out/b.yaml", "c.yaml");
        text("out/.gitignore", "*\n");

        assertError(inputs("empty"), "empty", "no .yaml, .yml or .json file in this folder");
        assertError(inputs("missing.yaml"), "missing.yaml", "no such file or folder");
        assertError(inputs("c.yaml/d"), "c.yaml/d", "no such file or folder");
        assertError(inputs("out"), "out", "all that it holds is left out by .gitignore");
        assertError(inputs("c.yaml", "empty"), "empty", "no .yaml, .yml or .json file in this folder");
        assertFound(inputs("out", "c.yaml"), "c.yaml");
        assertThat(inputs("out", "c.yaml").errors()).isEmpty();
    }

    @Test
    void refusesPathsThatAreNone() throws Exception {
        Files.createSymbolicLink(temporary.resolve("loop"), Path.of("loop"));

        assertThat(Inputs.of(List.of("")).errors())
                .singleElement()
                .extracting(InputError::message)
                .isEqualTo("no such file or folder");
        assertThat(Inputs.of(List.of("a\0b")).errors()).hasSize(1);
        assertThat(inputs("loop").errors()).hasSize(1);
        assertThat(inputs("x".repeat(300)).errors()).hasSize(1);
    }

    @Test
    void namesAFolderThatCannotBeListedAndGoesOn() throws Exception {
        write("a/one.yaml", "b/two.yaml", "c/three.yaml");
        assertThat(temporary.resolve("b").toFile().setReadable(false)).isTrue();

        Inputs inputs = inputs("");

        if (Files.isReadable(temporary.resolve("b"))) return; // root reads everything
        assertFound(inputs, "a/one.yaml", "c/three.yaml");
        assertError(inputs, "b/", "permission denied");
        assertError(inputs("b"), "b/", "permission denied");
    }

    @Test
    void takesStandardInputOnce() {
        assertThat(Inputs.of(List.of("-", "-")).found())
                .singleElement()
                .extracting(Input::name)
                .isEqualTo("stdin");
    }

    @Test
    void tellsAFileOfThatNameFromStandardInput() throws Exception {
        text("stdin", "a file");

        Input file = Inputs.of(List.of(temporary + "/stdin")).found().getFirst();
        Input bare = new Input("stdin", file.path());

        assertThat(bare.read(100)).asString().isEqualTo("a file");
    }

    @Test
    void readsWhatAShellHandsOver() throws Exception {
        Process pipe = new ProcessBuilder("sleep", "60").start();
        try {
            String given = "/proc/" + pipe.pid() + "/fd/1";
            if (!Files.exists(Path.of(given))) return; // not on this system

            assertThat(Inputs.of(List.of(given)).found()).singleElement().satisfies(input -> {
                assertThat(input.name()).isEqualTo(given);
                assertThat(input.path()).isEqualTo(Path.of(given));
            });
        } finally {
            pipe.destroy();
        }
    }

    @Test
    void keepsNamesAsTheyAre() throws Exception {
        write("sub/a\\b.yaml", "sub/\u00E4 \u001B[1m.yaml", "sub/-.yaml");

        assertFound(inputs("sub/"), "sub/-.yaml", "sub/a\\b.yaml", "sub/\u00E4 \u001B[1m.yaml");
    }

    private Inputs inputs(String... paths) {
        return Inputs.of(Stream.of(paths).map(path -> temporary + "/" + path).toList());
    }

    private void assertFound(Inputs inputs, String... names) {
        assertThat(inputs.found().stream().map(input -> input.name().substring(prefix().length())))
                .containsExactly(names);
    }

    private void assertError(Inputs inputs, String name, String message) {
        assertThat(inputs.errors()).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo(prefix() + name);
            assertThat(error.message()).isEqualTo(message);
        });
    }

    private String prefix() {
        return temporary + "/";
    }

    private void write(String... names) throws IOException {
        for (String name : names) text(name, "");
    }

    private void text(String name, String text) throws IOException {
        Path file = temporary.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
