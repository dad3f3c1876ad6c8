package dev.leastwise.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.image.fixture.DebianImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tests ask of the machine that they run on. */
public final class Machine {

    /** Skips the test where it is not root's. */
    public static void needsRoot(String why) throws IOException {
        String status =
                Files.exists(Path.of("/proc/self/status")) ? Files.readString(Path.of("/proc/self/status")) : "";
        assumeTrue(status.contains("\nUid:\t0\t0\t"), "needs root: " + why);
    }

    /** Skips the test where a program is not installed. */
    public static void needs(String program, String why) {
        assumeTrue(DebianImage.has(program), "needs " + program + ": " + why);
    }

    /** What a program that does well writes. */
    public static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Machine() {}
}
