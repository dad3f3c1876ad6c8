package dev.leastwise.cli;

import java.util.Map;

/** Writes help from what commands say of themselves. */
final class Help {

    static String overview() {
        StringBuilder help = new StringBuilder("""
                Leastwise takes a Kubernetes workload to the least privilege it can run with.

                Usage: leastwise COMMAND [OPTIONS] [PATH...]

                Commands:
                """);
        int width = 0;
        for (String name : Commands.SUMMARIES.keySet()) width = Math.max(width, name.length());
        for (Map.Entry<String, String> command : Commands.SUMMARIES.entrySet()) {
            row(help, command.getKey(), width, command.getValue());
        }
        help.append("""

                Try: leastwise check deploy.yaml
                     leastwise explain deploy.yaml
                     helm template CHART | leastwise check -
                Help on a command: leastwise COMMAND --help
                """);
        return help.toString();
    }

    static String of(CommandSpec spec) {
        StringBuilder help = new StringBuilder("leastwise ").append(spec.name()).append(": ");
        help.append(spec.summary()).append("\n\nUsage: leastwise ").append(spec.name());
        if (!spec.options().isEmpty()) help.append(" [OPTIONS]");
        if (!spec.operands().isEmpty()) help.append(' ').append(spec.operands());
        help.append('\n');
        for (String detail : spec.details()) help.append('\n').append(detail).append('\n');
        help.append("\nOptions:\n");
        int width = left(OptionSpec.HELP).length();
        for (OptionSpec option : spec.options())
            width = Math.max(width, left(option).length());
        for (OptionSpec option : spec.options()) {
            if (option.built()) row(help, left(option), width, option.help());
        }
        row(help, left(OptionSpec.HELP), width, OptionSpec.HELP.help());
        return help.toString();
    }

    private static String left(OptionSpec option) {
        if (!option.built()) return "";
        String letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
        return letter + "--" + option.name() + (option.argument().isEmpty() ? "" : " " + option.argument());
    }

    private static void row(StringBuilder help, String left, int width, String right) {
        help.append("  ").append(left).repeat(' ', width - left.length() + 2);
        help.append(right.replace("\n", "\n" + " ".repeat(width + 4))).append('\n');
    }

    private Help() {}
}
