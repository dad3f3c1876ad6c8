package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Left out is what {@code git check-ignore} says is: for random patterns against random paths, and for random trees. */
class GitIgnoreTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_261_124);

    private static final List<String> NAMES = List.of(
            "a", "b", "ab", "abc", "b.yaml", "a.yml", "A", "a b", " a", "#a", "!a", "a*", "[a]", "\u00E4", "a-b",
            "a\\b");

    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "c",
            ".",
            "yaml",
            "*",
            "*",
            "**",
            "***",
            "?",
            "/",
            "/",
            "/**/",
            "**/",
            "/**",
            "!",
            "#",
            " ",
            "\\",
            "\\*",
            "\\ ",
            "\\/",
            "[ab]",
            "[!a]",
            "[^b]",
            "[a-c]",
            "[]a]",
            "[!]]",
            "[a",
            "[a-]",
            "[-a]",
            "[\\a]",
            "[[:alpha:]]",
            "[[:alpha:]b]",
            "[[:nope:]]",
            "[[:]",
            "[[:a]",
            "[a-\\c]",
            "[/]",
            "[?-\u00E4]",
            "]",
            "-",
            "\u00E4",
            "\r",
            "\t");

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeRepository() throws Exception {
        assumeTrue(isThere(), "needs git: it is the judge here");
        root = temporary.toRealPath().resolve("root");
        git(temporary, List.of(), "init", "--quiet", "--template=", root.toString());
    }

    @Test
    void patternsMatchAsInGit() throws Exception {
        System.out.println("GitIgnoreTest: seed " + SEED);
        Random random = new Random(SEED);
        List<String> paths = new ArrayList<>();
        Map<String, String> patterns = new TreeMap<>();
        for (int i = 0; i < 600; i++) {
            String folder = "f" + i;
            String pattern = pattern(random);
            patterns.put(folder, pattern);
            write(folder + "/.gitignore", pattern);
            for (int j = 0; j < 20; j++) paths.add(folder + '/' + path(random, pattern));
        }
        assertJudgedAsByGit(paths, patterns);
    }

    @Test
    void treesAreLeftOutAsInGit() throws Exception {
        System.out.println("GitIgnoreTest: seed " + SEED);
        Random random = new Random(SEED);
        Map<String, String> patterns = new TreeMap<>();
        write(".gitignore", "*c\n/t1/\n!t2/ab\n");
        for (int i = 0; i < 80; i++) grow("t" + i + '/', 0, patterns, random);
        List<String> paths = new ArrayList<>();
        try (var files = Files.walk(root)) {
            files.filter(file -> !file.equals(root) && !file.startsWith(root.resolve(".git")))
                    .forEach(file -> paths.add(root.relativize(file).toString()));
        }
        assertJudgedAsByGit(paths, patterns);
    }

    @Test
    void readsFilesOfAnyBytes() throws Exception {
        Files.write(root.resolve(".gitignore"), new byte[] {(byte) 0xFF, '\n', 'a', '\r', '\n'});
        Files.createDirectories(root.resolve("marked"));
        Files.writeString(root.resolve("marked/.gitignore"), "\uFEFFb\n");

        assertJudgedAsByGit(List.of("a", "b", "marked/a", "marked/b"), Map.of());
    }

    @Test
    void doesNotFollowALinkForTheFile() throws Exception {
        write("patterns", "a\n");
        Files.createSymbolicLink(root.resolve(".gitignore"), Path.of("patterns"));

        assertJudgedAsByGit(List.of("a"), Map.of());
    }

    @Test
    void aRepositoryWithinHasRulesOfItsOwn() throws Exception {
        write(".gitignore", "*.yaml\n");
        write("within/.gitignore", "*.yml\n");
        git(root, List.of(), "init", "--quiet", "--template=", "within");

        GitIgnore within = GitIgnore.at(root).within(root.resolve("within"));

        assertThat(within).isEqualTo(GitIgnore.at(root.resolve("within")));
        assertThat(within.excludes(Path.of("a.yaml"), false)).isFalse();
        assertThat(within.excludes(Path.of("a.yml"), false)).isTrue();
    }

    @Test
    void holdsWithoutARepositoryFromTheFolderOn() throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("plain/sub"));
        Files.writeString(temporary.resolve("plain/.gitignore"), "a\n");

        assertThat(GitIgnore.at(folder).excludes(Path.of("a"), false)).isFalse();
        assertThat(GitIgnore.at(folder.getParent()).within(folder).excludes(Path.of("a"), false))
                .isTrue();
    }

    @Test
    void noPatternTakesLong() {
        String name = "a".repeat(250);
        IgnorePattern stars = IgnorePattern.parse("*a".repeat(100) + "*b", "").orElseThrow();
        IgnorePattern deep =
                IgnorePattern.parse("**/a/".repeat(100) + "**/*a*a*b", "").orElseThrow();

        assertThat(stars.matches(name, false)).isFalse();
        assertThat(deep.matches("a/".repeat(1500) + name, false)).isFalse();
    }

    /** Compares the paths that are left out: themselves, or with a folder above them. */
    private void assertJudgedAsByGit(List<String> paths, Map<String, String> patterns) throws Exception {
        TreeSet<String> expected = new TreeSet<>(git(root, paths, "check-ignore", "--no-index", "--stdin", "-z"));
        TreeSet<String> actual = new TreeSet<>();
        for (String path : paths) {
            if (isLeftOut(path)) actual.add(path);
        }
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            if (expected.contains(path) == actual.contains(path)) continue;
            String why = patterns.getOrDefault(
                    path.substring(0, path.indexOf('/') + 1).replace("/", ""), "");
            wrong.add((expected.contains(path) ? "git leaves out \"" : "git keeps \"") + path + "\" by \"" + why + '"');
        }
        assertThat(wrong).describedAs("seed %d", SEED).isEmpty();
        System.out.println("GitIgnoreTest: " + expected.size() + " of " + paths.size() + " paths left out");
    }

    private boolean isLeftOut(String path) {
        Path place = root;
        Path whole = root.resolve(path);
        GitIgnore ignore = GitIgnore.at(root);
        for (Path name : Path.of(path)) {
            place = place.resolve(name);
            boolean isFolder = !place.equals(whole) || Files.isDirectory(place);
            if (ignore.excludes(name, isFolder)) return true;
            ignore = ignore.within(place);
        }
        return false;
    }

    private void grow(String folder, int depth, Map<String, String> patterns, Random random) throws IOException {
        StringBuilder lines = new StringBuilder();
        int count = depth == 0 || random.nextInt(3) == 0 ? random.nextInt(4) : 0;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) == 0) lines.append('!');
            lines.append(random.nextBoolean() ? pattern(random) : name(random)).append('\n');
        }
        if (!lines.isEmpty()) {
            write(folder + ".gitignore", lines.toString());
            patterns.merge(folder.substring(0, folder.indexOf('/')), folder + ":\n" + lines, String::concat);
        }
        for (int i = 0; i < 4; i++) {
            String child = folder + name(random);
            if (Files.exists(root.resolve(child))) continue;
            if (depth < 3 && random.nextBoolean()) grow(child + '/', depth + 1, patterns, random);
            else write(child, "");
        }
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int pieces = 1 + random.nextInt(5);
        for (int i = 0; i < pieces; i++) pattern.append(PIECES.get(random.nextInt(PIECES.size())));
        return pattern.toString();
    }

    /** A path, often one that resembles the pattern. */
    private static String path(Random random, String pattern) {
        StringBuilder path = new StringBuilder(name(random));
        while (random.nextInt(3) > 0) path.append('/').append(name(random));
        if (random.nextBoolean()) return path.toString();
        String alike = pattern.replaceAll("\\[[^]]*]|\\?", "a")
                .replaceAll("\\*+", random.nextBoolean() ? "b" : "")
                .replace("\\", "")
                .replaceAll("/+", "/")
                .replaceAll("^[!/]+|/$|[\r\n]", "");
        return alike.isBlank() || alike.contains("./") || alike.endsWith(".") ? path.toString() : alike;
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs git without anybody's own settings; input and output end each item with a zero byte. */
    private static List<String> git(Path folder, List<String> input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.excludesFile="));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "HOME", folder.toString()));
        Path in = Files.createTempFile(folder, "paths", "");
        Files.writeString(in, String.join("\0", input));
        Process process = builder.redirectInput(in.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isBetween(0, 1); // 1: none is left out
        Files.delete(in);
        return output.isEmpty() ? List.of() : Arrays.asList(output.split("\0"));
    }
}
