package dev.leastwise.cli;

/** One of the program's commands. */
interface Command {

    CommandSpec spec();

    /** Runs it and returns the exit code. */
    int run(Arguments arguments, Console console);
}
