package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.ImageFacts;
import java.util.List;
import java.util.Optional;

/** A container whose programs may gain privileges. */
final class AllowPrivilegeEscalation implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "allow-privilege-escalation",
            "A container may gain privileges by executing a program",
            """
            allowPrivilegeEscalation is true where it is not set. Then the setuid programs and the file capabilities \
            of the image work (su, sudo, ping), and an intruder who is an ordinary user becomes root in the \
            container through any of them that has a flaw. Set to false the kernel's no_new_privs is on: execve \
            gains nothing, for all children too. It does not stop an exploit of the kernel.""",
            "set allowPrivilegeEscalation: false",
            """
            Programs that rely on sudo, su, a setuid helper or file capabilities fail, often with "operation not \
            permitted". Look for such files in the image: find / -perm -4000, getcap -r /.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
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
                                  allowPrivilegeEscalation: false
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
                                securityContext: # <--
                                  runAsUser: 1000
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
                                  runAsUser: 1000
                                  allowPrivilegeEscalation: false
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: proxy
                                image: envoy
                                restartPolicy: Always
                                securityContext:
                                  allowPrivilegeEscalation: true # <--
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  allowPrivilegeEscalation: false
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: proxy
                                image: envoy
                                restartPolicy: Always
                                securityContext:
                                  allowPrivilegeEscalation: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  allowPrivilegeEscalation: false
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
                                  allowPrivilegeEscalation: false
                              ephemeralContainers:
                              - name: debug # <--
                                image: busybox
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
                                  allowPrivilegeEscalation: false
                              ephemeralContainers:
                              - name: debug
                                image: busybox
                                securityContext:
                                  allowPrivilegeEscalation: false
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
                                  allowPrivilegeEscalation: false
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
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              os:
                                name: windows
                              containers:
                              - name: app
                                image: mcr.microsoft.com/windows/servercore/iis
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows() || scope.isPrivileged()) return;
        if (!scope.privileges().noNewPrivileges().is(false)) return;
        KubeNode setting = scope.setting("allowPrivilegeEscalation");
        String state = setting.exists() ? "true" : "not set";
        findings.violated(
                Severity.MEDIUM,
                setting,
                "programs in " + CONTAINER + " may gain privileges: allowPrivilegeEscalation is " + state);
        findings.offer(() -> fix(scope));
    }

    /** The API server refuses it beside CAP_SYS_ADMIN (pkg/apis/core/validation ValidateSecurityContext). */
    static Optional<Fix> fix(ContainerScope scope) {
        if (addsSysAdmin(scope)) return Optional.empty();
        Safety safety = gainsNothing(scope) ? Safety.SAFE : Safety.NEEDS_TEST;
        Change change = scope.set("allowPrivilegeEscalation", Tree.of(false));
        return Optional.of(new Fix(safety, "forbid programs to gain privileges", List.of(change)));
    }

    private static boolean addsSysAdmin(ContainerScope scope) {
        List<String> added = scope.setting("capabilities").get("add").texts();
        return added.contains("SYS_ADMIN") || added.contains("CAP_SYS_ADMIN");
    }

    /** Whether its image has no program that would gain anything. */
    private static boolean gainsNothing(ContainerScope scope) {
        Optional<FileTree> files = scope.image().flatMap(ImageFacts::files);
        return files.isPresent() && SetuidPrograms.raising(scope, files.get()).isEmpty();
    }
}
