package dev.leastwise.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is mounted in the namespace of this process. */
public final class Mounts {

    private static final int MS_BIND = 4096;
    private static final int MS_PRIVATE = 1 << 18;
    private static final int MS_SHARED = 1 << 20;
    public static final int MS_NOSUID = 2;
    public static final int MS_NODEV = 4;
    public static final int MS_NOEXEC = 8;

    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;

    /**
     * Mounts a file system.
     *
     * @param options those that are its own, as mount(8) takes them
     */
    public static void mount(String type, Path target, int flags, String options) throws LinuxError {
        call(type, target, type, flags, options);
    }

    /** Shows a file or folder in another place, too. */
    public static void bind(Path source, Path target) throws LinuxError {
        call(source.toString(), target, "none", MS_BIND, "");
    }

    /** Makes a folder a mount of its own: what is mounted in it shows in no other namespace. */
    public static void keepPrivate(Path folder) throws LinuxError {
        bind(folder, folder);
        call("none", folder, "none", MS_PRIVATE, "");
    }

    /** Makes a folder or file a mount of its own: what is mounted in it shows in its copies, and theirs in it. */
    public static void share(Path place) throws LinuxError {
        bind(place, place);
        call("none", place, "none", MS_SHARED, "");
    }

    private static void call(String source, Path target, String type, long flags, String options) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            Linux.MOUNT.call(
                    "mount of " + type + " on " + target,
                    Linux.string(memory, source),
                    Linux.string(memory, target.toString()),
                    Linux.string(memory, type),
                    flags,
                    Linux.string(memory, options));
        }
    }

    /** Takes away what is mounted there, at the latest when nobody uses it any more. */
    public static void unmount(Path target) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            long name = Linux.string(memory, target.toString());
            Linux.UNMOUNT.call("unmount of " + target, name, MNT_DETACH | UMOUNT_NOFOLLOW);
        }
    }

    /** Takes away all that is mounted in a folder and on it, the last first. */
    public static void unmountAll(Path folder) throws IOException {
        for (Path mounted : in(folder).reversed()) unmount(mounted);
    }

    /** Where something is mounted in a folder or on it, in the order in which it was (proc_pid_mountinfo(5)). */
    public static List<Path> in(Path folder) throws IOException {
        String start = folder + "/";
        List<Path> mounted = new ArrayList<>();
        byte[] table = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
        for (String line : new String(table, StandardCharsets.UTF_8).split("\n", -1)) {
            String[] fields = line.split(" ", 6);
            if (fields.length < 6) continue;
            String place = unescaped(fields[4]);
            if (place.equals(folder.toString()) || place.startsWith(start)) mounted.add(Path.of(place));
        }
        return mounted;
    }

    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    private Mounts() {}
}
