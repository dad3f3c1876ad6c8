package dev.leastwise.sandbox.runtime;

import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.sandbox.linux.KernelRandom;
import dev.leastwise.sandbox.oci.Device;
import dev.leastwise.sandbox.oci.Machine;
import dev.leastwise.sandbox.pod.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What this machine is, as far as it bears on containers. */
public final class ThisMachine {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");

    /** What pods are told of its address: they cannot reach it. */
    private static final String ADDRESS = "127.0.0.1";

    /** Folders of /dev whose devices a privileged container does not get (containerd pkg/oci HostDevices). */
    private static final Set<String> OWN_DEVICES =
            Set.of("pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev", "console");

    private static final long MASKED_DEVICE_TYPE = 0170000;
    private static final long BLOCK_DEVICE = 0060000;

    /** What a container's grants meet here. */
    public static Machine read() {
        return new Machine(
                new CapabilitySet(Long.parseUnsignedLong(field(STATUS, "CapEff:"), 16)).and(CapabilitySet.ALL),
                Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")),
                text(Path.of("/sys/module/apparmor/parameters/enabled")).startsWith("Y"),
                Files.exists(Path.of("/sys/fs/selinux/enforce")),
                memory(),
                thermalFiles());
    }

    /** What tells a pod from all others. */
    public static String uid() {
        try {
            return KernelRandom.uuid();
        } catch (IOException e) {
            throw new RunError("/proc is not mounted", "mount it");
        }
    }

    /** What a pod may ask of it. */
    public static Node node() {
        return new Node(
                text(Path.of("/proc/sys/kernel/hostname")).strip(),
                ADDRESS,
                Runtime.getRuntime().availableProcessors(),
                memory());
    }

    /** The runtime's program, where pods can be run here. */
    public static Path runc(Map<String, String> environment) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (!linux || !System.getProperty("os.arch").equals("amd64")) {
            throw new RunError("pods are run on Linux on x86-64 only", "run it there");
        }
        if (!field(STATUS, "Uid:").startsWith("0\t")) {
            throw new RunError("only root can run pods", "run it as root, as with sudo");
        }
        return Runc.find(environment.getOrDefault("PATH", ""))
                .orElseThrow(() -> new RunError("there is no runc here", "install it: apt-get install runc"));
    }

    private static long memory() {
        return 1024
                * Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal:").replace(" kB", ""));
    }

    private static List<String> thermalFiles() {
        List<String> files = new ArrayList<>();
        try (Stream<Path> cpus = Files.list(CPUS)) {
            for (Path cpu : cpus.toList()) {
                Path file = cpu.resolve("thermal_throttle");
                if (Files.exists(file)) files.add(file.toString());
            }
        } catch (IOException e) {
            // it has none to hide
        }
        return files;
    }

    private static String field(Path file, String name) {
        for (String line : text(file).split("\n", -1)) {
            if (line.startsWith(name)) return line.substring(name.length()).strip();
        }
        return "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** The devices of the machine, which a privileged container gets. */
    static List<Device> devices() {
        List<Device> devices = new ArrayList<>();
        try {
            collect(Path.of("/dev"), devices);
        } catch (IOException e) {
            throw new RunError("the devices in /dev cannot be read", "take out privileged");
        }
        return devices;
    }

    private static void collect(Path folder, List<Device> devices) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (OWN_DEVICES.contains(file.getFileName().toString())) continue;
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) collect(file, devices);
                else if (Files.readAttributes(file, "isOther", LinkOption.NOFOLLOW_LINKS)
                        .containsValue(true)) add(file, devices);
            }
        }
    }

    private static void add(Path file, List<Device> devices) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:mode,rdev,uid,gid", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) attributes.getOrDefault("mode", 0);
        long number = (long) attributes.getOrDefault("rdev", 0L);
        if (number == 0) return;
        String type = (mode & MASKED_DEVICE_TYPE) == BLOCK_DEVICE ? "b" : "c";
        // gnu_dev_major(3) and gnu_dev_minor(3)
        long major = (number >> 8 & 0xfff) | (number >> 32 & ~0xfffL);
        long minor = (number & 0xff) | (number >> 12 & ~0xffL);
        long uid = ((Number) attributes.getOrDefault("uid", 0)).longValue();
        long gid = ((Number) attributes.getOrDefault("gid", 0)).longValue();
        devices.add(new Device(file.toString(), type, major, minor, mode & 0777, uid, gid));
    }

    private ThisMachine() {}
}
