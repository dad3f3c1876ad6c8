package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A line of capabilities that does not do what it says. */
final class IneffectiveCapability implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "ineffective-capability",
            "A line of capabilities has no effect",
            """
            Kubernetes takes any text as the name of a capability, and the runtime passes over what it does not know \
            without a word. A drop that drops nothing leaves an intruder what its author meant to take away. An add \
            that adds nothing only misleads: Kubernetes fills the bounding set alone, and of that a process that is \
            not root keeps nothing when it executes its program (there are no ambient capabilities, KEP-2763).""",
            "write the name as the kernel has it, in upper case and without CAP_, or remove the line",
            """
            A drop that begins to work may take away what the program uses: look for "operation not permitted". \
            Removing an add that has no effect breaks nothing, but for setuid programs and file capabilities where \
            allowPrivilegeEscalation is not false.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - CAP_NET_RAW # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - NET_RAW
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - NET-RAW # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - NET_RAW
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - CAP_ALL # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - CAP_NET_ADMIN # <--
                                    drop:
                                    - ALL
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - SYS_EVERYTHING # <--
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext: {}
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - NET_ADMINS # <--
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext: {}
                            """).under(Target.DEFAULT.on(ContainerRuntime.CRI_O)),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - SYS_TIME # <--
                                    drop:
                                    - SYS_TIME
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - SYS_TIME
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - ALL # <--
                                    drop:
                                    - ALL
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 1000
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
                                    - CHOWN # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 1000
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - NET_BROADCAST # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext: {}
                            """),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
                                    - NET_BIND_SERVICE # <--
                            """).under(Target.DEFAULT.on(ContainerRuntime.CONTAINERD1_7)),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
                                    - NET_BIND_SERVICE # <--
                            """),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - all # <--
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostNetwork: true # where ports below 1024 need it
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
                                    - NET_BIND_SERVICE
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - SYS_ADMIN # nobody grants it, and nobody shall
                                    - net_raw # runtimes take any case
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - CAP_NET_RAW # ALL has dropped it
                                    - ALL
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - CAP_NET_BIND_SERVICE
                            """).under(Target.DEFAULT.on(ContainerRuntime.CRI_O)),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 1000
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
                                    - SYS_PTRACE # a finding of its own
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: true # drops and adds nothing
                                  capabilities:
                                    drop:
                                    - CAP_NET_RAW
                            """)));

    private static final String PORT_REMEDY =
            "remove it; where the runtime is not containerd 2, set the pod's sysctl net.ipv4.ip_unprivileged_port_start to \"0\"";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final String PREFIX = "CAP_";

    /**
     * What a container drops besides single capabilities.
     *
     * @param all whether that is all, as runtimes read it
     * @param allInCapitals whether Pod Security reads it so, too
     */
    private record Dropped(boolean all, boolean allInCapitals) {}

    /** A capability that is added for nothing. */
    private record Idle(KubeNode item, Severity severity, String message, String remedy) {

        Idle(KubeNode item, Severity severity, String message) {
            this(item, severity, message, INFO.remedy());
        }
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        KubeNode capabilities = scope.setting("capabilities");
        if (!capabilities.exists() || scope.isWindows() || scope.isPrivileged()) return;
        if (!(scope.privileges().capabilities() instanceof Known<Capabilities> granted)) return;
        CapabilitySet bounding = granted.value().bounding();
        List<String> names = capabilities.get("drop").texts();
        Dropped dropped = new Dropped(CapabilityGrant.hasAll(names), names.contains("ALL"));
        reportAdded(scope, capabilities.get("add"), dropped, bounding, findings);
        for (KubeNode item : capabilities.get("drop").items()) {
            Optional<String> name = item.text();
            if (name.isPresent()) checkDrop(scope, item, name.get(), dropped, bounding, findings);
        }
    }

    private static void reportAdded(
            ContainerScope scope, KubeNode add, Dropped dropped, CapabilitySet bounding, Findings findings) {
        List<Idle> idle = new ArrayList<>();
        for (KubeNode item : add.items()) {
            Optional<String> name = item.text();
            if (name.isPresent())
                idle(scope, item, name.get(), dropped, bounding).ifPresent(idle::add);
        }
        for (Idle added : idle) {
            findings.add(
                    added.item, added.severity, Verdict.VIOLATED, added.message, INFO.why(), added.remedy, List.of());
            findings.offer(() -> Optional.of(removal(scope, add, added, idle)));
        }
    }

    /** What another runtime or user would have use for goes only by itself. */
    private static Fix removal(ContainerScope scope, KubeNode add, Idle added, List<Idle> idle) {
        if (added.severity != Severity.INFO) {
            return removal(
                    scope,
                    add,
                    idle.stream().filter(one -> one.severity != Severity.INFO).toList());
        }
        Fix alone = removal(scope, add, List.of(added));
        return new Fix(Safety.SHOW_ONLY, "remove it, if it runs nowhere else and as nobody else", alone.changes());
    }

    /** They go together: the indexes of a list change with every item that goes. */
    private static Fix removal(ContainerScope scope, KubeNode add, List<Idle> idle) {
        List<String> kept = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (KubeNode item : add.items().reversed()) {
            boolean goes = idle.stream().anyMatch(added -> added.item.node().equals(item.node()));
            if (goes) changes.add(new Change.Remove(item.fieldPath()));
            else item.text().ifPresent(kept::add);
        }
        boolean all = changes.size() == add.items().size();
        boolean alone = all && add.parent().fields().size() == 1;
        if (all) changes = List.of(new Change.Remove((alone ? add.parent() : add).fieldPath()));
        List<String> drop = add.parent().get("drop").texts();
        return new Fix(safety(scope, kept, drop), "remove what adding it gives nobody", changes);
    }

    /** Whether the container keeps the capabilities that it has. */
    private static Safety safety(ContainerScope scope, List<String> add, List<String> drop) {
        KubeNode today = scope.setting("capabilities");
        ContainerRuntime runtime = scope.target().runtime();
        CapabilitySet before = CapabilityGrant.bounding(
                today.get("add").texts(), today.get("drop").texts(), runtime);
        return CapabilityGrant.bounding(add, drop, runtime).equals(before) ? Safety.SAFE : Safety.NEEDS_TEST;
    }

    private static Optional<Idle> idle(
            ContainerScope scope, KubeNode item, String name, Dropped dropped, CapabilitySet bounding) {
        Optional<Capability> capability =
                CapabilityGrant.named(name, scope.target().runtime());
        boolean all = CapabilityGrant.isAll(name);
        if (all ? dropped.all : capability.filter(c -> !bounding.contains(c)).isPresent()) {
            String message = "drop takes \"" + name + "\" away again from " + CONTAINER;
            return Optional.of(new Idle(item, Severity.LOW, message));
        }
        if (capability.isPresent()) return useless(scope, item, capability.get());
        if (all || isRefused(scope, name)) return Optional.empty();
        return Optional.of(new Idle(item, Severity.LOW, unknown(scope.target().runtime(), "adds", name)));
    }

    /** The API server refuses this one spelling beside {@code allowPrivilegeEscalation: false}, which is another finding. */
    private static boolean isRefused(ContainerScope scope, String name) {
        return name.equals("CAP_SYS_ADMIN")
                && scope.workload().isValidated()
                && scope.privileges().noNewPrivileges().is(true);
    }

    /** What is granted, and of no use. What is dangerous is judged by what it opens. */
    private static Optional<Idle> useless(ContainerScope scope, KubeNode item, Capability capability) {
        if (CapabilityDanger.of(capability).severity().isPresent() || isOfProgram(scope, capability)) {
            return Optional.empty();
        }
        if (capability == Capability.NET_BROADCAST) {
            String message = "\"NET_BROADCAST\" gives " + CONTAINER + " nothing: the kernel never asks for it";
            return Optional.of(new Idle(item, Severity.LOW, message));
        }
        boolean bind = capability == Capability.NET_BIND_SERVICE;
        if (bind && scope.bindsAnyPort()) {
            String message =
                    "\"NET_BIND_SERVICE\" gives " + CONTAINER + " nothing: in this pod any process may bind any port";
            return Optional.of(new Idle(item, Severity.INFO, message));
        }
        if (!scope.isNonRoot()) return Optional.empty();
        String message = '"' + capability.name() + "\" gives the process of " + CONTAINER + " nothing: it is not root";
        return Optional.of(
                bind ? new Idle(item, Severity.INFO, message, PORT_REMEDY) : new Idle(item, Severity.LOW, message));
    }

    /** Whether the program's file asks for it: without it the program would not even be executed. */
    private static boolean isOfProgram(ContainerScope scope, Capability capability) {
        if (scope.image().isEmpty()) return false;
        Optional<Entrypoint> entrypoint =
                Entrypoint.of(scope.container(), scope.image().get(), scope.privileges());
        return entrypoint.isPresent()
                && entrypoint.get() instanceof Entrypoint.Program program
                && program.brought().contains(capability);
    }

    private static void checkDrop(
            ContainerScope scope,
            KubeNode item,
            String name,
            Dropped dropped,
            CapabilitySet bounding,
            Findings findings) {
        ContainerRuntime runtime = scope.target().runtime();
        if (CapabilityGrant.isAll(name)) {
            if (dropped.allInCapitals) return;
            String message =
                    "runtimes take \"" + name + "\" for \"ALL\" in " + CONTAINER + ", and Pod Security does not";
            findings.violated(Severity.INFO, item, message);
            findings.offer(() -> Optional.of(renamed(scope, item, "ALL")));
            return;
        }
        if (CapabilityGrant.named(name, runtime).isPresent() || isGone(name, dropped, bounding, runtime)) return;
        findings.violated(Severity.MEDIUM, item, unknown(runtime, "drops", name));
        findings.offer(() -> Optional.of(CapabilityNames.meant(name)
                .map(meant -> renamed(scope, item, meant))
                .orElseGet(() -> Fix.showOnly("write the name of a capability, or remove it"))));
    }

    private static Fix renamed(ContainerScope scope, KubeNode item, String name) {
        List<String> drop = new ArrayList<>(item.parent().texts());
        drop.add(name);
        Safety safety = safety(scope, item.parent().parent().get("add").texts(), drop);
        Change change = new Change.Set(item.fieldPath(), Tree.of(name));
        return new Fix(safety, "write " + name, List.of(change));
    }

    /** Whether the container lacks what was meant. */
    private static boolean isGone(String name, Dropped dropped, CapabilitySet bounding, ContainerRuntime runtime) {
        if (runtime.refusesUnknownCapability()) return false;
        String upper = name.toUpperCase(Locale.ROOT);
        Optional<Capability> meant =
                Capability.named(upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper);
        return meant.isPresent() ? !bounding.contains(meant.get()) : dropped.all;
    }

    private static String unknown(ContainerRuntime runtime, String does, String name) {
        if (runtime.refusesUnknownCapability()) {
            return runtime.title() + " does not create " + CONTAINER + ": it knows no capability \"" + name + '"';
        }
        String prefixed = name.toUpperCase(Locale.ROOT).startsWith(PREFIX)
                ? runtime.title() + " puts another CAP_ before it"
                : "there is no such capability";
        return '"' + name + "\" " + does + " nothing in " + CONTAINER + ": " + prefixed;
    }
}
