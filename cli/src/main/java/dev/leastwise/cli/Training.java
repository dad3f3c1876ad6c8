package dev.leastwise.cli;

import dev.leastwise.rule.Rule;
import dev.leastwise.rule.RuleInfo.Example;
import dev.leastwise.rule.Rules;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs in one process what users run, so that the launcher's AOT cache holds it. */
final class Training {

    private static final String JSON = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}";

    /** Runs every command on a folder of examples, and check on those of every rule. */
    public static void main(String[] words) {
        String examples = words[0];
        String[][] commands = {
            {"check", examples, "-o", "json"},
            {"check", examples, "-v"},
            {"explain", examples},
            {"explain", examples, "-o", "json"},
            {"rules"},
            {"version"},
            {"--help"},
        };
        for (String[] command : commands) Main.run(command, Console.ofProcess());
        check(ruleExamples());
        check(ruleExamples(), "--standard", "restricted", "--standard", "baseline:v1.18", "--standard", "namespace");
        check(JSON);
    }

    private static void check(String input, String... options) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<String> words = new ArrayList<>(List.of("check", "-"));
        words.addAll(List.of(options));
        Main.run(words.toArray(String[]::new), Console.ofProcess());
    }

    private static String ruleExamples() {
        StringBuilder manifests = new StringBuilder();
        for (Rule rule : Rules.ALL) {
            for (Example example : rule.info().examples()) {
                manifests.append(example.manifest()).append("---\n");
            }
        }
        return manifests.toString();
    }

    private Training() {}
}
