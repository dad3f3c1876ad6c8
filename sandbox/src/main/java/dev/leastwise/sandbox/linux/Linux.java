package dev.leastwise.sandbox.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Functions of the C library that are thin shells around system calls. All are called alike, for linking a call takes long:
 * with as many arguments of 64 bits as any has, in registers, of which each takes what it is declared with.
 */
final class Linux {

    private static final int MOST_ARGUMENTS = 5;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = call();

    static final Function OPEN_AT = new Function("openat");
    static final Function CLOSE = new Function("close");
    static final Function WRITE = new Function("write");
    static final Function SEND_FILE = new Function("sendfile");
    static final Function READ_LINK_AT = new Function("readlinkat");
    static final Function MAKE_FOLDER_AT = new Function("mkdirat");
    static final Function MAKE_NODE_AT = new Function("mknodat");
    static final Function LINK_AT = new Function("linkat");
    static final Function SYMBOLIC_LINK_AT = new Function("symlinkat");
    static final Function UNLINK_AT = new Function("unlinkat");
    static final Function RENAME_AT = new Function("renameat");
    static final Function CHANGE_OWNER_AT = new Function("fchownat");
    static final Function CHANGE_MODE_AT = new Function("fchmodat");
    static final Function SET_ATTRIBUTE = new Function("lsetxattr");
    static final Function GET_ATTRIBUTE = new Function("lgetxattr");
    static final Function LIST_ATTRIBUTES = new Function("llistxattr");
    static final Function SET_TIMES_AT = new Function("utimensat");
    static final Function STATUS = new Function("statx");
    static final Function LIST = new Function("getdents64");
    static final Function LOCK = new Function("flock");
    static final Function SYNC = new Function("syncfs");
    static final Function MOUNT = new Function("mount");
    static final Function UNMOUNT = new Function("umount2");
    static final Function SET_NAMESPACE = new Function("setns");
    static final Function SYSTEM_CALL = new Function("syscall");

    /** A function of the C library. */
    record Function(MemorySegment address) {

        Function(String name) {
            this(LINKER.defaultLookup().findOrThrow(name));
        }

        /** What it returns, which is never negative. */
        int call(String what, long... arguments) throws LinuxError {
            long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                while (true) {
                    int result = invoke(state, all);
                    if (result >= 0) return result;
                    LinuxError error = new LinuxError(what, (int) ERRNO.get(state, 0L));
                    if (!error.isInterrupted()) throw error;
                }
            }
        }

        private int invoke(MemorySegment state, long[] all) {
            try {
                // those that return an int leave the upper half of the register as it was
                return (int) (long) CALL.invokeExact(address, state, all[0], all[1], all[2], all[3], all[4]);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call() {
        MemoryLayout[] arguments = new MemoryLayout[MOST_ARGUMENTS];
        Arrays.fill(arguments, ValueLayout.JAVA_LONG);
        return LINKER.downcallHandle(
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments), Linker.Option.captureCallState("errno"));
    }

    /** A string of C. */
    static long string(SegmentAllocator memory, String text) {
        byte[] bytes = FileName.bytes(text);
        MemorySegment segment = memory.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment.address();
    }

    static long bytes(SegmentAllocator memory, byte[] bytes) {
        return memory.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address();
    }

    private Linux() {}
}
