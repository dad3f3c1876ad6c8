package dev.leastwise.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The words of a command line, parsed by what the command takes. */
final class Arguments {

    private final CommandLine line;

    private Arguments(CommandLine line) {
        this.line = line;
    }

    static Arguments parse(CommandSpec spec, List<String> words) {
        Options options = new Options();
        for (OptionSpec option : spec.options()) options.addOption(option(option));
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .get()
                    .parse(options, words.toArray(new String[0]));
            for (OptionSpec option : spec.options()) {
                if (!option.built() && line.hasOption(option.name())) {
                    throw new UsageError("--" + option.name() + " is not built yet; leave it out");
                }
            }
            return new Arguments(line);
        } catch (UnrecognizedOptionException e) {
            throw unknown(e.getOption(), spec);
        } catch (MissingArgumentException e) {
            throw new UsageError(
                    "--" + e.getOption().getLongOpt() + " needs a value; see leastwise " + spec.name() + " --help");
        } catch (ParseException e) {
            throw new UsageError(e.getMessage() + "; see leastwise " + spec.name() + " --help");
        }
    }

    private static Option option(OptionSpec spec) {
        Option.Builder builder = spec.letter() == 0 ? Option.builder() : Option.builder(String.valueOf(spec.letter()));
        return builder.longOpt(spec.name()).hasArg(!spec.argument().isEmpty()).get();
    }

    private static UsageError unknown(String option, CommandSpec spec) {
        String word = option.replaceFirst("^-+", "").replaceFirst("=.*", "");
        List<String> names = spec.options().stream()
                .filter(OptionSpec::built)
                .map(OptionSpec::name)
                .toList();
        String hint = Nearest.to(word, names)
                .map(name -> "did you mean --" + name + "?")
                .orElse("see leastwise " + spec.name() + " --help");
        return new UsageError("unknown option " + option + "; " + hint);
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(line.getOptionValue(option));
    }

    List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** The words that are no options. */
    List<String> operands() {
        return line.getArgList();
    }
}
