package dev.leastwise.privilege;

import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Compares grants setting by setting: together they are less only where none is more. */
final class Comparison {

    private Order order = Order.SAME;

    static Order of(Privileges one, Privileges other) {
        Comparison comparison = new Comparison();
        comparison.compare(one, other);
        return comparison.order;
    }

    private void compare(Privileges one, Privileges other) {
        compare(one.user(), other.user(), Comparison::idWithin);
        compare(one.group(), other.group(), Comparison::idWithin);
        compareGroups(one.supplementalGroups(), other.supplementalGroups());
        compare(one.fsGroup(), other.fsGroup(), (a, b) -> a.isEmpty() || a.equals(b));
        compare(one.runAsNonRoot(), other.runAsNonRoot(), Comparison::trueWithin);
        compareCapabilities(one.capabilities(), other.capabilities());
        compare(one.noNewPrivileges(), other.noNewPrivileges(), Comparison::trueWithin);
        compare(one.seccomp(), other.seccomp(), Comparison::profileWithin);
        compare(one.appArmor(), other.appArmor(), Comparison::profileWithin);
        compare(one.seLinux(), other.seLinux(), (a, b) -> a.equals(b) || !b.confined());
        compare(one.readOnlyRootFilesystem(), other.readOnlyRootFilesystem(), Comparison::trueWithin);
        compare(one.privileged(), other.privileged(), Comparison::falseWithin);
        compare(one.maskedPaths(), other.maskedPaths(), Set::containsAll);
        compare(one.readOnlyPaths(), other.readOnlyPaths(), Set::containsAll);
        compare(one.devices(), other.devices(), Comparison::devicesWithin);
        compare(one.sysctls(), other.sysctls(), (a, b) -> b.entrySet().containsAll(a.entrySet()));
        compare(one.hostNetwork(), other.hostNetwork(), Comparison::falseWithin);
        compare(one.hostPid(), other.hostPid(), Comparison::falseWithin);
        compare(one.hostIpc(), other.hostIpc(), Comparison::falseWithin);
        compare(one.hostPorts(), other.hostPorts(), (a, b) -> b.containsAll(a));
        compare(one.userNamespace(), other.userNamespace(), Comparison::trueWithin);
        compare(one.processNamespace(), other.processNamespace(), (a, b) -> a.compareTo(b) <= 0);
        compare(one.serviceAccountToken(), other.serviceAccountToken(), Comparison::falseWithin);
        compare(one.volumes(), other.volumes(), Comparison::volumesWithin);
        compare(one.limits(), other.limits(), Comparison::limitsWithin);
    }

    private <T> void compare(Value<T> one, Value<T> other, BiPredicate<T, T> within) {
        order = order.and(orderOf(one, other, within));
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
        if (one instanceof Known<Groups> a && other instanceof Known<Groups> b) {
            order = order.and(Order.of(
                    b.value().declared().containsAll(a.value().declared()),
                    a.value().declared().containsAll(b.value().declared())));
            compare(a.value().fromImage(), b.value().fromImage(), (x, y) -> y.containsAll(x));
            return;
        }
        compare(one, other, Object::equals);
    }

    private void compareCapabilities(Value<Capabilities> one, Value<Capabilities> other) {
        if (one instanceof Known<Capabilities> a && other instanceof Known<Capabilities> b) {
            order = order.and(capabilityOrder(a.value().bounding(), b.value().bounding()))
                    .and(capabilityOrder(a.value().inheritable(), b.value().inheritable()))
                    .and(capabilityOrder(a.value().ambient(), b.value().ambient()));
            compare(a.value().permitted(), b.value().permitted(), (x, y) -> y.containsAll(x));
            return;
        }
        compare(one, other, Object::equals);
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

    private static boolean devicesWithin(Set<String> one, Set<String> other) {
        return other.contains(Privileges.ALL_DEVICES) || other.containsAll(one);
    }

    private static boolean volumesWithin(List<VolumeAccess> one, List<VolumeAccess> other) {
        Map<VolumeAccess, Boolean> writable = new HashMap<>();
        for (VolumeAccess volume : other) writable.merge(readOnly(volume), volume.writable(), Boolean::logicalOr);
        for (VolumeAccess volume : new HashSet<>(one)) {
            Boolean granted = writable.get(readOnly(volume));
            if (granted == null || (volume.writable() && !granted)) return false;
        }
        return true;
    }

    private static VolumeAccess readOnly(VolumeAccess volume) {
        return new VolumeAccess(
                volume.name(), volume.kind(), volume.source(), volume.mountPath(), false, volume.propagation());
    }

    private static boolean limitsWithin(Limits one, Limits other) {
        return limitWithin(one.memory(), other.memory()) && limitWithin(one.cpu(), other.cpu());
    }

    private static boolean limitWithin(Optional<Quantity> one, Optional<Quantity> other) {
        if (other.isEmpty()) return true;
        return one.isPresent() && one.get().value().compareTo(other.get().value()) <= 0;
    }
}
