package dev.leastwise.cli;

import dev.leastwise.report.Terminal;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a run reads and writes.
 *
 * @param outTerminal whether standard output is a terminal
 * @param errTerminal whether standard error is one
 * @param width the terminal's columns
 */
record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outTerminal,
        boolean errTerminal,
        int width) {

    private static final int WIDTH = 100;
    private static final int NARROWEST = 40;

    /** The program's own, as the launcher found them: the JVM itself would load much to tell. */
    static Console ofProcess() {
        String terminals = System.getProperty("leastwise.terminals", "");
        return new Console(
                System.out,
                System.err,
                System.getenv(),
                terminals.contains("out"),
                terminals.contains("err"),
                width(System.getProperty("leastwise.columns", "")));
    }

    /** The same with other variables. */
    Console in(Map<String, String> variables) {
        return new Console(out, err, variables, outTerminal, errTerminal, width);
    }

    private static int width(String columns) {
        try {
            int width = Integer.parseInt(columns.strip());
            return width == 0 ? WIDTH : Math.max(width, NARROWEST);
        } catch (NumberFormatException e) {
            return WIDTH;
        }
    }

    /** What text for standard output is written for: colours on a terminal, unless NO_COLOR is set (no-color.org). */
    Terminal terminal() {
        boolean forced = set("CLICOLOR_FORCE")
                && !environment.getOrDefault("CLICOLOR_FORCE", "").equals("0");
        boolean colours = !set("NO_COLOR") && (forced || outTerminal) && !"dumb".equals(environment.get("TERM"));
        return new Terminal(colours, outTerminal ? width : WIDTH);
    }

    private boolean set(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    void error(String line) {
        err.println(line);
    }
}
