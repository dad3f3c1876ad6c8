package dev.leastwise.cli;

import java.util.List;

/** Writes what makes fish complete command lines. */
final class FishCompletion {

    private static final String HEAD = """
            # Completes leastwise in fish, as printed by: leastwise completion fish

            function __leastwise_lacks_command
                test (count (commandline -opc)) -eq 1
            end

            function __leastwise_runs
                set -l words (commandline -opc)
                test (count $words) -ge 2; and test "$words[2]" = $argv[1]
            end

            # Choices, and behind a separator others, or files where none are named.
            function __leastwise_choose -a separator choices behind
                set -l value (commandline -ct | string replace -r -- '^(--[a-z-]+=|-[a-z](?=.))' '')
                if not string match -q -- "*$separator*" $value
                    string split -n ' ' -- $choices
                    return
                end
                set -l parts (string split -m 1 -- $separator $value)
                if test -n "$behind"
                    string split ' ' -- $behind | string replace -r '^' -- $parts[1]$separator
                else
                    __fish_complete_path $parts[2] | string replace -r '^' -- $parts[1]$separator
                end
            end
            """;

    private final StringBuilder script = new StringBuilder(HEAD);

    private FishCompletion() {}

    static String of(List<CommandSpec> commands) {
        return new FishCompletion().write(commands);
    }

    private String write(List<CommandSpec> commands) {
        String start = "__leastwise_lacks_command";
        for (OptionSpec option : Commands.OPTIONS) writeOption(start, option);
        writeOperand(start, Commands.HELP.operand());
        for (CommandSpec command : commands) {
            String condition = "'__leastwise_runs " + command.name() + "'";
            for (OptionSpec option : command.options()) {
                if (option.built()) writeOption(condition, option);
            }
            writeOption(condition, OptionSpec.HELP);
            writeOperand(condition, command.operand());
        }
        return script.toString();
    }

    private void writeOption(String condition, OptionSpec option) {
        begin(condition);
        if (option.letter() != 0) script.append(" -s ").append(option.letter());
        script.append(" -l ").append(option.name());
        Values values = option.values();
        if (values.files()) script.append(" -r -F");
        else if (!option.isFlag()) script.append(" -x");
        if (values.behind().isPresent()) {
            script.append(" -a ").append(quoted(chooser(values, values.behind().get())));
        } else if (!values.words().isEmpty()) {
            script.append(" -a ").append(quoted(String.join(" ", values.words())));
        }
        script.append(" -d ").append(quoted(option.help().replace('\n', ' '))).append('\n');
    }

    private static String chooser(Values values, Values behind) {
        return "(__leastwise_choose " + values.separator() + " \"" + String.join(" ", values.words()) + "\" \""
                + String.join(" ", behind.words()) + "\")";
    }

    private void writeOperand(String condition, Values values) {
        if (!values.files()) {
            begin(condition);
            script.append(" -f\n");
        }
        for (String word : values.words()) {
            begin(condition);
            script.append(" -a ").append(word);
            String meaning = values.meanings().getOrDefault(word, "");
            if (!meaning.isEmpty()) script.append(" -d ").append(quoted(meaning));
            script.append('\n');
        }
    }

    private void begin(String condition) {
        script.append("complete -c leastwise -n ").append(condition);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
