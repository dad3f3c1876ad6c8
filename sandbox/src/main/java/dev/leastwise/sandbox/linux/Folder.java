package dev.leastwise.sandbox.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.leastwise.sandbox.linux.Status.Device;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that is held open. What is named is in it: no name is ever followed where it is a link, whoever changes the
 * folder meanwhile.
 */
public final class Folder implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;

    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_WRONLY = 01;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;
    /** These two differ by processor (asm/fcntl.h). */
    private static final int O_DIRECTORY = isArm() ? 040000 : 0200000;

    private static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;

    private static final int OPENAT2 = 437;
    private static final int RESOLVE_NO_XDEV = 0x01;
    private static final int RESOLVE_NO_MAGICLINKS = 0x02;
    private static final int RESOLVE_NO_SYMLINKS = 0x04;
    private static final int RESOLVE_BENEATH = 0x08;
    private static final int RESOLVE_IN_ROOT = 0x10;

    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BYTES = 256;
    private static final int LIST_BYTES = 1 << 15;
    private static final int ATTRIBUTE_BYTES = 1 << 16;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private final int descriptor;
    private final String shown;

    private Folder(int descriptor, String shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /** A folder of our own: its path is trusted, links and all. */
    public static Folder open(Path path) throws LinuxError {
        return open(AT_FDCWD, path.toString(), path.toString(), 0);
    }

    /** The folder of that name. */
    public Folder child(String name) throws LinuxError {
        return open(descriptor, name, in(name), O_NOFOLLOW);
    }

    private static Folder open(int at, String name, String shown, int flags) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            int how = O_DIRECTORY | O_CLOEXEC | flags;
            return new Folder(Linux.OPEN_AT.call(shown, at, Linux.string(memory, name), how, 0), shown);
        }
    }

    /** The folder that a path leads to when this is the root: its links lead nowhere else, and neither does {@code ..}. */
    public Folder withinRoot(String path) throws LinuxError {
        return resolve(path, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS, O_DIRECTORY);
    }

    /** What a path through folders alone leads to, without a link and without leaving this folder or its file system. */
    public Folder withoutLinks(String path) throws LinuxError {
        return resolve(path, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV, O_PATH);
    }

    /** What a path leads to in here, of whatever kind; links may lead elsewhere in this folder, and nowhere else. */
    public Folder beneath(String path) throws LinuxError {
        return resolve(path, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS, O_PATH);
    }

    private Folder resolve(String path, int how, int flags) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment open = memory.allocate(JAVA_LONG, 3);
            open.setAtIndex(JAVA_LONG, 0, flags | O_CLOEXEC);
            open.setAtIndex(JAVA_LONG, 2, how);
            String relative = path.equals("/") ? "." : path;
            long name = Linux.string(memory, relative);
            int opened = Linux.SYSTEM_CALL.call(in(path), OPENAT2, descriptor, name, open.address(), open.byteSize());
            return new Folder(opened, in(path));
        }
    }

    /** A path of it for other programs, as long as it is open. */
    public Path path() {
        return Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", Integer.toString(descriptor));
    }

    private String in(String name) {
        return name.startsWith("/") || shown.endsWith("/") ? shown + name : shown + '/' + name;
    }

    private interface Call {
        int with(long name, Arena memory) throws LinuxError;
    }

    private static int named(String name, Call call) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            return call.with(Linux.string(memory, name), memory);
        }
    }

    /** Makes a folder with exactly that mode, which belongs to root. */
    public void makeFolder(String name, int mode) throws LinuxError {
        named(name, (text, memory) -> Linux.MAKE_FOLDER_AT.call(in(name), descriptor, text, 0700));
        mode(name, mode);
    }

    /** Makes a file that was not there. */
    public FileOutput create(String name) throws LinuxError {
        int how = O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC;
        int file = named(name, (text, memory) -> Linux.OPEN_AT.call(in(name), descriptor, text, how, 0600));
        return new FileOutput(file, in(name));
    }

    /** Makes a file of what another one holds. */
    public void copy(String name, Folder to) throws LinuxError {
        int how = O_NOFOLLOW | O_CLOEXEC;
        int from = named(name, (text, memory) -> Linux.OPEN_AT.call(in(name), descriptor, text, how, 0));
        try (Folder read = new Folder(from, in(name));
                FileOutput out = to.create(name)) {
            out.takeAll(read.descriptor);
        }
    }

    public void symbolicLink(String name, String target) throws LinuxError {
        named(
                name,
                (text, memory) ->
                        Linux.SYMBOLIC_LINK_AT.call(in(name), Linux.string(memory, target), descriptor, text));
    }

    /** Makes another name of a file; a link gets one itself. */
    public void hardLink(String name, Folder from, String target) throws LinuxError {
        named(
                name,
                (text, memory) -> Linux.LINK_AT.call(
                        in(name), from.descriptor, Linux.string(memory, target), descriptor, text, 0));
    }

    /** Makes a device or a pipe. */
    public void special(String name, int type, Device device) throws LinuxError {
        // makedev(3)
        long major = device.major();
        long minor = device.minor() & 0xFFFFFFFFL;
        long number = (major & 0xFFFFF000L) << 32 | (major & 0xFFF) << 8 | (minor & 0xFFFFFF00L) << 12 | (minor & 0xFF);
        named(name, (text, memory) -> Linux.MAKE_NODE_AT.call(in(name), descriptor, text, type | 0600, number));
    }

    public void rename(String name, Folder to, String newName) throws LinuxError {
        named(
                name,
                (text, memory) ->
                        Linux.RENAME_AT.call(in(name), descriptor, text, to.descriptor, Linux.string(memory, newName)));
    }

    /** Changes the owner, which takes setuid bits and file capabilities away. */
    public void owner(String name, long uid, long gid) throws LinuxError {
        named(
                name,
                (text, memory) ->
                        Linux.CHANGE_OWNER_AT.call(in(name), descriptor, text, uid, gid, AT_SYMLINK_NOFOLLOW));
    }

    /** Changes the permissions of what is no link. */
    public void mode(String name, int mode) throws LinuxError {
        named(name, (text, memory) -> Linux.CHANGE_MODE_AT.call(in(name), descriptor, text, mode, 0));
    }

    public void modified(String name, long seconds) throws LinuxError {
        named(name, (text, memory) -> {
            MemorySegment times = memory.allocate(JAVA_LONG, 4);
            times.setAtIndex(JAVA_LONG, 1, UTIME_OMIT);
            times.setAtIndex(JAVA_LONG, 2, seconds);
            return Linux.SET_TIMES_AT.call(in(name), descriptor, text, times.address(), AT_SYMLINK_NOFOLLOW);
        });
    }

    /** Sets an extended attribute. */
    public void attribute(String name, String attribute, byte[] value) throws LinuxError {
        named(
                byDescriptor(name),
                (text, memory) -> Linux.SET_ATTRIBUTE.call(
                        in(name),
                        text,
                        Linux.string(memory, attribute),
                        value.length == 0 ? 0 : Linux.bytes(memory, value),
                        value.length,
                        0));
    }

    /** Extended attributes are reached by paths alone. */
    private String byDescriptor(String name) {
        return "/proc/self/fd/" + descriptor + '/' + name;
    }

    /** The names of the extended attributes. */
    public List<String> attributes(String name) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment list = memory.allocate(ATTRIBUTE_BYTES);
            int length = Linux.LIST_ATTRIBUTES.call(
                    in(name), Linux.string(memory, byDescriptor(name)), list.address(), list.byteSize());
            List<String> names = new ArrayList<>();
            for (long at = 0; at < length; at += names.getLast().length() + 1L) names.add(list.getString(at));
            return names;
        }
    }

    public byte[] attribute(String name, String attribute) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment value = memory.allocate(ATTRIBUTE_BYTES);
            int length = Linux.GET_ATTRIBUTE.call(
                    in(name),
                    Linux.string(memory, byDescriptor(name)),
                    Linux.string(memory, attribute),
                    value.address(),
                    value.byteSize());
            return value.asSlice(0, length).toArray(JAVA_BYTE);
        }
    }

    /** The target of a link; empty where there is something else or nothing. */
    public Optional<String> target(String name) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment target = memory.allocate(4096);
            int length = Linux.READ_LINK_AT.call(
                    in(name), descriptor, Linux.string(memory, name), target.address(), target.byteSize());
            return Optional.of(FileName.of(target.asSlice(0, length).toArray(JAVA_BYTE)));
        } catch (LinuxError e) {
            // readlink(2): EINVAL is what is no link
            if (e.isMissing() || e.isUnsupported()) return Optional.empty();
            throw e;
        }
    }

    /** The folder's own. */
    public Status status() throws LinuxError {
        return status("", AT_EMPTY_PATH);
    }

    /** That of what has the name; empty where nothing has. */
    public Optional<Status> status(String name) throws LinuxError {
        try {
            return Optional.of(status(name, 0));
        } catch (LinuxError e) {
            if (e.isMissing()) return Optional.empty();
            throw e;
        }
    }

    private Status status(String name, int flags) throws LinuxError {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment status = memory.allocate(STATX_BYTES, 8);
            Linux.STATUS.call(
                    in(name),
                    descriptor,
                    Linux.string(memory, name),
                    AT_SYMLINK_NOFOLLOW | flags,
                    STATX_BASIC_STATS,
                    status.address());
            return new Status(
                    status.get(JAVA_SHORT, 28) & 0xFFFF,
                    status.get(JAVA_INT, 20) & 0xFFFFFFFFL,
                    status.get(JAVA_INT, 24) & 0xFFFFFFFFL,
                    status.get(JAVA_LONG, 40),
                    status.get(JAVA_LONG, 32),
                    status.get(JAVA_LONG, 48),
                    status.get(JAVA_LONG, 112),
                    new Device(status.get(JAVA_INT, 136), status.get(JAVA_INT, 140)),
                    new Device(status.get(JAVA_INT, 128), status.get(JAVA_INT, 132)));
        }
    }

    /** The names of what is in it, as it lies on the disk. */
    public List<String> names() throws LinuxError {
        List<String> names = new ArrayList<>();
        // a descriptor of its own, for where a listing has come to belongs to the descriptor
        try (Folder listed = open(descriptor, ".", shown, 0);
                Arena memory = Arena.ofConfined()) {
            MemorySegment buffer = memory.allocate(LIST_BYTES, 8);
            while (true) {
                int length = Linux.LIST.call(shown, listed.descriptor, buffer.address(), LIST_BYTES);
                if (length == 0) return names;
                for (int at = 0; at < length; at += buffer.get(JAVA_SHORT, at + 16L) & 0xFFFF) {
                    long start = at + 19L;
                    long end = start;
                    while (buffer.get(JAVA_BYTE, end) != 0) end++;
                    String name = FileName.of(buffer.asSlice(start, end - start).toArray(JAVA_BYTE));
                    if (!name.equals(".") && !name.equals("..")) names.add(name);
                }
            }
        }
    }

    /** Removes what is no folder. */
    public void remove(String name) throws LinuxError {
        named(name, (text, memory) -> Linux.UNLINK_AT.call(in(name), descriptor, text, 0));
    }

    public void removeEmpty(String name) throws LinuxError {
        named(name, (text, memory) -> Linux.UNLINK_AT.call(in(name), descriptor, text, AT_REMOVEDIR));
    }

    /**
     * Removes what has the name with all that is in it, however deep: a folder in a folder is moved up before it is emptied.
     * What is mounted in it is refused, not emptied.
     */
    public void removeAll(String name) throws LinuxError {
        Optional<Status> status = status(name);
        if (status.isEmpty()) return;
        if (!status.get().isFolder()) {
            remove(name);
            return;
        }
        try (Folder top = child(name)) {
            long moved = 0;
            List<String> names = top.names();
            while (!names.isEmpty()) {
                String next = names.removeLast();
                if (top.removed(next)) continue;
                try (Folder folder = top.child(next)) {
                    for (String deeper : folder.names()) {
                        if (folder.removed(deeper)) continue;
                        String up = freeName(top, moved++);
                        folder.rename(deeper, top, up);
                        names.add(up);
                    }
                }
                top.removeEmpty(next);
            }
        }
        removeEmpty(name);
    }

    private static String freeName(Folder folder, long number) throws LinuxError {
        String name = ".removed-" + number;
        while (folder.status(name).isPresent()) name += '-';
        return name;
    }

    private boolean removed(String name) throws LinuxError {
        try {
            remove(name);
            return true;
        } catch (LinuxError e) {
            if (e.isFolder()) return false;
            throw e;
        }
    }

    /** Writes what the kernel still keeps for its file system to the disk. */
    public void sync() throws LinuxError {
        Linux.SYNC.call(shown, descriptor);
    }

    @Override
    public void close() {
        try {
            Linux.CLOSE.call(shown, descriptor);
        } catch (IOException e) {
            // the kernel has let go of it whatever it says (close(2))
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
