package dev.leastwise.cli;

import dev.leastwise.report.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A format, and where a report in it goes.
 *
 * @param file empty for standard output
 */
record Output(String format, Optional<Path> file) {

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
            throw new UsageError("-o \"" + format + "\" is no format; use " + String.join(" or ", formats));
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

    /**
     * Writes the whole of it: a file is written beside, synced and renamed, so that it is never half there. A link stays
     * and leads to it; a device or a pipe is written into.
     */
    void write(CharSequence text, Console console) {
        if (file.isEmpty()) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            console.out().write(bytes, 0, bytes.length);
            console.out().flush();
            return;
        }
        Path target = file.get();
        try {
            if (!Files.exists(target)) {
                replace(target, text);
            } else if (Files.isRegularFile(target)) {
                replace(target.toRealPath(), text);
            } else {
                Files.writeString(target, text, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            throw new UsageError("cannot write " + target + "; check that its folder exists and may be written");
        }
    }

    private static void replace(Path target, CharSequence text) throws IOException {
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(beside);
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it could not be made in the first place
        }
    }
}
