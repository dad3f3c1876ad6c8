package dev.leastwise.sandbox.runtime;

import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Mounts;
import dev.leastwise.sandbox.oci.Sandbox;
import dev.leastwise.sandbox.oci.SandboxConfig;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.rootfs.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** What the containers of a pod share: namespaces, held by a process that does nothing, and memory. */
final class PodSandbox {

    private static final String ID = "sandbox";
    private static final String PROGRAM = "pause";
    private static final Path HOST_SHARED_MEMORY = Path.of("/dev/shm");
    private static final int SHARED_MEMORY_FLAGS = Mounts.MS_NOSUID | Mounts.MS_NODEV | Mounts.MS_NOEXEC;

    private final Runc runc;
    private final Path bundle;
    private final Path sharedMemory;
    private final Process starting;

    private PodSandbox(Runc runc, Path bundle, Path sharedMemory, Process starting) {
        this.runc = runc;
        this.bundle = bundle;
        this.sharedMemory = sharedMemory;
        this.starting = starting;
    }

    /** Begins to make it. */
    static PodSandbox start(Plan plan, Runc runc, RunFolder folder) throws IOException {
        Pod pod = plan.pod();
        // all containers agree in what is the pod's
        Privileges privileges = plan.containers().getFirst().privileges();
        Path bundle = folder.folder(ID);
        Path root = bundle.resolve("root");
        Files.createDirectories(root.resolve("proc"));
        Path program = Files.write(root.resolve(PROGRAM), Pause.program(!pod.hostNetwork()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
        SandboxConfig.Shared shared = new SandboxConfig.Shared(
                pod.hostNetwork(),
                privileges.processNamespace().is(ProcessNamespace.NODE),
                privileges.hostIpc().is(true));
        Map<String, String> sysctls = privileges.sysctls().known().orElse(Map.of());
        String cgroup = Cgroups.path(folder.path().getFileName().toString(), ID);
        String hostname = pod.hostNetwork() ? "" : pod.hostname();
        Files.writeString(
                bundle.resolve("config.json"),
                SandboxConfig.of(root, '/' + PROGRAM, hostname, sysctls, shared, cgroup));
        Process starting = runc.runDetached(bundle, ID);
        return new PodSandbox(runc, bundle, sharedMemory(shared, folder), starting);
    }

    /** 64 MiB as containerd makes it, in which nothing can be executed. */
    private static Path sharedMemory(SandboxConfig.Shared shared, RunFolder folder) throws LinuxError {
        if (shared.ipc()) return HOST_SHARED_MEMORY;
        Path place = folder.folder("shm");
        Mounts.mount("tmpfs", place, SHARED_MEMORY_FLAGS, "mode=1777,size=67108864");
        return place;
    }

    Path sharedMemory() {
        return sharedMemory;
    }

    /** Waits until it is there. */
    Sandbox await() {
        String output = Runc.output(starting);
        try {
            return new Sandbox(Long.parseLong(Files.readString(Runc.pidFile(bundle))));
        } catch (IOException e) {
            throw new RunError("the pod's namespaces cannot be made: " + output.strip(), "see that runc works here");
        }
    }

    void delete() {
        runc.delete(ID);
    }
}
