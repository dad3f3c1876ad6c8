package dev.leastwise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A shell at a terminal, in which the command leastwise shows the words that it is given. */
final class ShellSession implements AutoCloseable {

    /** What the shell must define. */
    static final String STAND_IN = "leastwise() { printf '<%s>' \"$@\"; printf ' done\\n'; }\n";

    private static final String DONE = " done\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final OutputStream keys;
    private final InputStream screen;

    /** Starts a shell in a folder. */
    ShellSession(String command, Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null");
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("TERM", "dumb");
        builder.environment().putAll(environment);
        process = builder.start();
        keys = process.getOutputStream();
        screen = process.getInputStream();
    }

    /** Types a line and the return key; returns the words that leastwise got, each in angle brackets. */
    String type(String line) throws IOException, InterruptedException {
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
        StringBuilder shown = new StringBuilder();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (shown.indexOf(DONE) < 0) {
            if (Instant.now().isAfter(deadline)) throw new IOException("no answer; on the screen: " + shown);
            int available = screen.available();
            if (available == 0) Thread.sleep(5);
            else shown.append(new String(screen.readNBytes(available), StandardCharsets.UTF_8));
        }
        int end = shown.indexOf(DONE);
        return shown.substring(shown.lastIndexOf("\n", end) + 1, end);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        keys.close();
        screen.close();
    }
}
