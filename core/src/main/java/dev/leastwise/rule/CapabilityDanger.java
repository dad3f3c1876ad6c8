package dev.leastwise.rule;

import static dev.leastwise.finding.Severity.CRITICAL;
import static dev.leastwise.finding.Severity.HIGH;
import static dev.leastwise.finding.Severity.MEDIUM;
import static dev.leastwise.privilege.Capability.AUDIT_CONTROL;
import static dev.leastwise.privilege.Capability.AUDIT_READ;
import static dev.leastwise.privilege.Capability.AUDIT_WRITE;
import static dev.leastwise.privilege.Capability.BLOCK_SUSPEND;
import static dev.leastwise.privilege.Capability.BPF;
import static dev.leastwise.privilege.Capability.CHECKPOINT_RESTORE;
import static dev.leastwise.privilege.Capability.CHOWN;
import static dev.leastwise.privilege.Capability.DAC_OVERRIDE;
import static dev.leastwise.privilege.Capability.DAC_READ_SEARCH;
import static dev.leastwise.privilege.Capability.FOWNER;
import static dev.leastwise.privilege.Capability.FSETID;
import static dev.leastwise.privilege.Capability.IPC_LOCK;
import static dev.leastwise.privilege.Capability.IPC_OWNER;
import static dev.leastwise.privilege.Capability.KILL;
import static dev.leastwise.privilege.Capability.LEASE;
import static dev.leastwise.privilege.Capability.LINUX_IMMUTABLE;
import static dev.leastwise.privilege.Capability.MAC_ADMIN;
import static dev.leastwise.privilege.Capability.MAC_OVERRIDE;
import static dev.leastwise.privilege.Capability.MKNOD;
import static dev.leastwise.privilege.Capability.NET_ADMIN;
import static dev.leastwise.privilege.Capability.NET_BIND_SERVICE;
import static dev.leastwise.privilege.Capability.NET_BROADCAST;
import static dev.leastwise.privilege.Capability.NET_RAW;
import static dev.leastwise.privilege.Capability.PERFMON;
import static dev.leastwise.privilege.Capability.SETFCAP;
import static dev.leastwise.privilege.Capability.SETGID;
import static dev.leastwise.privilege.Capability.SETPCAP;
import static dev.leastwise.privilege.Capability.SETUID;
import static dev.leastwise.privilege.Capability.SYSLOG;
import static dev.leastwise.privilege.Capability.SYS_ADMIN;
import static dev.leastwise.privilege.Capability.SYS_BOOT;
import static dev.leastwise.privilege.Capability.SYS_CHROOT;
import static dev.leastwise.privilege.Capability.SYS_MODULE;
import static dev.leastwise.privilege.Capability.SYS_NICE;
import static dev.leastwise.privilege.Capability.SYS_PACCT;
import static dev.leastwise.privilege.Capability.SYS_PTRACE;
import static dev.leastwise.privilege.Capability.SYS_RAWIO;
import static dev.leastwise.privilege.Capability.SYS_RESOURCE;
import static dev.leastwise.privilege.Capability.SYS_TIME;
import static dev.leastwise.privilege.Capability.SYS_TTY_CONFIG;
import static dev.leastwise.privilege.Capability.WAKE_ALARM;

import dev.leastwise.finding.Severity;
import dev.leastwise.privilege.Capability;
import java.util.List;
import java.util.Optional;

/**
 * What a capability gives an intruder who is root in the container.
 *
 * @param severity critical where it is the node, high where it reaches beyond the pod or into all that the pod shares, medium
 *     where it weakens a boundary; empty for the thirteen that Pod Security's baseline allows because runtimes grant them to
 *     every container, and for those that give an intruder next to nothing
 * @param gain what can be done with it (capabilities(7), and the kernel's own checks where those are stricter)
 */
public record CapabilityDanger(Capability capability, Optional<Severity> severity, String gain) {

    /** Every capability, in the kernel's order. */
    public static final List<CapabilityDanger> TABLE = List.of(
            harmless(CHOWN, "It gives any file in reach to any user."),
            harmless(DAC_OVERRIDE, "It reads and writes any file in reach, whoever owns it, on shared volumes too."),
            dangerous(
                    DAC_READ_SEARCH,
                    CRITICAL,
                    "It opens files by handle (open_by_handle_at), and so reads any file of the file system "
                            + "that /etc/hosts is mounted from. That is the node's, with its keys and tokens."),
            harmless(FOWNER, "It changes permissions and attributes of any file in reach, whoever owns it."),
            harmless(FSETID, "It keeps the setuid bit of files that it changes."),
            harmless(KILL, "It signals any process in sight, whatever its user."),
            harmless(SETGID, "It takes any group, and with it the group's files."),
            harmless(SETUID, "It becomes any user, and with that the owner of the user's files."),
            harmless(SETPCAP, "It passes on capabilities of its own bounding set, and gains none."),
            dangerous(
                    LINUX_IMMUTABLE,
                    MEDIUM,
                    "It makes files immutable: what an intruder leaves on a volume then withstands even the "
                            + "root of other containers."),
            harmless(NET_BIND_SERVICE, "It binds ports below 1024."),
            harmless(NET_BROADCAST, "It gives nothing: the kernel never asks for it."),
            dangerous(
                    NET_ADMIN,
                    HIGH,
                    "It changes addresses, routes and firewall rules of the pod's network (the node's under "
                            + "hostNetwork), and opens the large part of the kernel in which they are made."),
            dangerous(
                    NET_RAW,
                    MEDIUM,
                    "It forges packets of any kind and reads all that reach the pod: neighbours on the pod "
                            + "network are impersonated that way (ARP, DNS)."),
            harmless(IPC_LOCK, "It keeps memory from being swapped out, and the memory limit counts it all the same."),
            dangerous(
                    IPC_OWNER,
                    MEDIUM,
                    "It reads and writes System V shared memory and queues of the pod's other containers (the "
                            + "node's under hostIPC), whoever owns them."),
            dangerous(
                    SYS_MODULE,
                    CRITICAL,
                    "It loads a module into the node's kernel, and from then on the intruder is the kernel."),
            dangerous(
                    SYS_RAWIO,
                    CRITICAL,
                    "It drives the node's hardware past the kernel, by I/O ports (iopl, ioperm) and raw "
                            + "commands to disks."),
            harmless(SYS_CHROOT, "It changes its root folder, which leads out of a chroot but not out of a container."),
            dangerous(
                    SYS_PTRACE,
                    HIGH,
                    "It reads and changes the memory of every process in sight, whatever its user: of the "
                            + "pod's other containers under shareProcessNamespace, of the whole node under hostPID."),
            harmless(SYS_PACCT, "It records the processes of its own PID namespace as they end (acct)."),
            dangerous(
                    SYS_ADMIN,
                    CRITICAL,
                    "It mounts file systems, enters namespaces and sets up cgroups: most known ways out of a "
                            + "container begin here, and little is left that root of the node can do and it cannot."),
            dangerous(
                    SYS_BOOT,
                    HIGH,
                    "It loads a kernel of the intruder's (kexec_load), which the node starts when it crashes "
                            + "or next restarts by kexec; under hostPID it restarts the node."),
            dangerous(
                    SYS_NICE,
                    MEDIUM,
                    "It takes real-time priority, which no CPU limit holds back: what else runs on the node is starved."),
            dangerous(
                    SYS_RESOURCE,
                    MEDIUM,
                    "It exceeds resource limits, quotas and the reserve of file systems, and has the kernel "
                            + "spare it when memory runs out."),
            dangerous(
                    SYS_TIME,
                    HIGH,
                    "It sets the clock, which the node and all its pods share: expired certificates and "
                            + "tokens become valid again, and logs lie."),
            harmless(SYS_TTY_CONFIG, "It hangs up its own terminal."),
            harmless(MKNOD, "It makes device files, which the device cgroup keeps it from opening."),
            harmless(LEASE, "It learns when another process opens a file, and delays that for a while."),
            harmless(AUDIT_WRITE, "It writes records of its own into the kernel's audit log."),
            dangerous(
                    AUDIT_CONTROL,
                    MEDIUM,
                    "It changes the login uid that audit records carry; under hostPID it turns the node's "
                            + "auditing off."),
            harmless(
                    SETFCAP,
                    "It gives files capabilities, which count only within the bounding set of who executes " + "them."),
            dangerous(MAC_OVERRIDE, MEDIUM, "It ignores the rules of Smack, where the node uses it."),
            dangerous(
                    MAC_ADMIN,
                    MEDIUM,
                    "It changes the node's AppArmor or Smack policy where their file system is in reach, as a "
                            + "hostPath of /sys puts it."),
            dangerous(
                    SYSLOG,
                    MEDIUM,
                    "It reads the kernel's log and the addresses in it, which exploits of the kernel need."),
            harmless(WAKE_ALARM, "It sets a timer that wakes a sleeping machine."),
            harmless(BLOCK_SUSPEND, "It keeps a machine from going to sleep."),
            dangerous(AUDIT_READ, MEDIUM, "It reads the node's audit records under hostNetwork."),
            dangerous(
                    PERFMON,
                    HIGH,
                    "It samples every process of the node by performance counters and traces its kernel, and "
                            + "so reads data and addresses that are not the container's."),
            dangerous(
                    BPF,
                    HIGH,
                    "It loads BPF programs into the node's kernel, whose verifier has often been fooled; with "
                            + "PERFMON they read the kernel's memory, with NET_ADMIN they rewrite traffic."),
            dangerous(
                    CHECKPOINT_RESTORE,
                    MEDIUM,
                    "It opens the mapped files of other processes, chooses process ids and replaces the file "
                            + "that its own program goes by, which hides an intruder."));

    public static CapabilityDanger of(Capability capability) {
        return TABLE.get(capability.number());
    }

    private static CapabilityDanger dangerous(Capability capability, Severity severity, String gain) {
        return new CapabilityDanger(capability, Optional.of(severity), gain);
    }

    private static CapabilityDanger harmless(Capability capability, String gain) {
        return new CapabilityDanger(capability, Optional.empty(), gain);
    }
}
