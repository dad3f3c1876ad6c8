package dev.leastwise.privilege;

/** The kernel's settings as the kubelet sorts them (kubernetes pkg/kubelet/sysctl/safe_sysctls.go). */
public final class Sysctls {

    /** Whose a sysctl is. */
    public enum Scope {
        /** That of a network namespace. */
        NET,
        /** That of an IPC namespace. */
        IPC,
        /** The whole node's: no kubelet can allow it to a pod. */
        NODE
    }

    /** The kubelet takes {@code net/ipv4/x} too: where the first separator is a slash, slashes and dots change places. */
    public static String dotted(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        if (slash < 0 || (dot >= 0 && dot < slash)) return name;
        StringBuilder swapped = new StringBuilder(name);
        for (int i = 0; i < swapped.length(); i++) {
            char c = swapped.charAt(i);
            if (c == '/') swapped.setCharAt(i, '.');
            if (c == '.') swapped.setCharAt(i, '/');
        }
        return swapped.toString();
    }

    /** The namespace that a dotted name is set in (component-helpers node/util/sysctl/namespace.go). */
    public static Scope scope(String dotted) {
        if (dotted.startsWith("net.")) return Scope.NET;
        return switch (dotted) {
            case "kernel.sem",
                    "kernel.shm",
                    "kernel.shmall",
                    "kernel.shmmax",
                    "kernel.shmmni",
                    "kernel.shm_rmid_forced",
                    "kernel.msg",
                    "kernel.msgmax",
                    "kernel.msgmnb",
                    "kernel.msgmni" -> Scope.IPC;
            default -> dotted.startsWith("fs.mqueue.") ? Scope.IPC : Scope.NODE;
        };
    }

    /** Whether every kubelet of that minor version allows it, without {@code --allowed-unsafe-sysctls}. */
    public static boolean isSafe(String dotted, int kubernetes) {
        int since = switch (dotted) {
            case "kernel.shm_rmid_forced",
                    "net.ipv4.ip_local_port_range",
                    "net.ipv4.tcp_syncookies",
                    "net.ipv4.ping_group_range",
                    "net.ipv4.ip_unprivileged_port_start" -> Target.OLDEST_KUBERNETES;
            case "net.ipv4.ip_local_reserved_ports" -> 27;
            case "net.ipv4.tcp_keepalive_time",
                    "net.ipv4.tcp_fin_timeout",
                    "net.ipv4.tcp_keepalive_intvl",
                    "net.ipv4.tcp_keepalive_probes" -> 29;
            case "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem" -> 32;
            case "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat" -> 37;
            default -> Integer.MAX_VALUE;
        };
        return kubernetes >= since;
    }

    private Sysctls() {}
}
