package dev.leastwise.cli;

import dev.leastwise.source.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a command line, parsed by what the command takes, as getopt_long(3) does: options and operands in any order,
 * {@code --name=value} and {@code --name value}, {@code -nvalue} and {@code -n value}, flags together as in {@code -vq},
 * and only operands behind {@code --}.
 */
final class Arguments {

    private final CommandSpec spec;
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments(CommandSpec spec) {
        this.spec = spec;
    }

    static Arguments parse(CommandSpec spec, List<String> words) {
        Arguments arguments = new Arguments(spec);
        int next = 0;
        while (next < words.size()) next = arguments.take(words, next);
        return arguments;
    }

    /** Takes a word, with the next where that is its value; returns the index of the word that follows. */
    private int take(List<String> words, int index) {
        String word = words.get(index);
        if (word.equals("--")) {
            operands.addAll(words.subList(index + 1, words.size()));
            return words.size();
        }
        if (word.startsWith("--")) return takeLong(words, index);
        if (word.startsWith("-") && word.length() > 1) return takeShort(words, index);
        operands.add(word);
        return index + 1;
    }

    private int takeLong(List<String> words, int index) {
        String word = words.get(index);
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        for (OptionSpec option : spec.options()) {
            if (!option.name().equals(name)) continue;
            if (equals < 0) return option.isFlag() ? add(option, "", index) : addNext(option, words, index);
            if (option.isFlag()) throw new UsageError("--" + name + " takes no value");
            return add(option, word.substring(equals + 1), index);
        }
        throw unknown("--" + name, name);
    }

    private int takeShort(List<String> words, int index) {
        String word = words.get(index);
        for (int i = 1; i < word.length(); i++) {
            OptionSpec option = lettered(word.charAt(i));
            if (option.isFlag()) add(option, "", index);
            else if (i + 1 < word.length()) return add(option, word.substring(i + 1), index);
            else return addNext(option, words, index);
        }
        return index + 1;
    }

    private OptionSpec lettered(char letter) {
        for (OptionSpec option : spec.options()) {
            if (option.letter() == letter) return option;
        }
        throw unknown("-" + letter, "");
    }

    private int addNext(OptionSpec option, List<String> words, int index) {
        if (index + 1 == words.size()) {
            throw new UsageError("--" + option.name() + " needs a value; see leastwise " + spec.name() + " --help");
        }
        return add(option, words.get(index + 1), index + 1);
    }

    private int add(OptionSpec option, String value, int last) {
        if (!option.built()) throw new UsageError("--" + option.name() + " is not built yet; leave it out");
        options.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
        return last + 1;
    }

    private UsageError unknown(String option, String name) {
        List<String> names = spec.options().stream()
                .filter(OptionSpec::built)
                .map(OptionSpec::name)
                .toList();
        String hint = Nearest.to(name, names)
                .map(nearest -> "did you mean --" + nearest + "?")
                .orElse("see leastwise " + spec.name() + " --help");
        return new UsageError("unknown option " + option + "; " + hint);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The option's value, the last one where it was given several times. */
    Optional<String> value(String option) {
        List<String> values = values(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The words that are no options. */
    List<String> operands() {
        return operands;
    }
}
