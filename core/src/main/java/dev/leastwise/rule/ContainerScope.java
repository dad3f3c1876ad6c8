package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.Missing;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A container as rules see it: as written, and what it is granted.
 *
 * @param pod what it is a container of
 * @param image what is known of its image; empty where none was given
 * @param settings what the configuration of its file says
 */
public record ContainerScope(
        PodScope pod, Container container, Privileges privileges, Optional<ImageFacts> image, Settings settings) {

    public Workload workload() {
        return pod.workload();
    }

    public Target target() {
        return pod.target();
    }

    /** A field of the container's own security context. */
    public KubeNode setting(String field) {
        return container.setting(field);
    }

    /** The container's own setting where it has one, else the pod's where that has one, else the place of its own. */
    public KubeNode inherited(String field) {
        KubeNode own = container.setting(field);
        if (own.exists()) return own;
        KubeNode pods = workload().podSetting(field);
        return pods.exists() ? pods : own;
    }

    /** A field of {@code windowsOptions}, which are inherited field by field (pkg/securitycontext/util.go). */
    public KubeNode windowsOption(String field) {
        KubeNode own = container.setting("windowsOptions").get(field);
        if (own.exists()) return own;
        KubeNode pods = workload().podSetting("windowsOptions").get(field);
        return pods.exists() ? pods : own;
    }

    /**
     * Gives the container a setting that a pod can have, too: the pod's where every container without one of its own takes
     * it, else its own.
     */
    Change set(String field, Tree value, Predicate<ContainerScope> takes) {
        boolean alone = container.setting(field).exists()
                || !pod.isWhole()
                || !pod.inheriting(field).stream().allMatch(takes);
        if (alone) return set(field, value);
        return new Change.Set(
                workload().podSpec().get("securityContext").get(field).fieldPath(), value);
    }

    /** Gives the container a setting that only containers have, be it that it now has one from what it is laid over. */
    public Change set(String field, Tree value) {
        return new Change.Set(own("securityContext").field(field), value);
    }

    /** A field of the container itself, not of what it is laid over. */
    public FieldPath own(String field) {
        return container.node().fieldPath().field(field);
    }

    /** The pod's setting that the container's own replaces; an empty place where it replaces none. */
    public KubeNode overridden(String field) {
        KubeNode own = container.setting(field);
        return own.exists() ? workload().podSetting(field) : own;
    }

    /** Whether it only changes a container that stands elsewhere: what it leaves out is not known here. */
    public boolean isPartial() {
        return workload().partial() || container.partial();
    }

    /** Whether it is a container of Windows, to which what Linux has does not apply. */
    public boolean isWindows() {
        return workload().isWindows();
    }

    /** Whether {@code privileged: true} explains what else is open. */
    public boolean isPrivileged() {
        return privileges.privileged().is(true);
    }

    /** Whether the process is known not to be uid 0, be it that the kubelet would not start it. */
    public boolean isNonRoot() {
        if (privileges.user() instanceof Known<Long> user) return user.value() != 0;
        return privileges.runAsNonRoot().is(true);
    }

    /** Whether the process is known to be uid 0. */
    public boolean isRoot() {
        return privileges.user().is(0L);
    }

    /** Whether the kubelet refuses it under runAsNonRoot, as far as is known: it then never gets to its program. */
    boolean isRefusedAsRoot() {
        if (!privileges.runAsNonRoot().is(true)) return false;
        if (inherited("runAsUser").exists()) return isRoot();
        return image.flatMap(ImageFacts::nonRootRefusal).isPresent();
    }

    /** Whether every process may bind every port (ip(7), ip_unprivileged_port_start). */
    public boolean bindsAnyPort() {
        return privileges.sysctls() instanceof Known<Map<String, String>> sysctls
                && "0".equals(sysctls.value().get("net.ipv4.ip_unprivileged_port_start"));
    }

    /** Whether its root is another user on the host. */
    public boolean hasUserNamespace() {
        return privileges.userNamespace().is(true);
    }

    /** Whether it can neither be root nor become it by executing a program. */
    public boolean isConfinedUser() {
        return isNonRoot() && privileges.noNewPrivileges().is(true);
    }

    /** Whether only the image can tell. */
    public static boolean imageDecides(Value<?> value) {
        return value instanceof Unknown<?> unknown && unknown.missing().what() == Missing.What.IMAGE;
    }
}
