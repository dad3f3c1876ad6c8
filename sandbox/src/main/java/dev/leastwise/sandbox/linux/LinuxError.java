package dev.leastwise.sandbox.linux;

import java.io.IOException;
import java.util.Map;

/** A call that the kernel refused, with its reason in errno(3)'s words. */
@SuppressWarnings("serial")
public final class LinuxError extends IOException {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ELOOP = 40;
    static final int ENODATA = 61;
    static final int EOPNOTSUPP = 95;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(EPERM, "operation not permitted"),
            Map.entry(ENOENT, "no such file or directory"),
            Map.entry(5, "input/output error"),
            Map.entry(12, "cannot allocate memory"),
            Map.entry(13, "permission denied"),
            Map.entry(16, "device or resource busy"),
            Map.entry(EEXIST, "file exists"),
            Map.entry(EXDEV, "invalid cross-device link"),
            Map.entry(19, "no such device"),
            Map.entry(ENOTDIR, "not a directory"),
            Map.entry(EISDIR, "is a directory"),
            Map.entry(EINVAL, "invalid argument"),
            Map.entry(24, "too many open files"),
            Map.entry(28, "no space left on device"),
            Map.entry(30, "read-only file system"),
            Map.entry(34, "numerical result out of range"),
            Map.entry(36, "file name too long"),
            Map.entry(38, "function not implemented"),
            Map.entry(39, "directory not empty"),
            Map.entry(ELOOP, "too many levels of symbolic links"),
            Map.entry(EOPNOTSUPP, "operation not supported"),
            Map.entry(122, "disk quota exceeded"));

    private final int number;

    LinuxError(String what, int number) {
        super(what + ": " + TEXTS.getOrDefault(number, "errno " + number));
        this.number = number;
    }

    public boolean isMissing() {
        return number == ENOENT;
    }

    public boolean isThere() {
        return number == EEXIST;
    }

    /** Whether a part of the path was no folder, or a link where none may be. */
    public boolean isNoFolder() {
        return number == ENOTDIR || number == ELOOP;
    }

    /** Whether the path leads out of where it may. */
    public boolean isOutside() {
        return number == EXDEV;
    }

    public boolean isEndless() {
        return number == ELOOP;
    }

    boolean isFolder() {
        return number == EISDIR || number == EPERM;
    }

    /** Whether the file system or the kernel has nothing of that kind. */
    public boolean isUnsupported() {
        return number == EOPNOTSUPP || number == EINVAL || number == 19;
    }

    boolean isBusy() {
        return number == EAGAIN;
    }

    boolean isInterrupted() {
        return number == EINTR;
    }
}
