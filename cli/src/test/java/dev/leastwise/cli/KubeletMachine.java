package dev.leastwise.cli;

import dev.leastwise.kube.KubeNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How this machine differs from the one on which a kubelet's answers were recorded, as far as containers tell: what the kernel
 * has, not what containers are given.
 */
final class KubeletMachine {

    private static final Pattern CAPABILITIES = Pattern.compile("(status: Cap[A-Z][a-z]+: )([0-9a-f]{16})");

    /** More than any list that names capabilities: all of the runtime's, but for some. */
    private static final int ALL_BUT_SOME = 30;

    private final long recordedCapabilities;
    private final long capabilities;
    private final boolean otherCgroups;
    private final boolean sharedRoot;
    private final Set<String> recordedMasks = new HashSet<>();

    private KubeletMachine(KubeNode versions) throws IOException {
        this.recordedCapabilities = hex(versions.get("capabilities").text().orElseThrow());
        this.capabilities =
                hex(Files.readString(Path.of("/proc/self/status")).replaceFirst("(?s).*CapBnd:\t([0-9a-f]+).*", "$1"));
        this.otherCgroups = !versions.get("cgroups").text().orElseThrow().equals(isUnified() ? "v2" : "v1");
        this.sharedRoot = Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .anyMatch(line -> line.matches("\\d+ \\d+ \\S+ \\S+ / .* shared:.*"));
    }

    /** This one beside that of a recording. */
    static KubeletMachine beside(Path recording) throws IOException {
        KubeletMachine machine = new KubeletMachine(KubeletAnswer.versions(recording));
        for (KubeletAnswer answer : KubeletAnswer.in(recording, machine)) {
            for (KubeletAnswer.Ran container : answer.containers().values()) {
                for (String line : container.says()) {
                    if (isMask(line)) machine.recordedMasks.add(place(line));
                }
            }
        }
        return machine;
    }

    private static boolean isUnified() {
        return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    /** What a recorded container would have said here. */
    List<String> expected(Collection<String> says) {
        List<String> lines = new ArrayList<>();
        for (String line : says) {
            if (isOfCgroups(line) && otherCgroups) continue;
            if (isMask(line) && !Files.exists(Path.of(place(line)))) continue;
            lines.add(capabilities(propagation(line)));
        }
        return lines;
    }

    /** What a container here says, without what the recording cannot know of. */
    List<String> actual(Collection<String> says) {
        List<String> lines = new ArrayList<>();
        for (String line : says) {
            if (isOfCgroups(line) && otherCgroups) continue;
            if (isMask(line) && !recordedMasks.contains(place(line))) continue;
            lines.add(line);
        }
        return lines;
    }

    private static boolean isOfCgroups(String line) {
        return line.startsWith("limit: ") || line.contains(" /sys/fs/cgroup");
    }

    private static boolean isMask(String line) {
        return line.startsWith("mount: /proc/")
                || line.startsWith("mount: /sys/firmware")
                || line.startsWith("mount: /sys/devices");
    }

    private static String place(String line) {
        return line.split(" ", -1)[1];
    }

    /** A root file system and the cgroups follow the machine's own mounts where those are shared. */
    private String propagation(String line) {
        boolean follows = line.startsWith("mount: / ") || line.startsWith("mount: /sys/fs/cgroup/");
        return follows && !sharedRoot ? line.replace(" master", " private") : line;
    }

    /** Who is given all capabilities is given those that the runtime itself has. */
    private String capabilities(String line) {
        Matcher matcher = CAPABILITIES.matcher(line);
        if (!matcher.matches()) return line;
        long set = hex(matcher.group(2));
        if (Long.bitCount(set) > ALL_BUT_SOME) set |= ~recordedCapabilities;
        return matcher.group(1) + String.format("%016x", set & capabilities);
    }
}
