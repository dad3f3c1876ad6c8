package dev.leastwise.cli;

import java.util.List;

/** Writes what makes zsh complete command lines. */
final class ZshCompletion {

    private static final String HEAD = """
            #compdef leastwise
            # Completes leastwise in zsh, as printed by: leastwise completion zsh

            """;

    private static final String TAIL = """
              esac
              return ret
            }

            if [[ $funcstack[1] == _leastwise ]]; then
              _leastwise "$@"
            else
              compdef _leastwise leastwise
            fi
            """;

    private final StringBuilder script = new StringBuilder(HEAD);

    private ZshCompletion() {}

    static String of(List<CommandSpec> commands) {
        return new ZshCompletion().write(commands);
    }

    private String write(List<CommandSpec> commands) {
        writeFunction("_leastwise_commands", "command", Commands.HELP.operand());
        for (CommandSpec command : commands) {
            for (OptionSpec option : command.options()) {
                writeFunction(function(command, option), option.name(), option.values());
            }
            writeFunction(function(command), "operand", command.operand());
        }
        StringBuilder options = new StringBuilder();
        for (OptionSpec option : Commands.OPTIONS) options.append(flag(option, "(- *)"));
        script.append(beginning(options.toString().strip()));
        for (CommandSpec command : commands) writeArguments(command);
        return script.append(TAIL).toString();
    }

    private static String beginning(String options) {
        return """
            _leastwise() {
              local curcontext=$curcontext state ret=1
              local -a line
              _arguments -C %s \\
                '1:COMMAND:_leastwise_commands' '*:: :->rest' && ret=0
              [[ $state == rest ]] || return ret
              curcontext=${curcontext%%:*}-$words[1]:
              case $words[1] in
            """.formatted(options);
    }

    /** A function that offers values; none where nothing is known of them. */
    private void writeFunction(String name, String tag, Values values) {
        if (!hasFunction(values)) return;
        script.append(name).append("() {\n");
        values.behind().ifPresent(behind -> {
            script.append("  if compset -P 1 '*").append(values.separator()).append("'; then\n");
            writeOffer("    ", tag, behind);
            script.append("    return\n  fi\n");
        });
        writeOffer("  ", tag, values);
        script.append("}\n\n");
    }

    private static boolean hasFunction(Values values) {
        return values.behind().isPresent() || !values.words().isEmpty();
    }

    private void writeOffer(String indent, String tag, Values values) {
        script.append(indent);
        if (values.files()) {
            script.append("_files\n");
            return;
        }
        if (values.words().isEmpty()) {
            script.append("_message ").append(tag).append('\n');
            return;
        }
        script.append("local -a choices=(");
        for (String word : values.words()) {
            String meaning = values.meanings().getOrDefault(word, "");
            script.append(' ').append(quoted(word + (meaning.isEmpty() ? "" : ":" + meaning)));
        }
        script.append(" )\n")
                .append(indent)
                .append("_describe -V -t ")
                .append(tag)
                .append(' ')
                .append(tag)
                .append(" choices\n");
    }

    private void writeArguments(CommandSpec command) {
        script.append("    ").append(command.name()).append(")\n      _arguments -s -S ");
        script.append(flag(OptionSpec.HELP, "(- *)").strip());
        for (OptionSpec option : command.options()) {
            if (!option.built()) continue;
            script.append(" \\\n       ");
            script.append(option.isFlag() ? flag(option, "") : valued(command, option));
        }
        if (!command.operands().isEmpty()) {
            String operand = (command.takesMany() ? "*" : "1")
                    + ':'
                    + message(command.operands())
                    + ':'
                    + action(function(command), command.operand());
            script.append(" \\\n        ").append(quoted(operand));
        }
        script.append(" && ret=0\n      ;;\n");
    }

    private static String flag(OptionSpec option, String excluded) {
        String names =
                option.letter() == 0 ? "--" + option.name() : "'{-" + option.letter() + ",--" + option.name() + "}'";
        return " '" + excluded + names + help(option) + "'";
    }

    private static String valued(CommandSpec command, OptionSpec option) {
        String names = option.letter() == 0
                ? "--" + option.name() + '='
                : "'{-" + option.letter() + "+,--" + option.name() + "=}'";
        return " '*" + names + help(option) + ':' + message(option.argument()) + ':'
                + action(function(command, option), option.values()) + "'";
    }

    private static String action(String function, Values values) {
        if (values.behind().isPresent() || !values.words().isEmpty()) return function;
        return values.files() ? "_files" : " ";
    }

    private static String function(CommandSpec command) {
        return "_leastwise_" + command.name();
    }

    private static String function(CommandSpec command, OptionSpec option) {
        return function(command) + '_' + option.name().replace('-', '_');
    }

    private static String help(OptionSpec option) {
        String text = option.help().replace('\n', ' ').replace("[", "\\[").replace("]", "\\]");
        return '[' + inQuotes(text) + ']';
    }

    private static String message(String argument) {
        return inQuotes(argument.replace(":", "\\:"));
    }

    private static String quoted(String text) {
        return "'" + inQuotes(text) + "'";
    }

    private static String inQuotes(String text) {
        return text.replace("'", "'\\''");
    }
}
