package dev.leastwise.cli;

/** Runs in one process what users run, so that the launcher's AOT cache holds it. */
final class Training {

    /** Runs every command on a folder of examples. */
    public static void main(String[] words) {
        String examples = words[0];
        String[][] commands = {
            {"check", examples, "-o", "json"},
            {"check", examples, "-v", "--standard", "restricted", "--standard", "namespace"},
            {"explain", examples},
            {"explain", examples, "-o", "json"},
            {"rules"},
            {"version"},
            {"--help"},
        };
        for (String[] command : commands) Main.run(command, Console.ofProcess());
    }

    private Training() {}
}
