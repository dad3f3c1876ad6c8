package dev.leastwise.cli;

import java.util.List;

/**
 * What a command is called, takes and does, for its help and completion.
 *
 * @param operands what it takes besides options, such as {@code PATH...}; empty for nothing
 * @param operand what each of them may be
 * @param details further sentences
 */
record CommandSpec(
        String name, String operands, Values operand, String summary, List<String> details, List<OptionSpec> options) {

    /** Whether it takes more than one operand. */
    boolean takesMany() {
        return operands.endsWith("...");
    }
}
