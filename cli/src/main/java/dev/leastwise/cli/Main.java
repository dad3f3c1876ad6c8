package dev.leastwise.cli;

import dev.leastwise.report.Terminal;
import dev.leastwise.source.Nearest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program {@code leastwise}. */
public final class Main {

    public static void main(String[] words) {
        int code = run(words, Console.ofProcess());
        if (System.out.checkError() && code != Exit.INTERNAL) code = unwritten(code);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    /** A report that did not arrive is no clean run; a reader that has seen enough, as head has, changes nothing. */
    private static int unwritten(int code) {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write('\n');
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.equals("Broken pipe")) return code;
            System.err.println("leastwise: cannot write standard output: " + reason + "; send it elsewhere");
        }
        return Exit.USAGE;
    }

    /** Runs one command and returns its exit code; nothing is closed, so that another can follow. */
    static int run(String[] words, Console console) {
        try {
            return dispatch(Arrays.asList(words), console);
        } catch (UsageError e) {
            console.error("leastwise: " + Terminal.harmless(e.text()));
            return Exit.USAGE;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            console.error("leastwise: internal error: " + Terminal.harmless(String.valueOf(e)) + trace(e)
                    + "; please report it at https://leastwise.dev/issues");
            return Exit.INTERNAL;
        }
    }

    private static int dispatch(List<String> words, Console console) {
        if (words.isEmpty()) {
            console.err().print(Help.overview());
            return Exit.USAGE;
        }
        String name = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (name.equals("--version") || name.equals("-V")) return new VersionCommand().run(console);
        if (name.equals("--help") || name.equals("-h") || name.equals("help")) {
            console.out()
                    .print(
                            rest.isEmpty()
                                    ? Help.overview()
                                    : Help.of(command(rest.getFirst()).spec()));
            return Exit.CLEAN;
        }
        Command command = command(name);
        if (rest.contains("--help") || rest.contains("-h")) {
            console.out().print(Help.of(command.spec()));
            return Exit.CLEAN;
        }
        return command.run(Arguments.parse(command.spec(), rest), console);
    }

    static Command command(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "fix" -> new FixCommand();
            case "explain" -> new ExplainCommand();
            case "image" -> new ImageCommand();
            case "run" -> new RunCommand();
            case "rules" -> new RulesCommand();
            case "schema" -> new SchemaCommand();
            case "completion" -> new CompletionCommand();
            case "version" -> new VersionCommand();
            case "drill", "learn", "guard" ->
                throw new UsageError(name + " is not built yet; leastwise --help shows what is");
            default -> throw new UsageError(unknown(name));
        };
    }

    private static String unknown(String name) {
        String hint = Nearest.to(name, List.copyOf(Commands.SUMMARIES.keySet()))
                .map(nearest -> "did you mean leastwise " + nearest + "?")
                .orElse("leastwise --help shows the commands");
        return "unknown command \"" + name + "\"; " + hint;
    }

    /** Where it happened, in a few words for a report: no stack trace is ever shown. */
    private static String trace(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private Main() {}
}
