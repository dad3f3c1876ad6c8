package dev.leastwise.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Skips a test where a program is missing that it needs. */
final class Needs {

    static void program(String name, String why) {
        assumeTrue(isOnPath(name), "needs " + name + ": " + why);
    }

    private static boolean isOnPath(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, name))) return true;
        }
        return false;
    }

    private Needs() {}
}
