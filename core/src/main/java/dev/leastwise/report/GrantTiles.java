package dev.leastwise.report;

import dev.leastwise.page.Grid;
import dev.leastwise.page.Grid.Cell;
import dev.leastwise.page.Section.Tile;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows what a container is granted at a glance. */
final class GrantTiles {

    private static final String HELD = "held";
    private static final String FREE = "free";
    private static final String OPEN = "open";
    private static final int MOST_NAMED = 3;

    static List<Tile> of(Privileges privileges) {
        return List.of(
                user(privileges),
                id("Group", privileges.group()),
                flag("Root file system", privileges.readOnlyRootFilesystem(), "read-only", "writable"),
                profile("Seccomp", privileges.seccomp()),
                flag("Gain by executing", privileges.noNewPrivileges(), "no (no_new_privs)", "possible"),
                host(privileges));
    }

    private static Tile user(Privileges privileges) {
        Tile tile = id("User", privileges.user());
        if (tile.state().equals(OPEN) && privileges.runAsNonRoot().is(true)) {
            return new Tile("User", "not root, the image decides", HELD);
        }
        if (tile.state().equals(FREE) && privileges.userNamespace().is(true)) {
            return new Tile("User", "root in a user namespace", OPEN);
        }
        return tile;
    }

    private static Tile id(String label, Value<Long> id) {
        if (!(id instanceof Known<Long> known)) return unknown(label, id);
        return known.value() == 0
                ? new Tile(label, "root (0)", FREE)
                : new Tile(label, String.valueOf(known.value()), HELD);
    }

    private static Tile flag(String label, Value<Boolean> flag, String held, String free) {
        if (!(flag instanceof Known<Boolean> known)) return unknown(label, flag);
        return known.value() ? new Tile(label, held, HELD) : new Tile(label, free, FREE);
    }

    private static Tile profile(String label, Value<Profile> profile) {
        if (!(profile instanceof Known<Profile> known)) return unknown(label, profile);
        boolean free =
                known.value().type() == Profile.Type.UNCONFINED || known.value().type() == Profile.Type.NONE;
        return new Tile(label, Terminal.harmless(known.value().toString()), free ? FREE : HELD);
    }

    private static Tile unknown(String label, Value<?> value) {
        return new Tile(label, unknown(value), OPEN);
    }

    private static String unknown(Value<?> value) {
        if (!(value instanceof Unknown<?> unknown)) return "";
        return switch (unknown.missing().what()) {
            case IMAGE -> "the image decides";
            case HOST_LSM -> "the host decides";
            case MANIFEST -> "not said here";
        };
    }

    private static Tile host(Privileges privileges) {
        List<String> reached = new ArrayList<>();
        if (privileges.privileged().is(true)) reached.add("everything (privileged)");
        if (privileges.hostNetwork().is(true)) reached.add("network");
        if (privileges.hostPid().is(true)) reached.add("processes");
        if (privileges.hostIpc().is(true)) reached.add("IPC");
        addPaths(privileges.volumes().known(), reached);
        Optional<Set<HostPort>> ports = privileges.hostPorts().known();
        if (ports.isPresent() && !ports.get().isEmpty())
            reached.add(Words.count(ports.get().size(), "port"));
        if (reached.isEmpty()) return new Tile("Host access", "none", HELD);
        return new Tile("Host access", Terminal.harmless(String.join(", ", reached)), FREE);
    }

    private static void addPaths(Optional<List<VolumeAccess>> volumes, List<String> reached) {
        if (volumes.isEmpty()) return;
        int paths = 0;
        for (VolumeAccess volume : volumes.get()) {
            if (!volume.kind().equals("hostPath")) continue;
            if (paths++ < MOST_NAMED) reached.add(volume.source() + (volume.writable() ? "" : " (read-only)"));
        }
        if (paths > MOST_NAMED) reached.add(Words.count(paths - MOST_NAMED, "more path"));
    }

    /** The capabilities of a container beside those that the runtime grants by default. */
    static Grid grid(CapabilitySet byDefault, CapabilitySet bounding, Optional<CapabilitySet> effective) {
        List<Cell> cells = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            boolean granted = bounding.contains(capability);
            boolean usual = byDefault.contains(capability);
            String state = granted ? (usual ? "default" : "added") : (usual ? "dropped" : "none");
            String has = !granted
                    ? "no"
                    : effective.isEmpty() ? "maybe" : effective.get().contains(capability) ? "yes" : "no";
            cells.add(new Cell(capability.name(), state, has));
        }
        CapabilitySet kept = bounding.and(byDefault);
        CapabilitySet added = bounding.minus(byDefault);
        CapabilitySet dropped = byDefault.minus(bounding);
        String has = effective.isEmpty()
                ? "root has them, any other user none"
                : effective.get().size() + " effective";
        String summary = "Capabilities: " + kept.size() + " by default, " + added.size() + " added, " + dropped.size()
                + " dropped; " + has;
        String description = summary + ". By default: " + names(kept) + ". Added: " + names(added) + ". Dropped: "
                + names(dropped) + '.';
        return new Grid(summary, description, cells);
    }

    private static String names(CapabilitySet set) {
        StringBuilder names = new StringBuilder();
        for (Capability capability : set.list())
            names.append(names.isEmpty() ? "" : ", ").append(capability);
        return names.isEmpty() ? "none" : names.toString();
    }

    private GrantTiles() {}
}
