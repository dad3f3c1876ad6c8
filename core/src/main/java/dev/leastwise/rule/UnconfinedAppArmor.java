package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.privilege.Value.Known;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container that AppArmor is told to leave alone. */
final class UnconfinedAppArmor implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unconfined-apparmor",
            "AppArmor is turned off for a container",
            """
            Where the host has AppArmor, the runtime confines every container by a profile of its own: no mounts, no \
            writes to most of /proc and /sys, no tracing of processes outside. Unconfined takes that away, and \
            leaves an intruder with a further capability or a flaw in the kernel one barrier less.""",
            "remove it, or set appArmorProfile.type: RuntimeDefault",
            """
            Programs that mount file systems or write to /sys may fail with "permission denied". The host's log \
            names what AppArmor denied (apparmor=\"DENIED\"); a Localhost profile can allow it.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                appArmorProfile:
                                  type: Unconfined # <--
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
                              securityContext: {}
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
                                appArmorProfile:
                                  type: RuntimeDefault
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile:
                                    type: Unconfined # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                appArmorProfile:
                                  type: RuntimeDefault
                              containers:
                              - name: app
                                image: nginx
                                securityContext: {}
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                container.apparmor.security.beta.kubernetes.io/app: unconfined # <--
                            spec:
                              containers:
                              - name: app
                                image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations: {}
                            spec:
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
                                appArmorProfile:
                                  type: Unconfined
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile:
                                    type: Unconfined # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext: {}
                              containers:
                              - name: app
                                image: nginx
                                securityContext: {}
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
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                container.apparmor.security.beta.kubernetes.io/app: unconfined
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile: # beats the annotation
                                    type: RuntimeDefault
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
                                  appArmorProfile:
                                    type: Unconfined
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
                                  appArmorProfile:
                                    type: Unconfined # hosts with SELinux have no AppArmor
                            """).under(Target.DEFAULT.with(Lsm.SELINUX))));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (!(scope.privileges().appArmor() instanceof Known<Profile> appArmor)) return;
        if (appArmor.value().type() != Profile.Type.UNCONFINED || !(appArmor.origin() instanceof Origin.Manifest set))
            return;
        if (scope.isWindows() || !scope.target().mayHave(Lsm.APPARMOR)) return;
        KubeNode type = set.node().isMapping() ? set.node().get("type") : set.node();
        String message = "AppArmor is turned off for " + CONTAINER;
        KubeNode podProfile = scope.workload().podSetting("appArmorProfile");
        Optional<String> pods = podProfile.get("type").text();
        if (pods.isPresent() && !pods.get().equals("Unconfined")) {
            findings.weakened(Severity.MEDIUM, Verdict.VIOLATED, type, message, podProfile, '"' + pods.get() + '"');
        } else {
            findings.violated(Severity.MEDIUM, type, message);
        }
        findings.offer(() -> Optional.of(fix(set.node(), podProfile)));
    }

    /** RuntimeDefault would keep the pod from hosts without AppArmor; where nothing is set it is what those with it give. */
    private static Fix fix(KubeNode set, KubeNode podProfile) {
        Set<Change> changes = new LinkedHashSet<>();
        changes.add(new Change.Remove(set.fieldPath()));
        boolean uncovered =
                podProfile.get("type").text().filter("Unconfined"::equals).isPresent();
        if (uncovered) changes.add(new Change.Remove(podProfile.fieldPath()));
        return new Fix(Safety.NEEDS_TEST, "leave the profile to the runtime", List.copyOf(changes));
    }
}
