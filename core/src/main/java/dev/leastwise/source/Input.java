package dev.leastwise.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Something to read: a file or standard input.
 *
 * @param name as given on the command line, with {@code /} between folders; {@code stdin} for standard input
 */
public record Input(String name, Path path) {

    public static final String STDIN = "stdin";

    /** Reads it whole, but no more than one byte over the limit. */
    public byte[] read(int limit) throws IOException {
        if (name.equals(STDIN)) return System.in.readNBytes(limit + 1);
        try (InputStream in = new FileInputStream(path.toFile())) {
            return in.readNBytes(limit + 1);
        }
    }
}
