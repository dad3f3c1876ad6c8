package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README shows what the program prints, and the examples are what it says of them. */
class ReadmeTest {

    private static final Path REPOSITORY = Path.of("..");

    /** A command, and what it prints; a line of three dots stands for any lines. */
    private static final Pattern BLOCK = Pattern.compile("```console\n\\$ ./leastwise (.+)\n((?:.*\n)*?)```\n");

    private static final Pattern EXAMPLE = Pattern.compile("\\| \\[E\\d]\\((examples/\\S+)\\).*\\|(.*)\\|\n");

    private static final Pattern RULE = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    private record Run(int code, String out) {}

    @TestFactory
    Stream<DynamicTest> shownOutputIsReal() throws IOException {
        List<MatchResult> blocks = BLOCK.matcher(readme()).results().toList();
        assertThat(blocks).hasSizeGreaterThan(1);
        return blocks.stream()
                .map(block -> dynamicTest(
                        block.group(1),
                        () -> assertThat(run(block.group(1)).out).matches(pattern(block.group(2)))));
    }

    @TestFactory
    Stream<DynamicTest> examplesHaveTheFindingsThatTheTableNames() throws IOException {
        List<MatchResult> rows = EXAMPLE.matcher(readme()).results().toList();
        assertThat(rows).hasSize(7);
        return rows.stream()
                .map(row -> dynamicTest(row.group(1), () -> {
                    Run run = run("check -v " + row.group(1));
                    List<String> named = RULE.matcher(row.group(2))
                            .results()
                            .map(rule -> rule.group(1))
                            .toList();

                    assertThat(run.code).isEqualTo(1);
                    assertThat(named).isNotEmpty();
                    assertThat(run.out.lines().map(String::strip)).containsAll(named);
                }));
    }

    @Test
    void theFirstCommandFindsSomething() {
        assertThat(run("check examples/").code).isEqualTo(1);
    }

    @Test
    void hardenedExamplesHaveNothingAboveInfo() throws IOException {
        Run run = run("check examples/hardened/");

        assertThat(run.out).startsWith("7 containers of 7 workloads in 7 files checked: ");
        assertThat(run.code).isZero();
        assertThat(names("examples")).containsAll(names("examples/hardened")).hasSize(7);
    }

    @Test
    void whatIsNotBuiltYetSaysSo() throws IOException {
        String readme = readme();
        String section =
                readme.substring(readme.indexOf("## What it does not do yet"), readme.indexOf("And what no manifest"));
        List<String> names = Pattern.compile("`([a-z-]+)`")
                .matcher(section)
                .results()
                .map(name -> name.group(1))
                .toList();

        assertThat(names).contains("learn").allSatisfy(name -> {
            Run run = run(name.startsWith("--") ? "check " + name + " x examples" : name + " examples");
            assertThat(run.code).isEqualTo(2);
            assertThat(run.out).contains("is not built yet");
        });
    }

    private static String readme() throws IOException {
        return Files.readString(REPOSITORY.resolve("README.md"));
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Pattern pattern(String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String line : shown.lines().toList()) {
            pattern.append(line.equals("...") ? "(?:.*\n)*" : Pattern.quote(line) + "\n");
        }
        return Pattern.compile(pattern.toString());
    }

    /** Runs a command as if in the repository's root, with its output in a pipe. */
    private static Run run(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) words.add(word.replaceFirst("^examples", "../examples"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(print, print, Map.of(), false, false, 100);
        int code = Main.run(words.toArray(String[]::new), console);
        return new Run(code, out.toString(StandardCharsets.UTF_8).replace("../examples", "examples"));
    }
}
