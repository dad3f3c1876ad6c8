package dev.leastwise.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes what makes bash complete command lines. Files are left to readline, which knows how to quote them. */
final class BashCompletion {

    private static final String FILES = "<files>";

    private static final String HEAD = """
            # Completes leastwise in bash, as printed by: leastwise completion bash

            # What may stand where: behind "COMMAND OPTION" its value, behind "COMMAND -" options, behind "COMMAND" operands.
            _leastwise_choose() {
              choices= separator= behind=
              case $1 in
            """;

    private static final String TAIL = """
                *) return 1 ;;
              esac
            }

            _leastwise() {
              local IFS=$' \\t\\n' line=${COMP_LINE:0:COMP_POINT} words=() word
              COMPREPLY=()
              read -d '' -a words <<<"$line"
              [[ $line != *[[:space:]] ]] || words+=('')
              local count=${#words[@]}
              local command=${words[1]} previous=${words[count - 2]} value=${words[count - 1]}
              local choices separator behind given=
              if [[ $count -le 2 ]]; then
                _leastwise_choose ''
              elif [[ " ${words[*]:2:count - 3} " == *' -- '* ]]; then
                _leastwise_choose "$command"
              elif [[ $value == --*=* ]]; then
                given=${value%%=*}=
                _leastwise_choose "$command ${value%%=*}"
                value=${value#*=}
              elif ! _leastwise_choose "$command $previous"; then
                if [[ $value == -* ]]; then
                  _leastwise_choose "$command -"
                else
                  _leastwise_choose "$command"
                fi
              fi
              if [[ -n $separator && $value == *"$separator"* ]]; then
                given+=${value%%"$separator"*}$separator
                value=${value#*"$separator"}
                choices=$behind
              fi
              [[ $choices != '<files>' ]] || return 0
              compopt +o default 2>/dev/null
              # Readline replaces only what stands behind the last character at which it breaks words.
              local breaks=${COMP_WORDBREAKS//[!=:]/} kept=
              [[ -z $breaks ]] || kept=${given%"${given##*[$breaks]}"}
              for word in $choices; do
                [[ $word != "$value"* ]] || COMPREPLY+=("${given#"$kept"}$word")
              done
            }

            complete -o default -F _leastwise leastwise
            """;

    static String of(List<CommandSpec> commands) {
        StringBuilder script = new StringBuilder(HEAD);
        List<String> first = new ArrayList<>();
        for (CommandSpec command : commands) first.add(command.name());
        for (OptionSpec option : Commands.OPTIONS) first.add("--" + option.name());
        row(script, "''", Values.of(first));
        for (CommandSpec command : commands) write(script, command);
        return script.append(TAIL).toString();
    }

    private static void write(StringBuilder script, CommandSpec command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.built()) continue;
            names.add("--" + option.name());
            if (option.isFlag()) continue;
            String words = quoted(command.name() + " --" + option.name());
            if (option.letter() != 0) words += " | " + quoted(command.name() + " -" + option.letter());
            row(script, words, option.values());
        }
        names.add("--" + OptionSpec.HELP.name());
        row(script, quoted(command.name() + " -"), Values.of(names));
        row(script, command.name(), command.operand());
    }

    private static void row(StringBuilder script, String words, Values values) {
        script.append("    ").append(words).append(')');
        String choices = choices(values);
        if (!choices.isEmpty()) script.append(" choices=").append(quoted(choices));
        if (values.behind().isPresent()) {
            script.append(" separator=").append(quoted(values.separator()));
            script.append(" behind=").append(quoted(choices(values.behind().get())));
        }
        script.append(" ;;\n");
    }

    private static String choices(Values values) {
        return values.files() ? FILES : String.join(" ", values.words());
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private BashCompletion() {}
}
