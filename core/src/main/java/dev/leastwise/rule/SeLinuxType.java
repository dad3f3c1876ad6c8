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
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container under an SELinux type that is not made for containers. */
final class SeLinuxType implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "selinux-type",
            "A container has an SELinux type that is not made for containers",
            """
            On hosts with SELinux the type says what a process may touch. The types made for containers \
            (container_t, container_init_t, container_kvm_t, container_engine_t) keep it from the files and \
            processes of the host; others, like spc_t or unconfined_t, do not, and an intruder who gets out of the \
            namespaces is stopped by nothing more.""",
            "remove seLinuxOptions.type, or set it to container_t",
            """
            Programs that read files of the host through a hostPath may fail with "permission denied". The host's \
            audit log names what SELinux denied (ausearch -m avc); a policy of its own (udica makes one) can allow \
            it, and Pod Security then still refuses the type.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seLinuxOptions:
                                  type: spc_t # <--
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seLinuxOptions:
                                  type: container_t
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seLinuxOptions:
                                  type: container_t
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seLinuxOptions:
                                    type: unconfined_t # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seLinuxOptions:
                                  type: container_t
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seLinuxOptions:
                                    type: container_t
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
                                  seLinuxOptions:
                                    type: container_engine_t # <--
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
                                  seLinuxOptions:
                                    type: container_t
                            """).under(Target.DEFAULT.at(30)),
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
                                  seLinuxOptions:
                                    type: container_engine_t
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                seLinuxOptions:
                                  type: spc_t
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  seLinuxOptions: # replaces the pod's as a whole
                                    level: s0:c123,c456
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
                                  privileged: true # has no label
                                  seLinuxOptions:
                                    type: spc_t
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
                                  seLinuxOptions:
                                    type: spc_t # hosts with AppArmor have no SELinux
                            """).under(Target.DEFAULT.with(Lsm.APPARMOR))));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Since this version Pod Security's baseline takes container_engine_t. */
    private static final int ENGINE_SINCE = 31;

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (!(scope.privileges().seLinux() instanceof Known<SeLinux> label)) return;
        String type = label.value().type();
        if (isForContainers(type, scope.target()) || !(label.origin() instanceof Origin.Manifest options)) return;
        if (scope.isWindows() || !scope.target().mayHave(Lsm.SELINUX)) return;
        String message = "the SELinux type of " + CONTAINER + " is \"" + type + '"';
        KubeNode podOptions = scope.overridden("seLinuxOptions");
        Optional<String> pods = podOptions.get("type").text();
        if (pods.isPresent() && isForContainers(pods.get(), scope.target())) {
            findings.weakened(
                    Severity.MEDIUM,
                    Verdict.VIOLATED,
                    options.node().get("type"),
                    message,
                    podOptions,
                    '"' + pods.get() + '"');
        } else {
            findings.violated(Severity.MEDIUM, options.node().get("type"), message);
        }
        Change change = new Change.Set(options.node().get("type").fieldPath(), Tree.of("container_t"));
        findings.offer(() -> Optional.of(Fix.needsTest("give it the type that containers have", change)));
    }

    private static boolean isForContainers(String type, Target target) {
        if (type.equals("container_engine_t")) return target.kubernetes() >= ENGINE_SINCE;
        return new SeLinux("", "", type, "").isForContainers();
    }
}
