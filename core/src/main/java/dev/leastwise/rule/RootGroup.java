package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.rule.NonRoot.Account;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A container whose process is in group 0. */
final class RootGroup implements ContainerRule {

    private static final ImageFacts NGINX = new ImageFacts(
            "", List.of(new PasswdEntry("www-data", 33, 33), new PasswdEntry("nginx", 101, 102)), List.of());

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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 1000
                                supplementalGroups:
                                - 2000
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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsGroup: 1000
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
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsUser: 101
                                runAsGroup: 101
                                supplementalGroupsPolicy: Strict
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
                                  runAsUser: 101
                                  runAsGroup: 0 # <--
                            """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101
                                  runAsGroup: 102
                            """)
                            .with("docker.io/library/nginx:latest", NGINX),
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
                                  runAsUser: 1000 # whom the image does not know
                            """)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101 # whom the image does not know
                                  runAsGroup: 102
                            """)
                            .with("docker.io/library/nginx:latest", NGINX),
                    bad(Severity.LOW, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """).with("docker.io/library/nginx:latest", NGINX),
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
            findings.offer(() -> Optional.of(groupFix(scope)));
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
        } else {
            findings.violated(Severity.LOW, runAsGroup, message);
        }
        findings.offer(() -> Optional.of(groupFix(scope)));
    }

    /** The group that the image has for the user, or the account that it has made where it does not list the user. */
    private static Fix groupFix(ContainerScope scope) {
        Optional<Account> account = account(scope);
        if (account.isEmpty()) return Fix.showOnly("set runAsGroup to the gid that the image is made for");
        Predicate<ContainerScope> takes = other -> account(other).equals(account);
        if (scope.privileges().user().is(account.get().uid())) {
            return Fix.needsTest(
                    "give it the group that the image has for its user", NonRoot.group(scope, account.get(), takes));
        }
        String title =
                "run it as the image's service account, uid " + account.get().uid();
        return new Fix(Safety.NEEDS_TEST, title, NonRoot.changes(scope, account.get(), takes));
    }

    private static Optional<Account> account(ContainerScope scope) {
        Optional<ImageFacts> image = scope.image();
        Optional<Long> user = scope.privileges().user().known();
        if (image.isEmpty() || user.isEmpty() || user.get() == 0) return Optional.empty();
        boolean listed = image.get().passwd().stream().anyMatch(entry -> entry.uid() == user.get());
        Optional<Account> account = listed
                ? Optional.of(new Account(user.get(), image.get().gid(user.get())))
                : image.get().serviceAccount().map(entry -> new Account(entry.uid(), entry.gid()));
        return account.filter(found -> found.gid() != 0);
    }

    private static void checkDeclaredGroups(ContainerScope scope, Findings findings) {
        KubeNode fsGroup = scope.workload().podSetting("fsGroup");
        if (isRoot(fsGroup)) {
            findings.violated(Severity.LOW, fsGroup, "fsGroup: 0 adds the group root to " + CONTAINER);
            Change remove = new Change.Remove(fsGroup.fieldPath());
            findings.offer(() -> Optional.of(Fix.needsTest("leave volumes to the groups that they have", remove)));
        }
        List<KubeNode> roots = scope.workload().podSetting("supplementalGroups").items().stream()
                .filter(RootGroup::isRoot)
                .toList();
        for (KubeNode item : roots) {
            findings.violated(Severity.LOW, item, "supplementalGroups adds the group root to " + CONTAINER);
            findings.offer(
                    () -> Optional.of(new Fix(Safety.NEEDS_TEST, "take the group root away", Removals.of(roots))));
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
            findings.offer(() -> Optional.of(strict(scope, policy)));
        } else if (ContainerScope.imageDecides(groups)) {
            String message = "the image's /etc/group decides whether " + CONTAINER + " is in the group root";
            findings.add(policy, Severity.INFO, Verdict.UNDECIDED, message, INFO.why(), remedy, List.of());
            findings.offer(() -> Optional.of(Fix.showOnly(
                    "leave out the groups of the image's /etc/group, if all nodes can",
                    strict(scope, policy).changes().toArray(Change[]::new))));
        }
    }

    /** Nodes that cannot do it refuse the pod, and where the feature is off it is dropped. */
    private static Fix strict(ContainerScope scope, KubeNode policy) {
        String title = "leave out the groups of the image's /etc/group";
        Change change = new Change.Set(policy.fieldPath(), Tree.of("Strict"));
        if (!scope.pod().isWhole()) return Fix.showOnly(title);
        return scope.target().runtime().strictSupplementalGroups()
                ? Fix.needsTest(title, change)
                : Fix.showOnly(title + ", if all nodes can", change);
    }
}
