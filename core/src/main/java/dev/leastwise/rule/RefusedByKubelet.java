package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.Missing;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A pod that the API server takes and the kubelet does not start. */
final class RefusedByKubelet implements PodRule {

    private static final ImageFacts NAMED_USER =
            new ImageFacts("nginx", List.of(new PasswdEntry("nginx", 101, 101)), List.of());
    private static final ImageFacts ROOT = new ImageFacts("", List.of(), List.of());
    private static final ImageFacts TOO_LARGE = new ImageFacts("4294967294", List.of(), List.of());
    private static final ImageFacts NUMERIC = new ImageFacts("101:101", List.of(), List.of());

    private static final String NON_ROOT = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - name: app
                image: nginx
                securityContext:
                  runAsNonRoot: true # <--
            """;

    private static final RuleInfo INFO = new RuleInfo(
            "refused-by-kubelet",
            "The kubelet refuses to start a container",
            """
            The API server takes the manifest, and the container then waits in CreateContainerConfigError or the pod \
            fails: settings contradict each other, the image or the node. Whoever must get it to run in a hurry will take \
            out the setting that protects.""",
            "let the settings agree: with runAsNonRoot, a runAsUser that is a number and not 0, one that the image is made for",
            """
            A container that was refused now runs: see that it does its work as that user, and can read its files.""",
            List.of(
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        runAsNonRoot: true
                      containers:
                      - name: app
                        image: nginx
                        securityContext:
                          runAsUser: 0 # <--
                    """),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        runAsUser: 0 # <--
                      containers:
                      - name: app
                        image: nginx
                        securityContext: {runAsNonRoot: true}
                      - name: proxy
                        image: envoy
                        securityContext: {runAsNonRoot: true}
                      - name: free
                        image: nginx
                    """),
                    bad(Severity.HIGH, NON_ROOT)
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: true
                              securityContext:
                                runAsUser: 101
                                runAsGroup: 101
                            """)
                            .with("docker.io/library/nginx:latest", NAMED_USER),
                    bad(Severity.HIGH, NON_ROOT).with("docker.io/library/nginx:latest", ROOT),
                    bad(Severity.HIGH, NON_ROOT).with("docker.io/library/nginx:latest", TOO_LARGE),
                    undecided(Severity.INFO, NON_ROOT),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx # <--
                    """)
                            .with(
                                    "docker.io/library/nginx:latest",
                                    ImageFacts.of(ImageConfig.ofUser("nobody")),
                                    ImageFile.folder("/etc", 0755, 0, 0)),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      os: {name: windows}
                      securityContext:
                        runAsNonRoot: true
                        windowsOptions:
                          runAsUserName: containeradministrator # <--
                      containers:
                      - name: app
                        image: iis
                    """),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostUsers: false # <--
                      securityContext:
                        supplementalGroupsPolicy: Strict # <--
                      containers:
                      - name: app
                        image: nginx
                    """)
                            .under(new Target(ContainerRuntime.CONTAINERD1_7, 35, false, Optional.empty())),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        appArmorProfile: {type: RuntimeDefault} # <--
                      containers:
                      - name: app
                        image: nginx
                      - name: free
                        image: nginx
                        securityContext:
                          appArmorProfile: {type: Unconfined}
                    """)
                            .under(new Target(ContainerRuntime.CRI_O, 37, false, Optional.of(Lsm.SELINUX))),
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      securityContext:
                        runAsGroup: 3000 # <--
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // the API server refuses it since v1.29
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostNetwork: true
                      securityContext:
                        sysctls:
                        - name: net.ipv4.ip_unprivileged_port_start # <--
                          value: "0"
                      containers:
                      - name: app
                        image: nginx
                    """)
                            .under(new Target(ContainerRuntime.CONTAINERD2, 28, false, Optional.empty())),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      hostUsers: false
                      securityContext:
                        runAsNonRoot: true
                        runAsUser: 101
                        supplementalGroupsPolicy: Strict
                        appArmorProfile: {type: RuntimeDefault}
                        sysctls:
                        - {name: net.core.somaxconn, value: "1024"}
                      containers:
                      - name: app
                        image: nginx
                      - name: setup
                        image: busybox
                        securityContext: {runAsNonRoot: false, runAsUser: 0}
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      os: {name: windows}
                      securityContext:
                        runAsNonRoot: true
                        windowsOptions: {runAsUserName: ContainerAdministrator}
                      containers:
                      - name: app
                        image: iis
                        securityContext:
                          windowsOptions: {runAsUserName: ContainerUser}
                    """),
                    // the group is not looked at
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        securityContext: {runAsNonRoot: true, runAsGroup: 0}
                    """).with("docker.io/library/nginx:latest", NUMERIC)));

    /** The feature gates UserNamespacesSupport and SupplementalGroupsPolicy are on; before, the fields are dropped. */
    private static final int GATES_ON_SINCE = 33;

    /** Since then the API server refuses what the kubelet would (kubernetes pull request 118705). */
    private static final int SYSCTLS_VALIDATED_SINCE = 29;

    private static final int APPARMOR_FIELD_SINCE = 30;
    private static final String NO_APPARMOR = "Cannot enforce AppArmor: AppArmor is not enabled on the host";
    private static final String WINDOWS_ROOT = "ContainerAdministrator";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public boolean startUp() {
        return true;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        if (!scope.isWindows()) {
            checkPod(scope, findings);
            checkAppArmor(scope, findings);
        }
        for (ContainerScope container : scope.containers()) {
            findings.about(container.container());
            if (!scope.isWindows()) checkUserName(container, findings);
            if (container.privileges().runAsNonRoot().is(true)) checkNonRoot(container, scope.isWindows(), findings);
        }
    }

    private static void checkPod(PodScope scope, Findings findings) {
        Target target = scope.target();
        boolean gatesOn = target.kubernetes() >= GATES_ON_SINCE;
        KubeNode hostUsers = scope.pod("hostUsers");
        if (gatesOn && hostUsers.isFalse() && !target.runtime().userNamespaces()) {
            pod("can't set `spec.hostUsers: false`, runtime does not support user namespaces", hostUsers, findings);
            choose("choose nodes whose runtime has user namespaces", findings);
        }
        KubeNode policy = scope.workload().podSetting("supplementalGroupsPolicy");
        if (gatesOn
                && !target.runtime().strictSupplementalGroups()
                && policy.text().filter("Strict"::equals).isPresent()) {
            pod("SupplementalGroupsPolicy=Strict is not supported in this node", policy, findings);
            choose("choose nodes whose runtime can leave out the image's groups", findings);
        }
        if (target.runtime().refusesGroupAlone()) checkGroup(scope.workload(), findings);
        if (target.kubernetes() < SYSCTLS_VALIDATED_SINCE) checkSysctls(scope, findings);
    }

    /** The sandbox has no image to take a user from. */
    private static void checkGroup(Workload workload, Findings findings) {
        KubeNode group = workload.podSetting("runAsGroup");
        if (!group.exists() || workload.podSetting("runAsUser").exists()) return;
        String words = "failed to generate user string: user group \""
                + group.integer().map(String::valueOf).orElse("") + "\" is specified without user";
        findings.violated(Severity.HIGH, group, "the runtime does not make the pod's sandbox: " + words);
        choose("set runAsUser beside it, or runAsGroup in the containers", findings);
    }

    private static void checkSysctls(PodScope scope, Findings findings) {
        for (KubeNode sysctl : scope.workload().podSetting("sysctls").items()) {
            KubeNode name = sysctl.get("name");
            String dotted = Sysctls.dotted(name.text().orElse(""));
            if (!scope.hasHostNamespaceOf(dotted)) continue;
            String namespace = Sysctls.scope(dotted) == Sysctls.Scope.NET ? "net" : "ipc";
            pod("forbidden sysctl: \"" + dotted + "\" not allowed with host " + namespace + " enabled", name, findings);
            choose("take the sysctl away, or the node's namespace", findings);
        }
    }

    private static void choose(String title, Findings findings) {
        findings.offer(() -> Optional.of(Fix.showOnly(title)));
    }

    private static void pod(String words, KubeNode at, Findings findings) {
        findings.violated(Severity.HIGH, at, "the kubelet refuses the pod: " + words);
    }

    private static void container(String words, KubeNode at, List<Related> related, Findings findings) {
        String message = "the kubelet refuses " + CONTAINER + ": " + words;
        findings.add(at, Severity.HIGH, Verdict.VIOLATED, message, INFO.why(), INFO.remedy(), related);
    }

    /** The runtime looks the name up (containerd pkg/oci WithUser: no users found); the kubelet refuses names before. */
    private static void checkUserName(ContainerScope scope, Findings findings) {
        if (scope.image().isEmpty() || scope.image().get().files().isEmpty()) return;
        ImageFacts image = scope.image().get();
        if (scope.inherited("runAsUser").exists()
                || scope.privileges().runAsNonRoot().is(true)) return;
        if (image.uid().isPresent()) return;
        findings.add(
                scope.container().node().get("image"),
                Severity.HIGH,
                Verdict.VIOLATED,
                "the runtime does not create " + CONTAINER + ": no users found: the image's user \"" + image.userName()
                        + "\" is not in its /etc/passwd",
                INFO.why(),
                "set runAsUser to the uid that the image is made for",
                List.of());
        findings.offer(() -> Optional.of(Fix.showOnly("set runAsUser to the uid that the image is made for")));
    }

    /** In the order of verifyRunAsNonRoot (pkg/kubelet/kuberuntime/security_context_others.go and _windows.go). */
    private static void checkNonRoot(ContainerScope scope, boolean windows, Findings findings) {
        KubeNode nonRoot = scope.inherited("runAsNonRoot");
        KubeNode user = windows ? scope.windowsOption("runAsUserName") : scope.inherited("runAsUser");
        if (user.exists()) {
            Optional<String> root = windows ? windowsRoot(user) : root(user);
            List<Related> related = List.of(new Related(nonRoot.location(), "runAsNonRoot"));
            root.ifPresent(words -> container(words, user, related, findings));
            if (root.isPresent()) offer(scope, windows, findings);
            return;
        }
        if (scope.image().isPresent()) {
            Optional<String> refused = windows
                    ? windowsRoot(scope.image().get())
                    : scope.image().get().nonRootRefusal();
            refused.ifPresent(words -> container(words, nonRoot, List.of(), findings));
            if (refused.isPresent()) offer(scope, windows, findings);
            return;
        }
        Optional<String> image = scope.container().image();
        if (image.isEmpty()) return;
        findings.add(
                nonRoot,
                Severity.INFO,
                Verdict.UNDECIDED,
                "runAsNonRoot is set and no " + user.name() + ": only the image tells whether the kubelet starts "
                        + CONTAINER,
                INFO.why(),
                "set " + user.name() + ", or say what the image is: "
                        + Missing.image(image.get()).remedy(),
                List.of());
    }

    private static void offer(ContainerScope scope, boolean windows, Findings findings) {
        findings.offer(() -> Optional.of(
                windows ? Fix.showOnly("set runAsUserName to a user that the image is made for") : NonRoot.fix(scope)));
    }

    private static Optional<String> root(KubeNode runAsUser) {
        boolean root = runAsUser.integer().filter(uid -> uid == 0).isPresent();
        return root ? Optional.of("container's runAsUser breaks non-root policy") : Optional.empty();
    }

    /** Names of users are not case-sensitive on Windows. */
    private static Optional<String> windowsRoot(KubeNode runAsUserName) {
        Optional<String> name = runAsUserName.text().filter(WINDOWS_ROOT::equalsIgnoreCase);
        return name.map(user -> "container's runAsUserName (" + user
                + ") which will be regarded as root identity and will break non-root policy");
    }

    private static Optional<String> windowsRoot(ImageFacts image) {
        if (!image.userName().equalsIgnoreCase(WINDOWS_ROOT)) return Optional.empty();
        return Optional.of("container's runAsUser (" + image.userName()
                + ") which will be regarded as root identity and will break non-root policy");
    }

    /** pkg/security/apparmor/validate.go: whoever asks for a profile, and whether or not it comes into effect. */
    private static void checkAppArmor(PodScope scope, Findings findings) {
        Optional<Lsm> lsm = scope.target().lsm();
        if (lsm.isEmpty() || lsm.get() == Lsm.APPARMOR) return;
        boolean fields = scope.target().kubernetes() >= APPARMOR_FIELD_SINCE;
        if (fields) checkAppArmor(scope.workload().podSetting("appArmorProfile"), findings);
        for (ContainerScope container : scope.containers()) {
            KubeNode own = container.setting("appArmorProfile");
            if (fields && own.exists()) {
                checkAppArmor(own, findings);
            } else if (container.privileges().appArmor() instanceof Known<Profile> profile) {
                checkAnnotation(profile, findings);
            }
        }
    }

    private static void checkAppArmor(KubeNode field, Findings findings) {
        String type = field.get("type").text().orElse("");
        if (type.equals("RuntimeDefault") || type.equals("Localhost")) refuseAppArmor(field, findings);
    }

    private static void checkAnnotation(Known<Profile> profile, Findings findings) {
        boolean confined = profile.value().type() == Profile.Type.RUNTIME_DEFAULT
                || profile.value().type() == Profile.Type.LOCALHOST;
        if (confined && profile.origin() instanceof Origin.Manifest(KubeNode node) && node.isScalar())
            refuseAppArmor(node, findings);
    }

    private static void refuseAppArmor(KubeNode at, Findings findings) {
        pod(NO_APPARMOR, at, findings);
        choose("choose nodes with AppArmor, or leave the profile to the runtime", findings);
    }
}
