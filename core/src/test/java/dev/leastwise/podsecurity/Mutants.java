package dev.leastwise.podsecurity;

import dev.leastwise.podsecurity.Control.Revision;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy with one constant changed, in every way that could be a slip: checks are records, and their components are these constants. */
final class Mutants {

    /** A policy, and how it differs. */
    record Mutant(String change, Policy policy) {}

    /** What could stand in a list by mistake; what stands there already is not added. */
    private static final Map<String, List<String>> ADDITIONS = Map.ofEntries(
            Map.entry("appArmorProfile.types", List.of("Unconfined", "")),
            Map.entry("appArmorProfile.annotations", List.of("unconfined")),
            Map.entry(
                    "capabilities_baseline.allowed",
                    List.of("NET_RAW", "SYS_ADMIN", "NET_ADMIN", "SYS_TIME", "ALL", "CAP_CHOWN", "chown")),
            Map.entry("hostNamespaces.forbidden", List.of("shareProcessNamespace", "hostUsers")),
            Map.entry("hostProbesAndHostLifecycle.probes", List.of()),
            Map.entry("hostProbesAndHostLifecycle.hooks", List.of()),
            Map.entry("hostProbesAndHostLifecycle.handlers", List.of()),
            Map.entry("procMount.allowed", List.of("Unmasked", "default")),
            Map.entry("procMount_restricted.allowed", List.of("Unmasked")),
            Map.entry("seLinuxOptions.types", List.of("spc_t", "container_engine_t")),
            Map.entry("seLinuxOptions.unset", List.of("level")),
            Map.entry("seccompProfile_baseline.allowed", List.of("Unconfined", "unconfined", "")),
            Map.entry("seccompProfile_restricted.allowed", List.of("Unconfined", "")),
            Map.entry(
                    "sysctls.allowed",
                    List.of(
                            "net.ipv4.ip_local_reserved_ports",
                            "net.ipv4.tcp_keepalive_time",
                            "net.ipv4.tcp_fin_timeout",
                            "net.ipv4.tcp_keepalive_intvl",
                            "net.ipv4.tcp_keepalive_probes",
                            "net.ipv4.tcp_rmem",
                            "net.ipv4.tcp_wmem",
                            "net.ipv4.tcp_slow_start_after_idle",
                            "net.ipv4.tcp_notsent_lowat",
                            "net.core.somaxconn",
                            "net/ipv4/tcp_rmem",
                            "kernel.sem")),
            Map.entry("capabilities_restricted.addable", List.of("CHOWN", "NET_RAW", "SYS_ADMIN", "ALL")),
            Map.entry(
                    "restrictedVolumes.allowed",
                    List.of(
                            "hostPath",
                            "gcePersistentDisk",
                            "awsElasticBlockStore",
                            "gitRepo",
                            "nfs",
                            "iscsi",
                            "glusterfs",
                            "rbd",
                            "flexVolume",
                            "cinder",
                            "cephfs",
                            "flocker",
                            "fc",
                            "azureFile",
                            "vsphereVolume",
                            "quobyte",
                            "azureDisk",
                            "photonPersistentDisk",
                            "portworxVolume",
                            "scaleIO",
                            "storageos",
                            "other")),
            Map.entry("restrictedVolumes.known", List.of("other")));

    private final Policy policy;
    private final List<Mutant> mutants = new ArrayList<>();

    private Mutants(Policy policy) {
        this.policy = policy;
    }

    static List<Mutant> of(Policy policy) throws ReflectiveOperationException {
        Mutants mutants = new Mutants(policy);
        for (Control control : policy.controls()) mutants.mutate(control);
        return mutants.mutants;
    }

    private void mutate(Control control) throws ReflectiveOperationException {
        for (Level level : Level.values()) {
            if (level == control.level()) continue;
            add(control, "is of " + level.id(), new Control(control.id(), level, control.revisions()));
        }
        for (Revision revision : control.revisions()) {
            String since = "v1." + revision.since() + ": ";
            for (int minor : new int[] {revision.since() - 1, revision.since() + 1}) {
                if (minor < 0) continue;
                replace(
                        control,
                        revision,
                        since + "since v1." + minor,
                        new Revision(minor, revision.check(), revision.overrides()));
            }
            for (Control other : policy.controls()) mutateOverride(control, revision, since, other);
            mutateCheck(control, revision, since, revision.check());
            remove(control, revision, since + "removed");
        }
    }

    private void mutateOverride(Control control, Revision revision, String since, Control other) {
        if (other.equals(control)) return;
        Set<String> overrides = new HashSet<>(revision.overrides());
        String change = overrides.remove(other.id()) ? "no longer overrides " : "overrides ";
        if (change.equals("overrides ")) overrides.add(other.id());
        replace(
                control,
                revision,
                since + change + other.id(),
                new Revision(revision.since(), revision.check(), overrides));
    }

    private void mutateCheck(Control control, Revision revision, String since, Check check)
            throws ReflectiveOperationException {
        RecordComponent[] components = check.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            Object value = components[i].getAccessor().invoke(check);
            String name = control.id() + '.' + components[i].getName();
            for (Change change : changes(name, value)) {
                Check mutated = with(check, components, i, change.value);
                replace(
                        control,
                        revision,
                        since + components[i].getName() + ' ' + change.what,
                        new Revision(revision.since(), mutated, revision.overrides()));
            }
        }
    }

    private record Change(String what, Object value) {}

    private static List<Change> changes(String name, Object value) {
        return switch (value) {
            case Set<?> set -> collection(name, set);
            case List<?> list -> collection(name, list);
            case Exempt exempt ->
                Arrays.stream(Exempt.values())
                        .filter(other -> other != exempt)
                        .map(other -> new Change("is " + other, other))
                        .toList();
            case String text -> List.of(new Change("is longer", text + 'x'), new Change("is empty", ""));
            default -> throw new IllegalStateException(name + " is of no kind that is known here");
        };
    }

    private static List<Change> collection(String name, Collection<?> value) {
        List<Change> changes = new ArrayList<>();
        for (Object entry : value) {
            Collection<Object> less = copy(value);
            less.remove(entry);
            changes.add(new Change("without \"" + entry + '"', less));
        }
        List<String> additions = ADDITIONS.get(name);
        if (additions == null) throw new IllegalStateException("what could be added to " + name + "?");
        for (String addition : additions) {
            if (value.contains(addition)) continue;
            Collection<Object> more = copy(value);
            more.add(addition);
            changes.add(new Change("with \"" + addition + '"', more));
        }
        return changes;
    }

    private static Collection<Object> copy(Collection<?> value) {
        return value instanceof Set ? new HashSet<>(value) : new ArrayList<>(value);
    }

    private static Check with(Check check, RecordComponent[] components, int changed, Object value)
            throws ReflectiveOperationException {
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = i == changed ? value : components[i].getAccessor().invoke(check);
            types[i] = components[i].getType();
        }
        Constructor<?> constructor = check.getClass().getDeclaredConstructor(types);
        return (Check) constructor.newInstance(values);
    }

    private void replace(Control control, Revision revision, String change, Revision mutated) {
        List<Revision> revisions = new ArrayList<>(control.revisions());
        revisions.set(revisions.indexOf(revision), mutated);
        add(control, change, new Control(control.id(), control.level(), revisions));
    }

    private void remove(Control control, Revision revision, String change) {
        List<Revision> revisions = new ArrayList<>(control.revisions());
        revisions.remove(revision);
        if (revisions.isEmpty()) return;
        add(control, change, new Control(control.id(), control.level(), revisions));
    }

    private void add(Control control, String change, Control mutated) {
        List<Control> controls = new ArrayList<>(policy.controls());
        controls.set(controls.indexOf(control), mutated);
        Policy other = new Policy(controls);
        if (!asks(other).equals(asks(policy))) mutants.add(new Mutant(control.id() + ' ' + change, other));
    }

    /** What each standard asks: a change that changes none of it, as an override of what is not in force, is no change. */
    private static List<List<Object>> asks(Policy policy) {
        List<List<Object>> asks = new ArrayList<>();
        for (Level level : Level.values()) {
            for (int minor = 0; minor <= Timeline.NEWEST + 1; minor++) {
                List<Object> checks = new ArrayList<>();
                for (Policy.InForce rule : policy.inForce(new Standard(level, PolicyVersion.of(minor)))) {
                    checks.add(rule.control().id());
                    checks.add(rule.revision().check());
                }
                asks.add(checks);
            }
        }
        return asks;
    }
}
