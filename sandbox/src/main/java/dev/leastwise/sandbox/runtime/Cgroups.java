package dev.leastwise.sandbox.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cgroups of a run, in each hierarchy that there is. */
final class Cgroups {

    private static final Path MOUNTS = Path.of("/sys/fs/cgroup");
    private static final int TRIES = 100;

    /**
     * The path of a container's, in every hierarchy: within one of the run, as the kubelet's are within its own. Beside all other
     * processes of the machine, the weight of a container that asks for no processor would be next to nothing.
     */
    static String path(String run, String container) {
        return '/' + name(run) + '/' + container;
    }

    private static String name(String run) {
        return "leastwise-" + run;
    }

    /** Kills what still lives of a run and takes its cgroups away. */
    static void remove(String run) {
        for (Path hierarchy : hierarchies()) {
            Path cgroup = hierarchy.resolve(name(run));
            if (!Files.exists(cgroup)) continue;
            for (Path container : folders(cgroup)) remove(container);
            remove(cgroup);
        }
    }

    /** Of version 2 it is the mount itself, of version 1 there is a folder for each. */
    private static List<Path> hierarchies() {
        List<Path> hierarchies = new ArrayList<>(List.of(MOUNTS));
        hierarchies.addAll(folders(MOUNTS));
        return hierarchies;
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void remove(Path cgroup) {
        for (int i = 0; i < TRIES; i++) {
            try {
                for (String pid : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                Files.delete(cgroup);
                return;
            } catch (IOException e) {
                if (!Files.exists(cgroup)) return;
                // what was killed takes a moment to be gone
                Uninterrupted.sleep(10);
            }
        }
    }

    private Cgroups() {}
}
