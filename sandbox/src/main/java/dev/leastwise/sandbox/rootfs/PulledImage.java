package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Lock;
import java.nio.file.Path;

/** A fetched image's layout, which nobody lets go of while this is open. */
public final class PulledImage implements AutoCloseable {

    private final Path layout;
    private final Lock lock;

    PulledImage(Path layout, Lock lock) {
        this.layout = layout;
        this.lock = lock;
    }

    public Path layout() {
        return layout;
    }

    @Override
    public void close() {
        lock.close();
    }
}
