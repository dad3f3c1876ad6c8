package dev.leastwise.sandbox;

import static dev.leastwise.sandbox.Machine.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A folder for each test of root's, taken away with what is mounted in it: JUnit's own knows neither mounts nor devices. */
public final class Workplace implements BeforeEachCallback, AfterEachCallback {

    private Optional<Path> folder = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Machine.needsRoot("only root can give files to others");
        folder = Optional.of(Files.createTempDirectory("leastwise").toRealPath());
    }

    public Path folder() {
        return folder.orElseThrow();
    }

    public Path resolve(String name) {
        return folder().resolve(name);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (folder.isEmpty()) return;
        String mounts =
                "grep -o ' '\"$1\"'[^ ]*' /proc/self/mountinfo | tac | while read -r m; do umount -l \"$(printf %b \"$m\")\"; done";
        output("sh", "-c", mounts + "; rm -rf --one-file-system \"$1\"", "sh", folder().toString());
    }
}
