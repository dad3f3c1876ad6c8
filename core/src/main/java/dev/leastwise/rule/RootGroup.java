package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container whose process is in group 0. */
final class RootGroup implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "root-group",
            "A container is in the group root",
            """
            Group 0 owns files on every volume and host path that root filled, and images made for OpenShift give it \
            write access to their programs. An intruder reads and changes them without being root. The group is 0 \
            wherever runAsGroup is not set and the image's /etc/passwd does not list the uid.""",
            "set runAsGroup to the gid that the image is made for, and take 0 out of fsGroup and supplementalGroups",
            """
            Images that follow OpenShift's conventions keep their writable files in group 0 and fail with \
            "permission denied" in another. An fsGroup gives volumes the new group; files of the image keep theirs.""",
            List.of(
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
                                  runAsUser: 1000
                                  runAsGroup: 0 # <--
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 1000
                                supplementalGroups:
                                - 2000
                                - 0 # <--
                                supplementalGroupsPolicy: Strict
                              containers:
                              - name: app
                                image: nginx
                            """),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 1000
                                fsGroup: 0 # <--
                                supplementalGroupsPolicy: Strict
                              initContainers:
                              - name: setup
                                image: busybox
                              containers:
                              - name: app
                                image: nginx
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
                                securityContext: # <--
                                  runAsUser: 1000
                            """)
                            .with("docker.io/library/nginx:latest", new ImageFacts("", List.of(), List.of())),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext: # <--
                                runAsUser: 101
                                runAsGroup: 101
                              containers:
                              - name: app
                                image: nginx
                            """)
                            .with(
                                    "docker.io/library/nginx:latest",
                                    new ImageFacts(
                                            "",
                                            List.of(new PasswdEntry("nginx", 101, 101)),
                                            List.of(new GroupEntry("root", 0, List.of("nginx"))))),
                    undecided(Severity.INFO, """
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
                            """),
                    undecided(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext: # <--
                                runAsGroup: 1000
                              containers:
                              - name: app
                                image: nginx
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 1000
                                fsGroup: 2000
                                supplementalGroupsPolicy: Strict
                              containers:
                              - name: app
                                image: nginx
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 0
                                supplementalGroupsPolicy: Strict
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsGroup: 1000
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows()) return;
        checkDeclaredGroups(scope, findings);
        Value<Long> group = scope.privileges().group();
        if (group.is(0L)) {
            reportPrimaryGroup(scope, findings);
        } else if (ContainerScope.imageDecides(group)) {
            KubeNode runAsGroup = scope.inherited("runAsGroup");
            findings.undecided(
                    Severity.INFO, runAsGroup, "the image decides whether root is the group of " + CONTAINER);
        } else if (scope.privileges().supplementalGroups() instanceof Known<Groups> groups) {
            checkImageGroups(scope, groups.value().fromImage(), findings);
        }
    }

    private static void reportPrimaryGroup(ContainerScope scope, Findings findings) {
        KubeNode runAsGroup = scope.inherited("runAsGroup");
        String message =
                (runAsGroup.exists() ? "runAsGroup: 0" : "the image") + " makes root the group of " + CONTAINER;
        Optional<Long> pods = scope.overridden("runAsGroup").integer();
        if (pods.isPresent() && pods.get() != 0) {
            findings.weakened(
                    Severity.LOW,
                    Verdict.VIOLATED,
                    runAsGroup,
                    message,
                    scope.overridden("runAsGroup"),
                    pods.get().toString());
            return;
        }
        findings.violated(Severity.LOW, runAsGroup, message);
    }

    private static void checkDeclaredGroups(ContainerScope scope, Findings findings) {
        KubeNode fsGroup = scope.workload().podSetting("fsGroup");
        if (isRoot(fsGroup)) findings.violated(Severity.LOW, fsGroup, "fsGroup: 0 adds the group root to " + CONTAINER);
        for (KubeNode item : scope.workload().podSetting("supplementalGroups").items()) {
            if (!isRoot(item)) continue;
            findings.violated(Severity.LOW, item, "supplementalGroups adds the group root to " + CONTAINER);
        }
    }

    private static boolean isRoot(KubeNode gid) {
        Optional<Long> value = gid.integer();
        return value.isPresent() && value.get() == 0;
    }

    private static void checkImageGroups(ContainerScope scope, Value<Set<Long>> groups, Findings findings) {
        KubeNode policy = scope.workload().podSetting("supplementalGroupsPolicy");
        String remedy = "set supplementalGroupsPolicy: Strict in the pod's securityContext";
        if (groups instanceof Known<Set<Long>> known && known.value().contains(0L)) {
            String message = "the image's /etc/group adds the group root to " + CONTAINER;
            findings.add(policy, Severity.LOW, Verdict.VIOLATED, message, INFO.why(), remedy, List.of());
        } else if (ContainerScope.imageDecides(groups)) {
            String message = "the image's /etc/group decides whether " + CONTAINER + " is in the group root";
            findings.add(policy, Severity.INFO, Verdict.UNDECIDED, message, INFO.why(), remedy, List.of());
        }
    }
}
