package dev.leastwise.privilege;

import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Compares grants setting by setting: together they are less only where none is more. */
final class Comparison {

    /** Each lets through what those before it do. */
    private static final List<String> PROPAGATIONS = List.of("None", "HostToContainer", "Bidirectional");

    private Order order = Order.SAME;
    private final List<String> beyond = new ArrayList<>();

    static Order of(Privileges one, Privileges other) {
        Comparison comparison = new Comparison();
        comparison.compare(one, other);
        return comparison.order;
    }

    /** The settings by which one may have something that the other has not. */
    static List<String> beyond(Privileges one, Privileges other) {
        Comparison comparison = new Comparison();
        comparison.compare(one, other);
        return comparison.beyond;
    }

    private void compare(Privileges one, Privileges other) {
        compare("user", one.user(), other.user(), Comparison::idWithin, id -> id != 0);
        compare("group", one.group(), other.group(), Comparison::idWithin, id -> id != 0);
        compareGroups(one.supplementalGroups(), other.supplementalGroups());
        compare("fsGroup", one.fsGroup(), other.fsGroup(), (a, b) -> a.isEmpty() || a.equals(b), Optional::isEmpty);
        compare("runAsNonRoot", one.runAsNonRoot(), other.runAsNonRoot(), Comparison::trueWithin, a -> a);
        compareCapabilities(one.capabilities(), other.capabilities());
        compare("noNewPrivileges", one.noNewPrivileges(), other.noNewPrivileges(), Comparison::trueWithin, a -> a);
        compareProfiles("seccomp", one.seccomp(), other.seccomp());
        compareProfiles("appArmor", one.appArmor(), other.appArmor());
        compare("seLinux", one.seLinux(), other.seLinux(), Comparison::labelWithin);
        compare(
                "readOnlyRootFilesystem",
                one.readOnlyRootFilesystem(),
                other.readOnlyRootFilesystem(),
                Comparison::trueWithin,
                a -> a);
        compare("privileged", one.privileged(), other.privileged(), Comparison::falseWithin, a -> !a);
        compare("maskedPaths", one.maskedPaths(), other.maskedPaths(), Set::containsAll);
        compare("readOnlyPaths", one.readOnlyPaths(), other.readOnlyPaths(), Set::containsAll);
        compare("devices", one.devices(), other.devices(), Comparison::devicesWithin);
        compare(
                "sysctls",
                one.sysctls(),
                other.sysctls(),
                (a, b) -> b.entrySet().containsAll(a.entrySet()));
        compare("hostNetwork", one.hostNetwork(), other.hostNetwork(), Comparison::falseWithin, a -> !a);
        compare("hostPid", one.hostPid(), other.hostPid(), Comparison::falseWithin, a -> !a);
        compare("hostIpc", one.hostIpc(), other.hostIpc(), Comparison::falseWithin, a -> !a);
        compare("hostPorts", one.hostPorts(), other.hostPorts(), (a, b) -> b.containsAll(a));
        compare("userNamespace", one.userNamespace(), other.userNamespace(), Comparison::trueWithin, a -> a);
        compare("processNamespace", one.processNamespace(), other.processNamespace(), (a, b) -> a.compareTo(b) <= 0);
        compare(
                "serviceAccountToken",
                one.serviceAccountToken(),
                other.serviceAccountToken(),
                Comparison::falseWithin,
                a -> !a);
        compare("volumes", one.volumes(), other.volumes(), Comparison::volumesWithin);
        compare("limits", one.limits(), other.limits(), Comparison::limitsWithin);
    }

    /** Nothing is more than no profile, and one that is named is taken for no more than one that is not known. */
    private void compareProfiles(String setting, Value<Profile> one, Value<Profile> other) {
        boolean certain = other instanceof Known<Profile> known
                ? isOpen(known.value())
                : one instanceof Known<Profile> named && !isOpen(named.value());
        note(setting, orderOf(one, other, Comparison::profileWithin), certain);
    }

    private <T> void compare(String setting, Value<T> one, Value<T> other, BiPredicate<T, T> within) {
        compare(setting, one, other, within, a -> false);
    }

    /**
     * Compares one setting.
     *
     * @param least whether nothing can be less than a value, so that what the other's is need not be known: any id but
     *     root's is taken for that
     */
    private <T> void compare(
            String setting, Value<T> one, Value<T> other, BiPredicate<T, T> within, Predicate<T> least) {
        Order settings = orderOf(one, other, within);
        boolean bottom = settings == Order.UNKNOWN && one instanceof Known<T> known && least.test(known.value());
        note(setting, settings, bottom);
    }

    /**
     * Takes note of how a setting compares.
     *
     * @param certain whether the one is within the other even where one of them is not known
     */
    private void note(String setting, Order settings, boolean certain) {
        order = order.and(settings);
        boolean isWithin = settings == Order.SAME || settings == Order.LESS || certain;
        if (!isWithin && !beyond.contains(setting)) beyond.add(setting);
    }

    private static <T> Order orderOf(Value<T> one, Value<T> other, BiPredicate<T, T> within) {
        if (one instanceof Known<T> a && other instanceof Known<T> b) {
            return Order.of(within.test(a.value(), b.value()), within.test(b.value(), a.value()));
        }
        boolean sameMissing = one instanceof Unknown<T> a
                && other instanceof Unknown<T> b
                && a.missing().equals(b.missing());
        return sameMissing ? Order.SAME : Order.UNKNOWN;
    }

    private void compareGroups(Value<Groups> one, Value<Groups> other) {
        String setting = "supplementalGroups";
        if (one instanceof Known<Groups> a && other instanceof Known<Groups> b) {
            Set<Long> declared = a.value().declared();
            note(
                    setting,
                    Order.of(
                            b.value().declared().containsAll(declared),
                            declared.containsAll(b.value().declared())),
                    false);
            compare(setting, a.value().fromImage(), b.value().fromImage(), (x, y) -> y.containsAll(x), Set::isEmpty);
            return;
        }
        compare(setting, one, other, Object::equals);
    }

    private void compareCapabilities(Value<Capabilities> one, Value<Capabilities> other) {
        String setting = "capabilities";
        if (one instanceof Known<Capabilities> a && other instanceof Known<Capabilities> b) {
            note(setting, capabilityOrder(a.value().bounding(), b.value().bounding()), false);
            note(setting, capabilityOrder(a.value().inheritable(), b.value().inheritable()), false);
            note(setting, capabilityOrder(a.value().ambient(), b.value().ambient()), false);
            compare(
                    setting,
                    a.value().permitted(),
                    b.value().permitted(),
                    (x, y) -> y.containsAll(x),
                    CapabilitySet::isEmpty);
            return;
        }
        compare(setting, one, other, Object::equals);
    }

    private static Order capabilityOrder(CapabilitySet one, CapabilitySet other) {
        return Order.of(other.containsAll(one), one.containsAll(other));
    }

    /** Root may do what any other id may; two others own different files. */
    private static boolean idWithin(long one, long other) {
        return one == other || other == 0;
    }

    private static boolean trueWithin(boolean one, boolean other) {
        return one || !other;
    }

    private static boolean falseWithin(boolean one, boolean other) {
        return !one || other;
    }

    private static boolean profileWithin(Profile one, Profile other) {
        return one.equals(other) || isOpen(other);
    }

    private static boolean isOpen(Profile profile) {
        return profile.type() == Profile.Type.UNCONFINED || profile.type() == Profile.Type.NONE;
    }

    /** A type that is made for containers grants less than one that is not, where the rest of the label is the same. */
    private static boolean labelWithin(SeLinux one, SeLinux other) {
        if (one.equals(other) || !other.confined()) return true;
        return one.confined()
                && one.isForContainers()
                && !other.isForContainers()
                && one.withType(other.type()).equals(other);
    }

    private static boolean devicesWithin(Set<String> one, Set<String> other) {
        return other.contains(Privileges.ALL_DEVICES) || other.containsAll(one);
    }

    private static boolean volumesWithin(List<VolumeAccess> one, List<VolumeAccess> other) {
        Map<VolumeAccess, Boolean> writable = new HashMap<>();
        for (VolumeAccess volume : other) {
            for (String propagation : upTo(volume.propagation())) {
                writable.merge(readOnly(volume, propagation), volume.writable(), Boolean::logicalOr);
            }
        }
        for (VolumeAccess volume : new HashSet<>(one)) {
            Boolean granted = writable.get(readOnly(volume, volume.propagation()));
            if (granted == null || (volume.writable() && !granted)) return false;
        }
        return true;
    }

    private static VolumeAccess readOnly(VolumeAccess volume, String propagation) {
        return new VolumeAccess(volume.name(), volume.kind(), volume.source(), volume.mountPath(), false, propagation);
    }

    private static List<String> upTo(String propagation) {
        int last = PROPAGATIONS.indexOf(propagation);
        return last < 0 ? List.of(propagation) : PROPAGATIONS.subList(0, last + 1);
    }

    private static boolean limitsWithin(Limits one, Limits other) {
        return limitWithin(one.memory(), other.memory()) && limitWithin(one.cpu(), other.cpu());
    }

    private static boolean limitWithin(Optional<Quantity> one, Optional<Quantity> other) {
        if (other.isEmpty()) return true;
        return one.isPresent() && one.get().value().compareTo(other.get().value()) <= 0;
    }
}
