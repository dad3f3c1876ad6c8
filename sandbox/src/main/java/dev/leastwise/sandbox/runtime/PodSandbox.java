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
    private final Process process;

    private PodSandbox(Runc runc, Path bundle, Path sharedMemory, Process process) {
        this.runc = runc;
        this.bundle = bundle;
        this.sharedMemory = sharedMemory;
        this.process = process;
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
        Process process = runc.run(bundle, ID);
        return new PodSandbox(runc, bundle, sharedMemory(shared, folder), process);
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
        try {
            if (process.getInputStream().read() >= 0) {
                return new Sandbox(Long.parseLong(awaitText(Runc.pidFile(bundle))));
            }
            String output = Runc.output(process).strip();
            throw new RunError("the pod's namespaces cannot be made: " + output, "see that runc works here");
        } catch (IOException e) {
            throw new RunError("the pod's namespaces cannot be made: " + e.getMessage(), "see that runc works here");
        }
    }

    /** The program begins a moment before runc writes down which process it is. */
    private String awaitText(Path file) throws IOException {
        while (!Files.exists(file) && process.isAlive()) Uninterrupted.sleep(1);
        return Files.readString(file);
    }

    /** Ends it; runc, whose child it is, then takes away what it has made for it. */
    void delete() {
        try {
            long pid = Long.parseLong(Files.readString(Runc.pidFile(bundle)));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Uninterrupted.exitCode(process);
        } catch (IOException e) {
            process.destroyForcibly();
            runc.delete(ID);
        }
    }
}
