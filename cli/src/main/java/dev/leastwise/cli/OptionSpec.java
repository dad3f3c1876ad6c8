package dev.leastwise.cli;

/**
 * An option of a command; parsing, help and completion come from here.
 *
 * @param letter the short form, or 0
 * @param argument what stands for its value in the help; empty where it takes none
 * @param built whether it works yet
 */
record OptionSpec(String name, char letter, String argument, String help, boolean built) {

    static OptionSpec flag(String name, String help) {
        return new OptionSpec(name, (char) 0, "", help, true);
    }

    static OptionSpec value(String name, String argument, String help) {
        return new OptionSpec(name, (char) 0, argument, help, true);
    }

    /** One that is promised and answers that it does not work yet. */
    static OptionSpec planned(String name, String argument) {
        return new OptionSpec(name, (char) 0, argument, "", false);
    }

    /** Whether it takes no value. */
    boolean isFlag() {
        return argument.isEmpty();
    }

    OptionSpec letter(char shortForm) {
        return new OptionSpec(name, shortForm, argument, help, built);
    }
}
