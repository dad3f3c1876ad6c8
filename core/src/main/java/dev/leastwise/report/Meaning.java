package dev.leastwise.report;

import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a grant means for whoever is inside the container. */
final class Meaning {

    /** One sentence or none on each thing worth knowing about a setting. */
    static List<String> of(Setting setting, Privileges privileges) {
        if (!(setting.value() instanceof Known<?> known)) return List.of();
        Object value = known.value();
        return switch (setting.name()) {
            case "user" -> user((Long) value, privileges);
            case "group" -> (Long) value == 0 ? List.of("files that belong to group root are open to it") : List.of();
            case "supplementalGroups" -> groups((Groups) value);
            case "fsGroup" ->
                ((Optional<?>) value).isPresent()
                        ? List.of("volumes that support it belong to this group, which the process is in")
                        : List.of();
            case "runAsNonRoot" ->
                List.of(
                        is(value)
                                ? "the kubelet refuses to start it as uid 0"
                                : "nothing but its user keeps it from running as root");
            case "capabilities" -> capabilities((Capabilities) value);
            case "noNewPrivileges" ->
                List.of(
                        is(value)
                                ? "setuid bits and file capabilities give nothing"
                                : "a setuid program or one with file capabilities raises its privileges");
            case "seccomp" -> seccomp((Profile) value);
            case "readOnlyRootFilesystem" ->
                List.of(
                        is(value)
                                ? "only volumes, /dev, /dev/shm and, for root, the kubelet's /etc/hosts can be written"
                                : "programs and configuration of the image can be replaced where the user may write them");
            case "privileged" ->
                is(value) ? List.of("what remains of the walls of a container is its mounts") : List.of();
            case "maskedPaths" ->
                ((Set<?>) value).isEmpty() ? List.of("kernel memory and keys show through /proc") : List.of();
            case "hostNetwork" ->
                is(value) ? List.of("it sees and uses the node's interfaces and loopback services") : List.of();
            case "hostPID" ->
                is(value)
                        ? List.of("it sees, and as the same uid signals and traces, the node's processes")
                        : List.of();
            case "hostIPC" -> is(value) ? List.of("it shares memory segments and semaphores with the node") : List.of();
            case "userNamespace" ->
                List.of(is(value) ? "its uid 0 is nobody on the node" : "a uid inside is the same uid on the node");
            case "processNamespace" -> processes((ProcessNamespace) value);
            case "serviceAccountToken" ->
                is(value) ? List.of("it can speak to the API server as its service account") : List.of();
            case "volumes" -> volumes((List<?>) value);
            case "limits" ->
                ((Limits) value).memory().isEmpty() ? List.of("it can take all memory of the node") : List.of();
            default -> List.of();
        };
    }

    private static boolean is(Object value) {
        return Boolean.TRUE.equals(value);
    }

    private static List<String> user(long uid, Privileges privileges) {
        if (uid != 0) return List.of(notRoot(privileges));
        return List.of(
                privileges.userNamespace().is(true)
                        ? "root inside, a powerless uid on the node"
                        : "root, the same root as on the node where a wall breaks");
    }

    private static String notRoot(Privileges privileges) {
        boolean some = privileges.capabilities() instanceof Known<Capabilities> known
                && known.value().permitted() instanceof Known<CapabilitySet> permitted
                && !permitted.value().isEmpty();
        return some
                ? "not root: it has the capabilities that its program's file brings, and no other"
                : "not root: it has no capability once its program runs";
    }

    private static List<String> groups(Groups groups) {
        List<String> notes = new ArrayList<>();
        if (groups.declared().contains(0L)) notes.add("files that belong to group root are open to it");
        if (!(groups.fromImage() instanceof Known<?>))
            notes.add("and those that the image's /etc/group gives to the user");
        return notes;
    }

    private static List<String> capabilities(Capabilities capabilities) {
        Value<CapabilitySet> permitted = capabilities.permitted();
        if (!(permitted instanceof Known<CapabilitySet> known)) {
            return List.of("root has all of the bounding set, any other user nothing");
        }
        if (known.value().isEmpty() && !capabilities.bounding().isEmpty()) {
            return List.of(
                    "a process that is not uid 0 gets nothing from add; the bounding set is what a setuid program could get");
        }
        if (known.origin() instanceof Origin.Image image && !known.value().equals(capabilities.bounding())) {
            return List.of(image.field() + " bring what is effective");
        }
        return List.of();
    }

    private static List<String> seccomp(Profile profile) {
        return switch (profile.type()) {
            case UNCONFINED, NONE -> List.of("every system call reaches the kernel");
            case RUNTIME_DEFAULT -> List.of("system calls that containers do not need are refused");
            case LOCALHOST -> List.of("what the profile on the node allows");
        };
    }

    private static List<String> processes(ProcessNamespace namespace) {
        return switch (namespace) {
            case CONTAINER -> List.of();
            case TARGET -> List.of("it sees the processes of the container that it targets");
            case POD -> List.of("it sees the processes of every container of the pod, and their files through /proc");
            case NODE -> List.of("it sees the processes of the node");
        };
    }

    private static List<String> volumes(List<?> volumes) {
        List<String> notes = new ArrayList<>();
        for (Object item : volumes) {
            VolumeAccess volume = (VolumeAccess) item;
            if (!volume.kind().equals("hostPath")) continue;
            notes.add(volume.mountPath() + " is " + volume.source() + " of the node"
                    + (volume.writable() ? ", writable" : ""));
        }
        return notes;
    }

    private Meaning() {}
}
