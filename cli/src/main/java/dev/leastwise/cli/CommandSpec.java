package dev.leastwise.cli;

import java.util.List;

/**
 * What a command is called, takes and does, for its help.
 *
 * @param operands what it takes besides options, such as {@code PATH...}; empty for nothing
 * @param details further sentences
 */
record CommandSpec(String name, String operands, String summary, List<String> details, List<OptionSpec> options) {}
