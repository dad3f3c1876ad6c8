package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Lock;
import java.nio.file.Path;

/** An image's files, which nobody may change and nobody lets go of while this is open. */
public final class UnpackedImage implements AutoCloseable {

    private final Path root;
    private final Lock lock;

    UnpackedImage(Path root, Lock lock) {
        this.root = root;
        this.lock = lock;
    }

    public Path root() {
        return root;
    }

    @Override
    public void close() {
        lock.close();
    }
}
