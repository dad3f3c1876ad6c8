package dev.leastwise.sandbox.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What every container finds in its root file system. */
final class DefaultMounts {

    private static final List<Mount> ALL = List.of(
            new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
            new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")),
            new Mount(
                    "/dev/pts",
                    "devpts",
                    "devpts",
                    List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")),
            new Mount("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev")),
            new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", "ro")),
            new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of("nosuid", "noexec", "nodev", "relatime", "ro")));

    /** Those of containerd (pkg/oci/mounts.go, internal/cri/opts WithMounts), /sys writable where privileged. */
    static List<Mount> of(boolean privileged) {
        if (!privileged) return ALL;
        List<Mount> writable = new ArrayList<>();
        for (Mount mount : ALL) {
            List<String> options = new ArrayList<>(mount.options());
            if (options.remove("ro")) options.add("rw");
            writable.add(new Mount(mount.destination(), mount.type(), mount.source(), options));
        }
        return writable;
    }

    /** In the order in which none hides another: those of fewer folders first. */
    static List<Mount> byDepth(List<Mount> mounts) {
        List<Mount> sorted = new ArrayList<>(mounts);
        sorted.sort(Comparator.comparingInt(
                mount -> Path.of(mount.destination()).normalize().getNameCount()));
        return sorted;
    }

    private DefaultMounts() {}
}
