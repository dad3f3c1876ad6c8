package dev.leastwise.cli;

import dev.leastwise.report.Terminal;
import dev.leastwise.source.FileRewrite;
import dev.leastwise.source.Nearest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A format, and where a report in it goes.
 *
 * @param file empty for standard output
 */
record Output(String format, Optional<Path> file) {

    /** The option that {@link #read} reads. */
    static OptionSpec option(List<String> formats, String help) {
        return OptionSpec.value("output", "FORMAT[=FILE]", help)
                .letter('o')
                .of(Values.of(formats).then('=', Values.FILES));
    }

    /** Reads {@code -o FORMAT[=FILE]} options; text on standard output where there is none. */
    static List<Output> read(List<String> values, List<String> formats) {
        if (values.isEmpty()) return List.of(new Output("text", Optional.empty()));
        List<Output> outputs = new ArrayList<>();
        for (String value : values) outputs.add(read(value, formats));
        if (outputs.stream().filter(output -> output.file.isEmpty()).count() > 1) {
            throw new UsageError("only one -o can go to standard output; write -o FORMAT=FILE for the others");
        }
        return outputs;
    }

    private static Output read(String value, List<String> formats) {
        int equals = value.indexOf('=');
        String format = equals < 0 ? value : value.substring(0, equals);
        if (!formats.contains(format)) {
            throw new UsageError("-o \"" + format + "\" is no format; "
                    + Nearest.to(format, formats)
                            .map(nearest -> "did you mean -o " + nearest + "?")
                            .orElse("use " + String.join(", ", formats)));
        }
        if (equals == value.length() - 1) throw new UsageError("-o " + value + " names no file; write -o FORMAT=FILE");
        try {
            return new Output(
                    format, equals < 0 ? Optional.empty() : Optional.of(Path.of(value.substring(equals + 1))));
        } catch (InvalidPathException e) {
            throw new UsageError("-o \"" + value + "\" names no file that can be");
        }
    }

    /** What its text is written for. */
    Terminal terminal(Console console) {
        return file.isPresent() ? Terminal.PLAIN : console.terminal();
    }

    /** What writes a report. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    /** What writes a report in the format of an output. */
    interface Contents {
        void write(Output output, Writer out) throws IOException;
    }

    /** Writes all of them, two at a time. */
    static void writeAll(List<Output> outputs, Contents contents, Console console) {
        AtomicInteger next = new AtomicInteger();
        Runnable some = () -> {
            for (int i; (i = next.getAndIncrement()) < outputs.size(); ) {
                Output output = outputs.get(i);
                output.write(out -> contents.write(output, out), console);
            }
        };
        if (outputs.size() == 1) {
            some.run();
            return;
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread second = new Thread(some, "reports");
        second.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        second.start();
        try {
            some.run();
        } finally {
            join(second);
        }
        if (failure.get() instanceof RuntimeException e) throw e;
        if (failure.get() instanceof Error e) throw e;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(CharSequence text, Console console) {
        write(out -> out.append(text), console);
    }

    /**
     * Writes the whole of it: a file is never half there. A device or a pipe is written into.
     */
    void write(Content content, Console console) {
        try {
            if (file.isEmpty()) {
                content.write(new Utf8Writer(console.out()));
                console.out().flush();
                return;
            }
            Path target = file.get();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                    content.write(new Utf8Writer(out));
                }
            } else {
                FileRewrite.write(target, out -> content.write(new Utf8Writer(out)));
            }
        } catch (IOException e) {
            String target = file.map(Path::toString).orElse("standard output");
            throw new UsageError("cannot write " + target + "; check that its folder exists and may be written");
        }
    }
}
