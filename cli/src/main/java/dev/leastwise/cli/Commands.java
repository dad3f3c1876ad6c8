package dev.leastwise.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The commands and what each is for, in the order of the help. */
final class Commands {

    static final Map<String, String> SUMMARIES = summaries();

    private static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        summaries.put("check", "say what manifests grant that they should not");
        summaries.put("explain", "say what each container is granted, and by which line");
        summaries.put("image", "say what an image starts, as whom, and what its files let others do");
        summaries.put("rules", "show the catalogue of rules, or one rule with its reason and examples");
        summaries.put("schema", "print the JSON Schema of an output or a configuration");
        summaries.put("version", "print the version");
        summaries.put("help", "show this, or the help of a command");
        return summaries;
    }

    private Commands() {}
}
