package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Credentials;
import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import java.util.List;
import java.util.Optional;

/** What privilege escalation would open, by name. */
final class SetuidPrograms implements ContainerRule {

    private static final int NAMED = 5;

    private static final String REFERENCE = "docker.io/library/nginx:latest";
    private static final FileCapabilities RAW =
            new FileCapabilities(CapabilitySet.of(Capability.NET_RAW), CapabilitySet.NONE, true, 0);
    private static final ImageFacts NGINX = ImageFacts.of(ImageConfig.ofUser("101"));
    private static final ImageFile SU = ImageFile.regular("/usr/bin/su", 04755, 0, 0);
    private static final ImageFile PING =
            ImageFile.regular("/usr/bin/ping", 0755, 0, 0).with(RAW);

    private static final ImageFile OF_ITS_OWNER = ImageFile.regular("/usr/bin/owners", 04700, 0, 0);
    private static final ImageFile OF_NOBODY = ImageFile.regular("/usr/bin/nobodys", 04644, 0, 0);

    private static final RuleInfo INFO = new RuleInfo(
            "setuid-programs",
            "An image holds programs that raise privileges",
            """
            Where privilege escalation is allowed, who executes a setuid program becomes its owner, mostly root, and who \
            executes one with file capabilities gets them. A flaw in such a program, or a password that it takes, makes \
            an intruder root in the container, also where its own process is not.""",
            "set allowPrivilegeEscalation: false, or take the programs out of the image",
            """
            Programs that call sudo, su or ping as another user than root fail then; servers do not. Look for "operation \
            not permitted" and for exit code 1 of such calls.""",
            List.of(
                    bad(Severity.INFO, """
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
                            """).with(REFERENCE, NGINX, SU, PING),
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
                                  allowPrivilegeEscalation: true # <--
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
                            """).with(REFERENCE, NGINX, SU, PING),
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
                            """).with(REFERENCE, NGINX, SU, PING),
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
                                    drop: [NET_RAW] # what ping would bring, nobody can get
                            """).with(REFERENCE, NGINX, PING),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx # its user may execute none of them
                            """).with(REFERENCE, NGINX, OF_ITS_OWNER, OF_NOBODY)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        Optional<FileTree> files = scope.image().flatMap(ImageFacts::files);
        if (files.isEmpty() || scope.isWindows() || scope.isPrivileged()) return;
        if (!scope.privileges().noNewPrivileges().is(false)) return;
        List<ImageFile> raising = raising(scope, files.get());
        if (raising.isEmpty()) return;
        KubeNode setting = scope.setting("allowPrivilegeEscalation");
        findings.violated(
                Severity.INFO, setting, "whoever is in " + CONTAINER + " can raise privileges by " + named(raising));
        findings.offer(() -> AllowPrivilegeEscalation.fix(scope));
    }

    /** The programs of its image by which a container can gain privileges. */
    static List<ImageFile> raising(ContainerScope scope, FileTree files) {
        Optional<Credentials> who = Entrypoint.running(scope.privileges());
        return files.raising().stream()
                .filter(file -> who.isEmpty() || who.get().mayExecute(file))
                .filter(file -> raises(file, scope))
                .toList();
    }

    /** File capabilities bring what the container can have at most. */
    private static boolean raises(ImageFile file, ContainerScope scope) {
        if (file.isSetuid() || file.isSetgid()) return true;
        Optional<CapabilitySet> bounding =
                scope.privileges().capabilities().known().map(granted -> granted.bounding());
        return bounding.isPresent()
                && file.capabilities()
                        .filter(brought -> brought.count()
                                && !brought.permitted().and(bounding.get()).isEmpty())
                        .isPresent();
    }

    private static String named(List<ImageFile> files) {
        StringBuilder names = new StringBuilder();
        for (ImageFile file : files.subList(0, Math.min(NAMED, files.size()))) {
            names.append(names.isEmpty() ? "" : ", ")
                    .append(file.path())
                    .append(" (")
                    .append(what(file))
                    .append(')');
        }
        if (files.size() > NAMED)
            names.append(" and ").append(files.size() - NAMED).append(" more");
        return names.toString();
    }

    private static String what(ImageFile file) {
        if (file.isSetuid()) return "setuid " + file.uid();
        return file.isSetgid()
                ? "setgid " + file.gid()
                : file.capabilities().orElseThrow().toString();
    }
}
