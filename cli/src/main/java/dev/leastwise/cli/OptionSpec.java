package dev.leastwise.cli;

/**
 * An option of a command; parsing, help and completion come from here.
 *
 * @param letter the short form, or 0
 * @param argument what stands for its value in the help; empty where it takes none
 * @param built whether it works yet
 * @param values what its value may be
 */
record OptionSpec(String name, char letter, String argument, String help, boolean built, Values values) {

    /** That of every command, which needs no parsing. */
    static final OptionSpec HELP = flag("help", "show this").letter('h');

    static OptionSpec flag(String name, String help) {
        return new OptionSpec(name, (char) 0, "", help, true, Values.ANY);
    }

    static OptionSpec value(String name, String argument, String help) {
        return new OptionSpec(name, (char) 0, argument, help, true, Values.ANY);
    }

    /** One that is promised and answers that it does not work yet. */
    static OptionSpec planned(String name, String argument) {
        return new OptionSpec(name, (char) 0, argument, "", false, Values.ANY);
    }

    /** Whether it takes no value. */
    boolean isFlag() {
        return argument.isEmpty();
    }

    OptionSpec letter(char shortForm) {
        return new OptionSpec(name, shortForm, argument, help, built, values);
    }

    /** The same, with what its value may be. */
    OptionSpec of(Values possible) {
        return new OptionSpec(name, letter, argument, help, built, possible);
    }
}
