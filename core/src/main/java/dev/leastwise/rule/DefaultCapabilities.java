package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container that keeps what the runtime grants unasked. */
final class DefaultCapabilities implements ContainerRule {

    private static final ImageFacts NGINX =
            ImageFacts.of(ImageConfig.ofUser("101").starting("/usr/sbin/nginx"));
    private static final ImageFile PROGRAM = ImageFile.regular("/usr/sbin/nginx", 0755, 0, 0);
    private static final ImageFile SU = ImageFile.regular("/usr/bin/su", 04755, 0, 0);
    private static final ImageFile WITH_CAPABILITIES = PROGRAM.with(
            new FileCapabilities(CapabilitySet.of(Capability.NET_BIND_SERVICE), CapabilitySet.NONE, true, 0));

    private static final RuleInfo INFO = new RuleInfo(
            "default-capabilities",
            "A container keeps capabilities that the runtime grants by default",
            """
            Runtimes grant capabilities to every container that does not drop them; containerd grants 14. With them \
            a root process in the container changes owners and permissions of any file, becomes any user, and forges \
            packets on the pod network (NET_RAW). A process that is not root has none of them until it executes a \
            setuid program or one with file capabilities.""",
            "set capabilities.drop: [\"ALL\"], and add back what the program needs",
            """
            Programs that start as root to change owners or become another user need CHOWN, SETUID and SETGID, ping \
            may need NET_RAW. They fail with "operation not permitted": add the capability that is named in their \
            documentation, and try again.""",
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
                                  capabilities:
                                    drop:
                                    - ALL
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
                                    drop: # <--
                                    - NET_RAW
                                    - MKNOD
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
                                    - MKNOD
                                    - ALL
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
                                  runAsUser: 1000 # setuid programs can still get them
                                  capabilities: # <--
                                    add:
                                    - NET_BIND_SERVICE
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
                                  runAsUser: 1000 # setuid programs can still get them
                                  capabilities:
                                    add:
                                    - NET_BIND_SERVICE
                                    drop:
                                    - ALL
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
                                    drop: # <--
                                    - CAP_ALL # no name that containerd knows
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
                                    - CAP_ALL # no name that containerd knows
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
                                securityContext: # <--
                                  runAsUser: 1000
                                  allowPrivilegeEscalation: false
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
                                runAsNonRoot: true # whatever the uid, it is not 0
                              containers:
                              - name: app
                                image: nginx
                                securityContext: # <--
                                  allowPrivilegeEscalation: false
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              securityContext:
                                runAsNonRoot: true # whatever the uid, it is not 0
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  allowPrivilegeEscalation: false
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
                                securityContext: # <--
                                  allowPrivilegeEscalation: false
                            """)
                            .becomes(Safety.SAFE, """
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
                                  capabilities:
                                    drop:
                                    - ALL
                            """)
                            .with("docker.io/library/nginx:latest", NGINX, PROGRAM),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
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
                                  capabilities:
                                    drop:
                                    - ALL
                            """)
                            .with("docker.io/library/nginx:latest", NGINX, PROGRAM, SU),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
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
                                  capabilities:
                                    add:
                                    - NET_BIND_SERVICE
                                    drop:
                                    - ALL
                            """)
                            .with("docker.io/library/nginx:latest", NGINX, WITH_CAPABILITIES),
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
                                    add: [NET_ADMIN, CHOWN]
                                    drop: [CHOWN] # <--
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
                                    add: [NET_ADMIN, CHOWN]
                                    drop: [CHOWN, ALL]
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
                                    drop: # <--
                                    # nobody forges packets
                                    - NET_RAW
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
                                    # nobody forges packets
                                    - NET_RAW
                                    - ALL
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: setup
                                image: busybox
                                securityContext:
                                  capabilities:
                                    drop:
                                    - all # in any case
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop:
                                    - ALL
                                    add:
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
                                    add:
                                    - ALL # a finding of its own
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
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  capabilities:
                                    drop: [CHOWN, DAC_OVERRIDE, FSETID, FOWNER, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, KILL]
                            """).under(Target.DEFAULT.on(ContainerRuntime.CRI_O)),
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
        if (!(scope.privileges().capabilities() instanceof Known<Capabilities> granted)) return;
        CapabilitySet bounding = granted.value().bounding();
        CapabilitySet defaults = scope.target().runtime().defaultCapabilities();
        KubeNode capabilities = scope.setting("capabilities");
        KubeNode drop = capabilities.get("drop");
        CapabilitySet kept = bounding.and(defaults);
        if (capabilities.get("add").exists())
            kept = keptUnasked(kept, capabilities.get("add").texts(), drop, scope);
        if (kept.isEmpty()) return;
        Severity severity = scope.isConfinedUser() ? Severity.LOW : Severity.MEDIUM;
        findings.violated(severity, drop, message(kept, defaults, scope.target().runtime()));
        findings.offer(() -> Optional.of(DropAll.fix(scope, bounding)));
    }

    /** What is left without what is added by name; {@code add: [ALL]} asks for all of it. */
    private static CapabilitySet keptUnasked(
            CapabilitySet kept, List<String> added, KubeNode drop, ContainerScope scope) {
        if (CapabilityGrant.hasAll(added) && !CapabilityGrant.hasAll(drop.texts())) return CapabilitySet.NONE;
        CapabilitySet unasked = kept;
        for (String name : added) {
            Optional<Capability> capability =
                    CapabilityGrant.named(name, scope.target().runtime());
            if (capability.isPresent()) unasked = unasked.without(capability.get());
        }
        return unasked;
    }

    private static String message(CapabilitySet kept, CapabilitySet defaults, ContainerRuntime runtime) {
        if (kept.containsAll(defaults)) {
            return CONTAINER + " keeps the " + defaults.size() + " default capabilities of " + runtime.title();
        }
        StringBuilder message =
                new StringBuilder(CONTAINER + " keeps default capabilities of ").append(runtime.title());
        char separator = ':';
        for (Capability capability : kept.list()) {
            message.append(separator).append(" \"").append(capability.name()).append('"');
            separator = ',';
        }
        return message.toString();
    }
}
