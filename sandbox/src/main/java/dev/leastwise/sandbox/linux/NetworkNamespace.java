package dev.leastwise.sandbox.linux;

import java.lang.foreign.Arena;

/** The network of other processes (network_namespaces(7)). */
public final class NetworkNamespace {

    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY_CLOEXEC = 02000000;
    private static final int CLONE_NEWNET = 0x40000000;

    /**
     * Has this thread, and no other, open its sockets in the network of a process from now on. It must be one of the platform
     * that does nothing else.
     */
    public static void enter(long pid) throws LinuxError {
        String file = "/proc/" + pid + "/ns/net";
        try (Arena memory = Arena.ofConfined()) {
            int opened = Linux.OPEN_AT.call(file, AT_FDCWD, Linux.string(memory, file), O_RDONLY_CLOEXEC, 0);
            try {
                Linux.SET_NAMESPACE.call(file, opened, CLONE_NEWNET);
            } finally {
                Linux.CLOSE.call(file, opened);
            }
        }
    }

    private NetworkNamespace() {}
}
