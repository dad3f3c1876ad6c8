package dev.leastwise.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something to read: a file or standard input, whose bytes are kept, since they come only once. */
public final class Input {

    public static final String STDIN = "stdin";

    /** Of standard input; never that of a file, since those are absolute. */
    private static final Path NO_FILE = Path.of("-");

    private final String name;
    private final Path path;
    private byte @Nullable [] standardInput;

    Input(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    static Input standardInput() {
        return new Input(STDIN, NO_FILE);
    }

    /** As given on the command line, with {@code /} between folders; {@code stdin} for standard input. */
    public String name() {
        return name;
    }

    public Path path() {
        return path;
    }

    public boolean isStandardInput() {
        return path.equals(NO_FILE);
    }

    /** Reads it whole, but no more than one byte over the limit. */
    public byte[] read(int limit) throws IOException {
        if (!isStandardInput()) {
            try (InputStream in = new FileInputStream(path.toFile())) {
                return in.readNBytes(limit + 1);
            }
        }
        byte[] bytes = standardInput;
        if (bytes == null) {
            bytes = System.in.readNBytes(limit + 1);
            standardInput = bytes;
        }
        return bytes;
    }
}
