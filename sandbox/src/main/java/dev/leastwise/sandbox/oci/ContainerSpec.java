package dev.leastwise.sandbox.oci;

import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Privileges;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that decides what a container may do here.
 *
 * @param privileges what it is granted, of which nothing is unknown but what {@link Machine} tells
 * @param root the folder that becomes its root file system
 * @param mounts what it finds in there beside what every container does
 * @param hostDevices the devices that it gets where it gets those of the machine
 * @param localhostProfile the seccomp profile that it names, as JSON; empty where it names none
 * @param cgroup where its processes are counted
 */
public record ContainerSpec(
        Privileges privileges,
        ContainerRuntime runtime,
        Machine machine,
        Sandbox sandbox,
        Program program,
        Path root,
        List<Mount> mounts,
        List<Device> hostDevices,
        String localhostProfile,
        Resources resources,
        String cgroup) {}
