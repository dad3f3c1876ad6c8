package dev.leastwise.sandbox.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's random numbers (random(4)): the first of the JVM's own take longer than a container's start. */
public final class KernelRandom {

    /** A random UUID. */
    public static String uuid() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/uuid")).strip();
    }

    private KernelRandom() {}
}
