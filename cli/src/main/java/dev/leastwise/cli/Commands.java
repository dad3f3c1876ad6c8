package dev.leastwise.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands and what each is for, in the order of the help. */
final class Commands {

    static final Map<String, String> SUMMARIES = summaries();

    /** The command that {@link Main} answers itself. */
    static final CommandSpec HELP = new CommandSpec(
            "help", "[COMMAND]", Values.of(SUMMARIES), SUMMARIES.getOrDefault("help", ""), List.of(), List.of());

    /** The options that stand in place of a command. */
    static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.HELP, OptionSpec.flag("version", "print the version").letter('V'));

    private static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        summaries.put("check", "say what manifests grant that they should not");
        summaries.put("explain", "say what each container is granted, and by which line");
        summaries.put("fix", "rewrite manifests to less privilege, and prove that nothing else changes");
        summaries.put("image", "say what an image starts, as whom, and what its files let others do");
        summaries.put("run", "start a pod here, without a cluster, as the kubelet would");
        summaries.put("rules", "show the catalogue of rules, or one rule with its reason and examples");
        summaries.put("schema", "print the JSON Schema of an output or a configuration");
        summaries.put("completion", "print what makes bash, zsh or fish complete command lines");
        summaries.put("version", "print the version");
        summaries.put("help", "show this, or the help of a command");
        return summaries;
    }

    private Commands() {}
}
