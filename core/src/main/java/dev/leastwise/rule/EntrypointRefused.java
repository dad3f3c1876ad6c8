package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import java.util.List;
import java.util.Optional;

/** A container whose program the kernel does not execute. */
final class EntrypointRefused implements ContainerRule {

    private static final String REFERENCE = "docker.io/library/coredns:latest";
    private static final FileCapabilities BINDS =
            new FileCapabilities(CapabilitySet.of(Capability.NET_BIND_SERVICE), CapabilitySet.NONE, true, 0);

    private static final ImageFacts DNS =
            ImageFacts.of(ImageConfig.ofUser("65532").starting("/coredns"));
    private static final ImageFile WITH_CAPABILITIES =
            ImageFile.regular("/coredns", 0755, 0, 0).with(BINDS);

    private static final ImageFacts STARTS =
            ImageFacts.of(ImageConfig.ofUser("").starting("start"));
    private static final ImageFile FOR_ROOT = ImageFile.regular("/usr/bin/start", 0700, 0, 0);

    private static final ImageFile ITS_OWN = ImageFile.regular("/coredns", 0700, 65532, 65532);

    private static final RuleInfo INFO = new RuleInfo(
            "entrypoint-refused",
            "The kernel does not execute a container's program",
            """
            The container ends before its program begins: the program may not be executed by the user that the manifest \
            sets, or it brings file capabilities that the manifest has dropped, and execve then fails whether privilege \
            escalation is allowed or not. Whoever must get it to run in a hurry will take out the setting that protects.""",
            "let the program be one that the user may execute and that asks for no capability which is dropped",
            """
            Adding a capability back grants it to whoever takes over the program; an image whose program has no file \
            capabilities (setcap -r) needs none.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                securityContext:
                                  capabilities:
                                    drop: [ALL] # <--
                            """).with(REFERENCE, DNS, WITH_CAPABILITIES),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns # <--
                                securityContext:
                                  runAsUser: 1000
                                  capabilities:
                                    drop: [ALL]
                            """).with(REFERENCE, STARTS, FOR_ROOT),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                command: [/bin/sh, -c, start] # <--
                            """).with(REFERENCE, STARTS, FOR_ROOT),
                    undecided(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                command: [/tools/start] # <--
                                volumeMounts:
                                - name: tools
                                  mountPath: /tools
                              volumes:
                              - name: tools
                                emptyDir: {}
                            """).with(REFERENCE, STARTS, FOR_ROOT),
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns # <--
                                securityContext:
                                  runAsUser: 1000
                                  capabilities:
                                    drop: [ALL]
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                securityContext:
                                  runAsUser: 65532
                                  capabilities:
                                    drop: [ALL]
                            """).with(REFERENCE, DNS, ITS_OWN),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                securityContext:
                                  allowPrivilegeEscalation: false # then it is executed, and gains nothing
                                  capabilities:
                                    drop: [ALL]
                                    add: [NET_BIND_SERVICE]
                            """).with(REFERENCE, DNS, WITH_CAPABILITIES),
                    // until it is executed, a process has the container's capabilities, whatever its user
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: dns
                            spec:
                              containers:
                              - name: dns
                                image: coredns
                                securityContext:
                                  runAsUser: 1000
                            """).with(REFERENCE, STARTS, FOR_ROOT)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public boolean startUp() {
        return true;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows()
                || scope.isPartial()
                || scope.isRefusedAsRoot()
                || scope.image().isEmpty()) return;
        Optional<Entrypoint> entrypoint =
                Entrypoint.of(scope.container(), scope.image().get(), scope.privileges());
        if (entrypoint.isEmpty()) return;
        KubeNode command = scope.container().node().get("command");
        KubeNode at = command.exists() ? command : scope.container().node().get("image");
        if (entrypoint.get() instanceof Entrypoint.Program program) {
            checkCapabilities(scope, program.file(), findings);
        } else if (entrypoint.get() instanceof Entrypoint.Refused refused) {
            String program = refused.program().isEmpty() ? "" : '"' + refused.program() + "\" ";
            findings.violated(Severity.HIGH, at, CONTAINER + " does not start: " + program + refused.words());
            findings.offer(() -> fix(scope));
        } else {
            String why = ((Entrypoint.Elsewhere) entrypoint.get()).why();
            String message = "the image does not tell whether the program of " + CONTAINER + " can be executed: " + why;
            findings.add(at, Severity.INFO, Verdict.UNDECIDED, message, INFO.why(), INFO.remedy(), List.of());
        }
    }

    /** The image's own user, where that may execute the program and the one that is set may not. */
    private static Optional<Fix> fix(ContainerScope scope) {
        ImageFacts image = scope.image().orElseThrow();
        Optional<Long> uid = image.uid()
                .filter(own -> own != 0 && scope.inherited("runAsUser").exists());
        if (uid.isEmpty()) return Optional.empty();
        Optional<Entrypoint> entrypoint = Entrypoint.of(scope.container(), image, image.credentials(uid.get()));
        if (entrypoint.filter(Entrypoint.Program.class::isInstance).isEmpty()) return Optional.empty();
        NonRoot.Account account = new NonRoot.Account(uid.get(), image.gid(uid.get()));
        String title = "run it as the image's own user, uid " + uid.get();
        return Optional.of(new Fix(Safety.NEEDS_TEST, title, NonRoot.changes(scope, account, other -> false)));
    }

    /** It is refused only where it has them at once and cannot have all (kernel security/commoncap.c bprm_caps_from_vfs_caps). */
    private static void checkCapabilities(ContainerScope scope, ImageFile program, Findings findings) {
        if (program.capabilities().isEmpty()) return;
        FileCapabilities brought = program.capabilities().get();
        Optional<CapabilitySet> bounding =
                scope.privileges().capabilities().known().map(granted -> granted.bounding());
        if (!brought.effective() || !brought.count() || bounding.isEmpty()) return;
        CapabilitySet lacking = brought.permitted().minus(bounding.get());
        if (lacking.isEmpty()) return;
        StringBuilder names = new StringBuilder();
        for (Capability capability : lacking.list()) {
            names.append(names.isEmpty() ? "" : ", ").append(capability.name());
        }
        KubeNode drop = scope.setting("capabilities").get("drop");
        String message = CONTAINER + " does not start: " + program.path() + " has file capabilities (" + brought
                + "), and the container has no " + names;
        String remedy = "add " + names + " back, or use an image whose program has no file capabilities";
        findings.add(drop, Severity.HIGH, Verdict.VIOLATED, message, INFO.why(), remedy, List.of());
        findings.offer(() -> Optional.of(Fix.showOnly(remedy)));
    }
}
