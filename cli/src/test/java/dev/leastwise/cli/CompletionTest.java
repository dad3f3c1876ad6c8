package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.rule.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells complete once they have read {@code leastwise completion}. */
class CompletionTest {

    private static final List<String> COMMANDS = List.copyOf(Commands.SUMMARIES.keySet());

    /** What is typed, with the tabulator key as an arrow, and the words that leastwise gets for it. */
    private static final Map<String, String> TYPED = typed();

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : List.of("with blank.yaml", "other.yaml")) Files.createFile(folder.resolve(name));
        Files.createDirectory(folder.resolve("layout"));
    }

    private static Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("leastwise ch→", "<check>");
        typed.put("leastwise check wi→", "<check><with blank.yaml>");
        typed.put("leastwise check \"wi→", "<check><with blank.yaml>");
        typed.put("leastwise check ot→ wi→", "<check><other.yaml><with blank.yaml>");
        typed.put("leastwise check -- ot→", "<check><--><other.yaml>");
        typed.put("leastwise check --seccomp→ ot→", "<check><--seccomp-default><other.yaml>");
        typed.put("leastwise check --fail-on me→", "<check><--fail-on><medium>");
        typed.put("leastwise check --fail-on=me→", "<check><--fail-on=medium>");
        typed.put("leastwise check --target cri→ ot→", "<check><--target><cri-o><other.yaml>");
        typed.put("leastwise check --standard=ba→", "<check><--standard=baseline>");
        typed.put("leastwise check --standard=restricted:v1.30→", "<check><--standard=restricted:v1.30>");
        typed.put("leastwise check --standard restricted:la→", "<check><--standard><restricted:latest>");
        typed.put("leastwise check -o js→", "<check><-o><json>");
        typed.put("leastwise check -o json=wi→", "<check><-o><json=with blank.yaml>");
        typed.put("leastwise check --output=json=ot→", "<check><--output=json=other.yaml>");
        typed.put("leastwise check --config wi→", "<check><--config><with blank.yaml>");
        typed.put("leastwise check --config=wi→", "<check><--config=with blank.yaml>");
        typed.put("leastwise check --image nginx=ot→", "<check><--image><nginx=other.yaml>");
        typed.put("leastwise rules privi→", "<rules><privileged>");
        typed.put("leastwise schema kn→", "<schema><known>");
        typed.put("leastwise completion fi→", "<completion><fish>");
        typed.put("leastwise help ver→", "<help><version>");
        typed.put("true | leastwise schema kn→", "<schema><known>");
        return typed;
    }

    @Test
    void bashCompletesAtATerminal() throws Exception {
        Needs.program("bash", "the shell to try");
        Needs.program("script", "it is the terminal");
        String setup = ShellSession.STAND_IN + run("completion", "bash");

        assertThat(typedInto("bash --rcfile " + write("bashrc", setup) + " -i")).isEqualTo(TYPED);
    }

    @Test
    void zshCompletesAtATerminal() throws Exception {
        Needs.program("zsh", "the shell to try");
        Needs.program("script", "it is the terminal");
        Path functions = Files.createDirectory(folder.resolve("functions"));
        Files.writeString(functions.resolve("_leastwise"), run("completion", "zsh"));
        write(
                ".zshrc",
                "fpath=(" + functions + " $fpath)\nautoload -Uz compinit\ncompinit -u -D\n" + ShellSession.STAND_IN);

        assertThat(typedInto("zsh -i")).isEqualTo(TYPED);
    }

    private Map<String, String> typedInto(String shell) throws Exception {
        Map<String, String> got = new LinkedHashMap<>();
        try (ShellSession session = new ShellSession(shell, folder, Map.of("ZDOTDIR", folder.toString()))) {
            for (String line : TYPED.keySet()) got.put(line, session.type(line.replace('→', '\t')));
        }
        return got;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "leastwise ch, check",
                "./leastwise check --fail-on=, --fail-on=critical --fail-on=high --fail-on=low --fail-on=medium --fail-on=never --fail-on=undecided",
                "|leastwise check --lsm |, apparmor none selinux",
                "leastwise check --lsm none --target c, containerd1.7 containerd2 cri-o",
                "leastwise check -o json=ot, json=other.yaml",
                "leastwise check --output=json=wi, --output=json=with blank.yaml",
                "leastwise check --standard restricted:la, restricted:latest",
                "leastwise check --no, --no-suppressions",
                "leastwise check wi, with blank.yaml",
                "leastwise check --config=ot, --config=other.yaml",
                "leastwise check --image nginx=la, nginx=layout/",
                "leastwise rules host-p, host-path host-pid host-port",
                "|leastwise schema |, check config explain fix image known rules",
            })
    void fishCompletes(String line, String completions) throws Exception {
        Needs.program("fish", "the shell to try");
        Path script = write("leastwise.fish", run("completion", "fish"));
        String words =
                answer("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script.toString(), line);

        assertThat(words.lines().map(word -> word.replaceAll("\t.*", "")))
                .containsExactly(completions.split(" (?!blank)", -1));
    }

    @Test
    void fishAndZshSayWhatCommandsOptionsAndRulesAre() {
        assertThat(run("completion", "fish"))
                .contains("complete -c leastwise -n __leastwise_lacks_command -a check -d"
                        + " 'say what manifests grant that they should not'\n")
                .contains("complete -c leastwise -n '__leastwise_runs check' -l lsm -x -a 'apparmor selinux none'"
                        + " -d 'the hosts\\' security module: apparmor, selinux or none'\n")
                .contains("-a host-pid -d 'A pod sees the node\\'s processes'\n");
        assertThat(run("completion", "zsh"))
                .contains("'check:say what manifests grant that they should not'")
                .contains(
                        "'*--lsm=[the hosts'\\'' security module: apparmor, selinux or none]:MODULE:_leastwise_check_lsm'")
                .contains("'host-pid:A pod sees the node'\\''s processes'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "leastwise ex, explain",
                "leastwise check --fail-on=, critical high medium low undecided never",
                "leastwise check --kubernetes v1.2, v1.29 v1.28 v1.27 v1.26 v1.25",
                "|leastwise check --write-known=a --known |, ||",
                "leastwise explain --c, --container --config",
                "|leastwise explain --container |, ||",
                "|leastwise rules -o |, text json markdown",
                "leastwise rules host-i, host-ipc",
                "leastwise schema zz, ||",
                "|leastwise version |, ||",
            })
    void bashOffersWhatMayStandThere(String line, String completions) throws Exception {
        Needs.program("bash", "the shell to try");

        assertThat(offered(line)).isEqualTo(completions);
    }

    @Test
    void bashReplacesOnlyWhatStandsBehindItsWordBreaks() throws Exception {
        Needs.program("bash", "the shell to try");

        assertThat(offered("leastwise check --standard=restricted:la", "=:")).isEqualTo("latest");
        assertThat(offered("leastwise check --standard=restricted:la", "=")).isEqualTo("restricted:latest");
        assertThat(offered("leastwise check --standard=restricted:la", "")).isEqualTo("--standard=restricted:latest");
    }

    @Test
    void bashOffersAllCommandsOptionsRulesAndSchemas() throws Exception {
        Needs.program("bash", "the shell to try");

        assertThat(offered("leastwise ").split(" ")).containsAll(COMMANDS);
        for (String command : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            List<String> names = new ArrayList<>();
            for (OptionSpec option : Main.command(command).spec().options()) names.add("--" + option.name());
            names.add("--help");
            assertThat(offered("leastwise " + command + " -").split(" "))
                    .as(command)
                    .containsExactlyElementsOf(names);
        }
        assertThat(offered("leastwise rules ").split(" "))
                .containsExactlyElementsOf(
                        Rules.ALL.stream().map(rule -> rule.info().id()).toList());
    }

    @Test
    void everyWordThatIsOfferedIsTaken() throws IOException {
        String file = write("clean.yaml", "{apiVersion: v1, kind: ConfigMap}").toString();
        for (String command : List.of("check", "explain")) {
            for (OptionSpec option : Main.command(command).spec().options()) {
                for (String word : option.values().words()) {
                    assertThat(code(command, "--" + option.name(), word, file))
                            .as("--%s %s", option.name(), word)
                            .isZero();
                }
            }
        }
        for (String command : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            for (String word : Main.command(command).spec().operand().words()) {
                assertThat(code(command, word)).as("%s %s", command, word).isZero();
            }
        }
    }

    private String offered(String line) throws Exception {
        return offered(line, "\"'><=;|&(:");
    }

    /** What bash offers behind a line that it cuts into words at some characters. */
    private String offered(String line, String breaks) throws Exception {
        Path script = write("leastwise.bash", run("completion", "bash"));
        String call =
                "source \"$1\"; COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDBREAKS=$3; _leastwise; echo \"${COMPREPLY[*]}\"";
        return answer("bash", "-c", call, "bash", script.toString(), line, breaks)
                .strip();
    }

    private String answer(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static int code(String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(words, new Console(nowhere, nowhere, Map.of(), false, false, 100));
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(
                        new ArrayList<>(List.of(words)).toArray(String[]::new),
                        new Console(stream, stream, Map.of(), false, false, 100)))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
