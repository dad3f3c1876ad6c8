package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A container that adds a capability with which an intruder gets further. */
final class DangerousCapability implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "dangerous-capability",
            "A container adds a dangerous capability",
            """
            Beyond the capabilities that runtimes grant to every container there are those that are not confined to \
            it: they act on the node's kernel, hardware, clock or network, or on other processes. What each gives is \
            said with the finding. A process that is not root has them only once it executes a setuid program or one \
            with file capabilities; in a user namespace (hostUsers: false) they hold only for what that namespace \
            owns.""",
            "remove it from capabilities.add",
            """
            The program was probably given it for a reason: network plugins need NET_ADMIN, debuggers SYS_PTRACE, \
            storage drivers SYS_ADMIN. Run it without and look for "operation not permitted"; a smaller capability \
            (PERFMON or BPF instead of SYS_ADMIN) may do.""",
            List.of(
                    bad(Severity.CRITICAL, """
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
                                    - SYS_ADMIN # <--
                            """),
                    bad(Severity.CRITICAL, """
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
                                    - all # <--
                                    - NET_ADMIN # within ALL
                                    drop:
                                    - MKNOD
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: istio/proxyv2
                                securityContext:
                                  capabilities:
                                    add: ["NET_ADMIN"] # <--
                              containers:
                              - name: app
                                image: nginx
                            """),
                    bad(Severity.HIGH, """
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
                                  allowPrivilegeEscalation: false
                                  capabilities:
                                    add:
                                    - SYS_ADMIN # <--
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    add:
                                    - SYS_ADMIN # <--
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
                                    - ALL
                                    add:
                                    - NET_RAW # <--
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
                                    add:
                                    - CAP_SYSLOG # <--
                            """).under(Target.DEFAULT.on(ContainerRuntime.CRI_O)),
                    bad(Severity.LOW, """
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
                                  allowPrivilegeEscalation: false
                                  capabilities:
                                    add:
                                    - SYS_NICE # <--
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
                                    - ALL
                                    add: # within what every container gets
                                    - CHOWN
                                    - SETUID
                                    - SETGID
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
                                    - SYS_ADMIN # undoes it
                                    add:
                                    - SYS_ADMIN
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
                                    add:
                                    - CAP_SYS_ADMIN # containerd makes CAP_CAP_SYS_ADMIN of it
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
                                  privileged: true # explains it
                                  capabilities:
                                    add:
                                    - SYS_ADMIN
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (CapabilityDanger danger : CapabilityDanger.TABLE) {
            cases.add(new Case(danger.capability().name(), danger.severity(), danger.gain()));
        }
        return cases;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        KubeNode add = scope.setting("capabilities").get("add");
        if (!add.exists() || scope.isWindows() || scope.isPrivileged()) return;
        if (!(scope.privileges().capabilities() instanceof Known<Capabilities> granted)) return;
        List<String> dropped = scope.setting("capabilities").get("drop").texts();
        if (CapabilityGrant.hasAll(add.texts()) && !CapabilityGrant.hasAll(dropped)) {
            checkAll(scope, add, findings);
            return;
        }
        for (KubeNode item : add.items()) {
            Optional<Capability> added =
                    CapabilityGrant.named(item.text().orElse(""), scope.target().runtime());
            if (added.isEmpty() || !granted.value().bounding().contains(added.get())) continue;
            CapabilityDanger danger = CapabilityDanger.of(added.get());
            if (danger.severity().isPresent()) {
                report(scope, item, danger.severity().get(), added.get().name(), danger.gain(), findings);
            }
        }
    }

    /** Every capability: the others of the list are among them. */
    private static void checkAll(ContainerScope scope, KubeNode add, Findings findings) {
        for (KubeNode item : add.items()) {
            if (!CapabilityGrant.isAll(item.text().orElse(""))) continue;
            String gain = "It gives every capability there is, SYS_ADMIN and SYS_MODULE among them: the node is open.";
            report(scope, item, Severity.CRITICAL, "ALL", gain, findings);
            return;
        }
    }

    private static void report(
            ContainerScope scope, KubeNode item, Severity severity, String name, String gain, Findings findings) {
        boolean lower = scope.isConfinedUser() || scope.hasUserNamespace();
        findings.add(
                item,
                lower ? severity.lower() : severity,
                Verdict.VIOLATED,
                '"' + name + "\" is added to " + CONTAINER,
                gain + circumstance(scope),
                INFO.remedy(),
                List.of());
        findings.offer(() -> Optional.of(Fix.showOnly(
                "remove " + name + " if the program does without it", new Change.Remove(item.fieldPath()))));
    }

    private static String circumstance(ContainerScope scope) {
        if (scope.hasUserNamespace()) return " The pod's user namespace confines it to what that namespace owns.";
        if (scope.isConfinedUser()) {
            return " The process is not root and cannot become it, so it does not have the capability today; only the limit of"
                    + " what it could get is raised, and RuntimeDefault seccomp opens the system calls that go with it.";
        }
        if (scope.isNonRoot()) {
            return " The process is not root: it gets the capability by executing a setuid program or one with file"
                    + " capabilities.";
        }
        return "";
    }
}
