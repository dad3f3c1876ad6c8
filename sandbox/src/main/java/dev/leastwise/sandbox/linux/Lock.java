package dev.leastwise.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A file that is locked (flock(2)) for as long as this is open or the process lives: the kernel lets go of it however the
 * process ends.
 */
public final class Lock implements AutoCloseable {

    /** Whom it keeps away. */
    public enum Kind {
        SHARED(1),
        EXCLUSIVE(2);

        private final int operation;

        Kind(int operation) {
            this.operation = operation;
        }
    }

    private static final int WITHOUT_WAITING = 4;
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR_CREAT_CLOEXEC = 02000102;

    private final int descriptor;
    private final Path file;

    private Lock(int descriptor, Path file) {
        this.descriptor = descriptor;
        this.file = file;
    }

    /** Opens a file that is made where it is not there; nothing is locked yet. */
    public static Lock of(Path file) throws LinuxError {
        String shown = file.toString();
        try (Arena memory = Arena.ofConfined()) {
            long name = Linux.string(memory, shown);
            return new Lock(Linux.OPEN_AT.call(shown, AT_FDCWD, name, O_RDWR_CREAT_CLOEXEC, 0600), file);
        }
    }

    /** Waits until nobody keeps it away; a lock that it has becomes this one, not without a moment between. */
    public void take(Kind kind) throws LinuxError {
        Linux.LOCK.call(file.toString(), descriptor, kind.operation);
    }

    /** Whether nobody keeps it away. */
    public boolean takes(Kind kind) throws LinuxError {
        try {
            Linux.LOCK.call(file.toString(), descriptor, kind.operation | WITHOUT_WAITING);
            return true;
        } catch (LinuxError e) {
            if (e.isBusy()) return false;
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            Linux.CLOSE.call(file.toString(), descriptor);
        } catch (IOException e) {
            // the kernel has let go of it whatever it says (close(2))
        }
    }
}
