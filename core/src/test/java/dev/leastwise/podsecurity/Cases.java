package dev.leastwise.podsecurity;

import java.util.ArrayList;
import java.util.List;

/** What Kubernetes' fixtures cannot see, and every form that a message has. */
public final class Cases {

    /** A security context that satisfies restricted. */
    private static final String HARD =
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, "
                    + "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";

    private static final String HARD_CONTAINER = "containers: [{name: a, image: i, " + HARD + "}]\n";

    private static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";

    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(appArmor());
        cases.addAll(capabilities());
        cases.addAll(host());
        cases.addAll(hostPorts());
        cases.addAll(probes());
        cases.addAll(procMount());
        cases.addAll(seLinux());
        cases.addAll(seccomp());
        cases.addAll(sysctls());
        cases.addAll(windows());
        cases.addAll(escalation());
        cases.addAll(volumes());
        cases.addAll(users());
        cases.addAll(ephemeralContainers());
        cases.addAll(several());
        cases.addAll(wrongTypes());
        return cases;
    }

    private static List<Case> appArmor() {
        return List.of(
                Case.of("AppArmor of the pod", """
                        securityContext: {appArmorProfile: {type: Unconfined}}
                        containers: [{name: a, image: i}]
                        """)
                        .says(
                                "baseline:v1.0",
                                "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")"),
                Case.of("AppArmor of the pod and of containers", """
                        securityContext: {appArmorProfile: {type: Unconfined}}
                        initContainers:
                        - {name: b, image: i, securityContext: {appArmorProfile: {type: Unconfined}}}
                        containers:
                        - {name: a, image: i, securityContext: {appArmorProfile: {type: Unconfined}}}
                        - {name: c, image: i, securityContext: {appArmorProfile: {type: RuntimeDefault}}}
                        """)
                        .says(
                                "baseline:latest",
                                "forbidden AppArmor profile (pod and containers \"b\", \"a\" must not set AppArmor profile"
                                        + " type to \"Unconfined\")"),
                Case.of("AppArmor of a container", """
                        securityContext: {appArmorProfile: {type: Localhost, localhostProfile: p}}
                        containers:
                        - {name: a, image: i, securityContext: {appArmorProfile: {type: Unconfined}}}
                        """)
                        .says(
                                "baseline:latest",
                                "forbidden AppArmor profile (container \"a\" must not set AppArmor profile type to"
                                        + " \"Unconfined\")"),
                Case.of(
                                "AppArmor of annotations",
                                """
                        containers: [{name: a, image: i}, {name: b, image: i}, {name: c, image: i}]
                        """,
                                APPARMOR + "a: \"\"",
                                APPARMOR + "b: runtime/default",
                                APPARMOR + "c: localhost/p")
                        .allowed("baseline:v1.0", "baseline:latest"),
                Case.of("an AppArmor annotation becomes a field", """
                        containers: [{name: a, image: i}]
                        """, APPARMOR + "a: unconfined")
                        .saysAsPod(
                                "baseline:latest",
                                "forbidden AppArmor profiles (container \"a\" and annotation must not set AppArmor profile"
                                        + " type to \"Unconfined\", \"" + APPARMOR + "a=\"unconfined\"\")")
                        .saysAsTemplate(
                                "baseline:latest",
                                "forbidden AppArmor profile (annotation must not set AppArmor profile type to \""
                                        + APPARMOR + "a=\"unconfined\"\")"),
                Case.of(
                                "AppArmor annotations become fields",
                                """
                        containers: [{name: b, image: i}, {name: a, image: i}]
                        """,
                                APPARMOR + "b: unconfined",
                                APPARMOR + "a: unconfined")
                        .saysAsPod(
                                "baseline:latest",
                                "forbidden AppArmor profiles (containers \"b\", \"a\" and annotations must not set AppArmor"
                                        + " profile type to \"Unconfined\", \"" + APPARMOR + "a=\"unconfined\"\", \""
                                        + APPARMOR + "b=\"unconfined\"\")")
                        .saysAsTemplate(
                                "baseline:latest",
                                "forbidden AppArmor profiles (annotations must not set AppArmor profile type to \""
                                        + APPARMOR + "a=\"unconfined\"\", \"" + APPARMOR + "b=\"unconfined\"\")"),
                Case.of(
                                "an AppArmor annotation that says what the pod says becomes none",
                                """
                        securityContext: {appArmorProfile: {type: Unconfined}}
                        containers: [{name: a, image: i}]
                        """,
                                APPARMOR + "a: unconfined")
                        .says(
                                "baseline:latest",
                                "forbidden AppArmor profiles (pod and annotation must not set AppArmor profile type to"
                                        + " \"Unconfined\", \"" + APPARMOR + "a=\"unconfined\"\")"),
                Case.of("an AppArmor annotation becomes a field beside the pod's", """
                        securityContext: {appArmorProfile: {type: RuntimeDefault}}
                        containers: [{name: a, image: i}]
                        """, APPARMOR + "a: unconfined")
                        .saysAsPod(
                                "restricted:v1.0",
                                "forbidden AppArmor profiles (container \"a\" and annotation must not set AppArmor profile"
                                        + " type to \"Unconfined\", \"" + APPARMOR
                                        + "a=\"unconfined\"\"), runAsNonRoot !="
                                        + " true (pod or container \"a\" must set securityContext.runAsNonRoot=true)"),
                Case.of("an AppArmor annotation becomes no field of a Windows pod", """
                        os: {name: windows}
                        containers: [{name: a, image: i}]
                        """, APPARMOR + "a: unconfined")
                        .says(
                                "baseline:latest",
                                "forbidden AppArmor profile (annotation must not set AppArmor profile type to \""
                                        + APPARMOR + "a=\"unconfined\"\")"),
                Case.of(
                                "values of annotations are escaped, and then quoted without being escaped",
                                """
                        securityContext: {appArmorProfile: {type: Other}}
                        containers: [{name: a, image: i, securityContext: {appArmorProfile: {}}}]
                        """,
                                APPARMOR + ": \"b\\\"ogus\"")
                        .says(
                                "baseline:latest",
                                "forbidden AppArmor profiles (pod and container \"a\" and annotation must not set AppArmor"
                                        + " profile type to \"\", \"Other\", \"" + APPARMOR + "=\"b\\\"ogus\"\")")
                        .refusedBefore());
    }

    private static List<Case> capabilities() {
        List<Case> cases = new ArrayList<>();
        for (String capability :
                List.of("SYS_ADMIN", "NET_ADMIN", "SYS_TIME", "ALL", "NET_RAW", "CAP_CHOWN", "chown")) {
            cases.add(Case.of("baseline does not add " + capability, """
                            containers: [{name: a, image: i, securityContext: {capabilities: {add: [%s]}}}]
                            """.formatted(capability))
                    .says(
                            "baseline:latest",
                            "non-default capabilities (container \"a\" must not include \"" + capability
                                    + "\" in securityContext.capabilities.add)"));
            cases.add(Case.of("restricted does not add " + capability, """
                            containers:
                            - name: a
                              image: i
                              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [%s]}, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                            """.formatted(capability))
                    .says(
                            "restricted:v1.21",
                            "non-default capabilities (container \"a\" must not include \"" + capability
                                    + "\" in securityContext.capabilities.add)")
                    .says(
                            "restricted:v1.22",
                            "unrestricted capabilities (container \"a\" must not include \"" + capability
                                    + "\" in securityContext.capabilities.add)")
                    .says(
                            "restricted:v1.25",
                            "unrestricted capabilities (container \"a\" must not include \"" + capability
                                    + "\" in securityContext.capabilities.add)"));
        }
        for (String capability : List.of(
                "AUDIT_WRITE",
                "CHOWN",
                "DAC_OVERRIDE",
                "FOWNER",
                "FSETID",
                "KILL",
                "MKNOD",
                "NET_BIND_SERVICE",
                "SETFCAP",
                "SETGID",
                "SETPCAP",
                "SETUID",
                "SYS_CHROOT")) {
            cases.add(Case.of("baseline adds " + capability, """
                            containers: [{name: a, image: i, securityContext: {capabilities: {add: [%s]}}}]
                            """.formatted(capability))
                    .allowed("baseline:v1.0", "baseline:latest"));
        }
        cases.add(Case.of("capabilities are sorted and named once, containers in their order", """
                        initContainers:
                        - {name: z, image: i, securityContext: {capabilities: {add: [SYS_TIME, CHOWN]}}}
                        containers:
                        - {name: b, image: i, securityContext: {capabilities: {add: [SYS_TIME, BPF]}}}
                        - {name: a, image: i, securityContext: {capabilities: {add: [CHOWN]}}}
                        """)
                .says(
                        "baseline:v1.36",
                        "non-default capabilities (containers \"z\", \"b\" must not include \"BPF\", \"SYS_TIME\" in"
                                + " securityContext.capabilities.add)"));
        cases.add(Case.of("capabilities that are kept and added", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        initContainers:
                        - {name: d, image: i, securityContext: {allowPrivilegeEscalation: false}}
                        containers:
                        - {name: c, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [all], add: [NET_BIND_SERVICE]}}}
                        - {name: b, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW, ALL], add: [CHOWN, BPF]}}}
                        - {name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [CHOWN]}}}
                        """)
                .says(
                        "restricted:v1.21",
                        "non-default capabilities (container \"b\" must not include \"BPF\" in"
                                + " securityContext.capabilities.add)")
                .says(
                        "restricted:v1.22",
                        "unrestricted capabilities (containers \"d\", \"c\", \"a\" must set"
                                + " securityContext.capabilities.drop=[\"ALL\"]; containers \"b\", \"a\" must not include"
                                + " \"BPF\", \"CHOWN\" in securityContext.capabilities.add)")
                .says(
                        "restricted:v1.25",
                        "unrestricted capabilities (containers \"d\", \"c\", \"a\" must set"
                                + " securityContext.capabilities.drop=[\"ALL\"]; containers \"b\", \"a\" must not include"
                                + " \"BPF\", \"CHOWN\" in securityContext.capabilities.add)"));
        cases.add(
                Case.of("capabilities that are kept", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        containers: [{name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW]}}}]
                        """)
                        .allowed("restricted:v1.21", "baseline:latest")
                        .says(
                                "restricted:v1.37",
                                "unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"])"));
        cases.add(Case.of("NET_BIND_SERVICE is added", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        containers:
                        - name: a
                          image: i
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
                        """).allowed("restricted:latest"));
        return cases;
    }

    private static List<Case> host() {
        return List.of(
                Case.of("all host namespaces", """
                        hostIPC: true
                        hostPID: true
                        hostNetwork: true
                        containers: [{name: a, image: i}]
                        """)
                        .says("baseline:latest", "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)"),
                Case.of("one host namespace", """
                        hostIPC: true
                        hostNetwork: false
                        containers: [{name: a, image: i}]
                        """).says("baseline:v1.0", "host namespaces (hostIPC=true)"),
                Case.of("namespaces that are not the host's", """
                        shareProcessNamespace: true
                        hostUsers: true
                        containers: [{name: a, image: i}]
                        """).allowed("baseline:latest"),
                Case.of("privileged containers", """
                        initContainers: [{name: b, image: i, securityContext: {privileged: true}}]
                        containers:
                        - {name: a, image: i, securityContext: {privileged: true}}
                        - {name: c, image: i, securityContext: {privileged: false}}
                        """)
                        .says(
                                "baseline:v1.0",
                                "privileged (containers \"b\", \"a\" must not set securityContext.privileged=true)"),
                Case.of("a privileged container", """
                        containers: [{name: a, image: i, securityContext: {privileged: true}}]
                        """)
                        .says(
                                "baseline:v1.99",
                                "privileged (container \"a\" must not set securityContext.privileged=true)")
                        .allowed("privileged:latest"));
    }

    private static List<Case> hostPorts() {
        return List.of(
                Case.of("a host port", """
                        containers: [{name: a, image: i, ports: [{containerPort: 80, hostPort: 8080}]}]
                        """).says("baseline:v1.0", "hostPort (container \"a\" uses hostPort 8080)"),
                Case.of("host ports are sorted as strings", """
                        containers:
                        - name: a
                          image: i
                          ports: [{containerPort: 80, hostPort: 9}, {containerPort: 81, hostPort: 80}, {containerPort: 82, hostPort: 443}, {containerPort: 83, hostPort: 0}]
                        """)
                        .says("baseline:latest", "hostPort (container \"a\" uses hostPorts 443, 80, 9)"),
                Case.of("host ports of several containers are named once", """
                        initContainers: [{name: b, image: i, restartPolicy: Always, ports: [{containerPort: 81, hostPort: 80}]}]
                        containers:
                        - {name: a, image: i, ports: [{containerPort: 80, hostPort: 80, protocol: UDP}]}
                        - {name: c, image: i, ports: [{containerPort: 80}]}
                        """)
                        .says("baseline:latest", "hostPort (containers \"b\", \"a\" use hostPort 80)"),
                Case.of("two host ports of two containers", """
                        containers:
                        - {name: a, image: i, ports: [{containerPort: 80, hostPort: 80}]}
                        - {name: b, image: i, ports: [{containerPort: 80, hostPort: 81}]}
                        """)
                        .says("baseline:latest", "hostPort (containers \"a\", \"b\" use hostPorts 80, 81)"),
                Case.of("the host's network makes every port of a pod a host port", """
                        hostNetwork: true
                        initContainers: [{name: b, image: i, ports: [{containerPort: 81}]}]
                        containers:
                        - {name: a, image: i, ports: [{containerPort: 80}, {containerPort: 82, hostPort: 0}, {containerPort: 83, hostPort: 83}]}
                        """)
                        .saysAsPod(
                                "baseline:latest",
                                "host namespaces (hostNetwork=true), hostPort (containers \"b\", \"a\" use hostPorts 80, 81,"
                                        + " 82, 83)")
                        .saysAsTemplate(
                                "baseline:latest",
                                "host namespaces (hostNetwork=true), hostPort (container \"a\" uses hostPort 83)"));
    }

    private static List<Case> probes() {
        List<Case> cases = new ArrayList<>();
        String refused = "probe or lifecycle host (container \"a\" uses probe or lifecycle host \"127.0.0.1\")";
        for (String field : List.of(
                "livenessProbe: {%s}",
                "readinessProbe: {%s}",
                "startupProbe: {%s}",
                "lifecycle: {postStart: {%s}}",
                "lifecycle: {preStop: {%s}}")) {
            for (String handler : List.of("httpGet", "tcpSocket")) {
                cases.add(Case.of(
                                field + " with " + handler,
                                "containers: [{name: a, image: i, "
                                        + field.formatted(handler + ": {port: 80, host: 127.0.0.1}") + "}]\n")
                        .allowed("baseline:v1.33")
                        .says("baseline:v1.34", refused)
                        .says("baseline:latest", refused));
            }
        }
        cases.add(Case.of("hosts and containers of probes are sorted and named once", """
                        initContainers:
                        - {name: z, image: i, restartPolicy: Always, startupProbe: {tcpSocket: {port: 80, host: "::1"}}}
                        containers:
                        - name: b
                          image: i
                          livenessProbe: {httpGet: {port: 80, host: example.com}}
                          lifecycle: {preStop: {tcpSocket: {port: 80, host: example.com}}, postStart: {httpGet: {port: 80, host: 10.0.0.1}}}
                        - {name: a, image: i, readinessProbe: {httpGet: {port: 80, host: ""}}}
                        """)
                .says(
                        "baseline:latest",
                        "probe or lifecycle host (containers \"b\", \"z\" use probe or lifecycle hosts \"10.0.0.1\","
                                + " \"::1\", \"example.com\")"));
        cases.add(Case.of("two containers whose probes name one host", """
                        containers:
                        - {name: b, image: i, livenessProbe: {httpGet: {port: 80, host: h}}}
                        - {name: a, image: i, livenessProbe: {httpGet: {port: 80, host: h}}}
                        """)
                .says(
                        "baseline:latest",
                        "probe or lifecycle host (containers \"a\", \"b\" use probe or lifecycle host \"h\")"));
        cases.add(Case.of("probes without a host", """
                        containers:
                        - {name: a, image: i, livenessProbe: {grpc: {port: 80}}, readinessProbe: {exec: {command: [x]}}, lifecycle: {preStop: {sleep: {seconds: 1}}}}
                        """).allowed("baseline:latest"));
        return cases;
    }

    private static List<Case> procMount() {
        String refused = "procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")";
        return List.of(
                Case.of("procMount in a user namespace", """
                        hostUsers: false
                        containers:
                        - name: a
                          image: i
                          securityContext: {procMount: Unmasked, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        """)
                        .says("baseline:v1.0", refused)
                        .says("baseline:v1.34", refused)
                        .allowed("baseline:v1.35", "baseline:latest")
                        .says("restricted:v1.34", refused)
                        .says("restricted:v1.35", refused)
                        .says("restricted:latest", refused),
                Case.of("procMount without a user namespace", """
                        hostUsers: true
                        initContainers: [{name: b, image: i, securityContext: {procMount: Other}}]
                        containers:
                        - {name: a, image: i, securityContext: {procMount: Unmasked}}
                        - {name: c, image: i, securityContext: {procMount: Default}}
                        - {name: d, image: i, securityContext: {procMount: default}}
                        """)
                        .says(
                                "baseline:v1.34",
                                "procMount (containers \"b\", \"a\", \"d\" must not set securityContext.procMount to"
                                        + " \"Other\", \"Unmasked\", \"default\")")
                        .says(
                                "baseline:v1.35",
                                "procMount (containers \"b\", \"a\", \"d\" must not set securityContext.procMount to"
                                        + " \"Other\", \"Unmasked\", \"default\")")
                        .refusedBefore(),
                Case.of("the default procMount", """
                        containers: [{name: a, image: i, securityContext: {procMount: Default}}]
                        """).allowed("baseline:v1.0", "baseline:latest"));
    }

    private static List<Case> seLinux() {
        String engine =
                "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"container_engine_t\")";
        return List.of(
                Case.of("container_engine_t", """
                        securityContext: {seLinuxOptions: {type: container_engine_t}}
                        containers: [{name: a, image: i}]
                        """)
                        .says("baseline:v1.0", engine)
                        .says("baseline:v1.30", engine)
                        .allowed("baseline:v1.31", "baseline:latest"),
                Case.of("the types that are allowed", """
                        securityContext: {seLinuxOptions: {level: "s0:c1,c2"}}
                        containers:
                        - {name: a, image: i, securityContext: {seLinuxOptions: {type: container_t}}}
                        - {name: b, image: i, securityContext: {seLinuxOptions: {type: container_init_t}}}
                        - {name: c, image: i, securityContext: {seLinuxOptions: {type: container_kvm_t}}}
                        - {name: d, image: i, securityContext: {seLinuxOptions: {type: "", user: "", role: ""}}}
                        """).allowed("baseline:v1.0", "baseline:v1.31"),
                Case.of("types, users and roles", """
                        securityContext: {seLinuxOptions: {type: spc_t, role: r}}
                        initContainers: [{name: b, image: i, securityContext: {seLinuxOptions: {type: a_t, user: u}}}]
                        containers: [{name: a, image: i, securityContext: {seLinuxOptions: {type: spc_t}}}]
                        """)
                        .says(
                                "baseline:latest",
                                "seLinuxOptions (pod and containers \"b\", \"a\" set forbidden"
                                        + " securityContext.seLinuxOptions: types \"a_t\", \"spc_t\"; user may not be set;"
                                        + " role may not be set)"),
                Case.of("a role", """
                        containers: [{name: a, image: i, securityContext: {seLinuxOptions: {role: r}}}]
                        """)
                        .says(
                                "baseline:v1.0",
                                "seLinuxOptions (container \"a\" set forbidden securityContext.seLinuxOptions: role may not"
                                        + " be set)"),
                Case.of("a type and a user", """
                        securityContext: {seLinuxOptions: {type: spc_t, user: u}}
                        containers: [{name: a, image: i}]
                        """)
                        .says(
                                "baseline:v1.30",
                                "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"spc_t\"; user may"
                                        + " not be set)"));
    }

    private static List<Case> seccomp() {
        return List.of(
                Case.of(
                                "seccomp annotations count until there is a field",
                                """
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}, {name: b, image: i}, {name: c, image: i}]
                        """,
                                "seccomp.security.alpha.kubernetes.io/pod: unconfined",
                                SECCOMP + "a: unconfined",
                                SECCOMP + "b: localhost/p",
                                SECCOMP + "d: unconfined")
                        .says(
                                "baseline:v1.18",
                                "seccompProfile (forbidden annotations " + SECCOMP + "a=\"unconfined\","
                                        + " seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")")
                        .says(
                                "restricted:v1.7",
                                "seccompProfile (forbidden annotations " + SECCOMP + "a=\"unconfined\","
                                        + " seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")")
                        .allowed("baseline:v1.19", "baseline:latest"),
                Case.of("a seccomp annotation", """
                        containers: [{name: a, image: i}]
                        """, SECCOMP + "a: unconfined")
                        .says("baseline:v1.0", "seccompProfile (forbidden annotation " + SECCOMP + "a=\"unconfined\")"),
                Case.of(
                                "seccomp annotations that are allowed",
                                """
                        containers: [{name: a, image: i}, {name: b, image: i}]
                        """,
                                "seccomp.security.alpha.kubernetes.io/pod: runtime/default",
                                SECCOMP + "a: docker/default",
                                SECCOMP + "b: localhost/p")
                        .allowed("baseline:v1.0"),
                Case.of(
                                "seccomp annotations that say nothing or are misspelt",
                                """
                        containers: [{name: a, image: i}]
                        """,
                                "seccomp.security.alpha.kubernetes.io/pod: \"\"",
                                SECCOMP + "a: Unconfined")
                        .says(
                                "baseline:v1.0",
                                "seccompProfile (forbidden annotations " + SECCOMP + "a=\"Unconfined\","
                                        + " seccomp.security.alpha.kubernetes.io/pod=\"\")")
                        .refusedBefore(),
                Case.of("the seccomp field counts as soon as there is one", """
                        securityContext: {seccompProfile: {type: Unconfined}, runAsNonRoot: true}
                        containers:
                        - {name: a, image: i, securityContext: {allowPrivilegeEscalation: false, seccompProfile: {type: RuntimeDefault}}}
                        """)
                        .allowed("baseline:v1.18", "restricted:v1.18")
                        .says(
                                "baseline:v1.19",
                                "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")")
                        .says(
                                "restricted:v1.19",
                                "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")"),
                Case.of("seccomp of the pod and of containers", """
                        securityContext: {seccompProfile: {type: Unconfined}}
                        initContainers: [{name: b, image: i, securityContext: {seccompProfile: {type: Unconfined}}}]
                        containers:
                        - {name: a, image: i, securityContext: {seccompProfile: {type: Unconfined}}}
                        - {name: c, image: i, securityContext: {seccompProfile: {type: Localhost, localhostProfile: p}}}
                        - {name: d, image: i}
                        """)
                        .says(
                                "baseline:latest",
                                "seccompProfile (pod and containers \"b\", \"a\" must not set"
                                        + " securityContext.seccompProfile.type to \"Unconfined\")"),
                Case.of("seccomp profiles of other types", """
                        securityContext: {seccompProfile: {type: b}}
                        initContainers: [{name: c, image: i, securityContext: {seccompProfile: {type: unconfined}}}]
                        containers: [{name: a, image: i, securityContext: {seccompProfile: {}}}]
                        """)
                        .says(
                                "baseline:v1.19",
                                "seccompProfile (pod and containers \"c\", \"a\" must not set"
                                        + " securityContext.seccompProfile.type to \"\", \"b\", \"unconfined\")")
                        .refusedBefore(),
                Case.of("a seccomp profile without a type", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {}}
                        containers: [{name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]
                        """)
                        .says(
                                "restricted:v1.19",
                                "seccompProfile (pod must not set securityContext.seccompProfile.type to \"\")")
                        .says(
                                "restricted:v1.25",
                                "seccompProfile (pod must not set securityContext.seccompProfile.type to \"\")")
                        .refusedBefore(),
                Case.of("seccomp must be set", """
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]
                        """)
                        .allowed("restricted:v1.18")
                        .says(
                                "restricted:v1.19",
                                "seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to"
                                        + " \"RuntimeDefault\" or \"Localhost\")"),
                Case.of("seccomp must be set by containers", """
                        securityContext: {runAsNonRoot: true}
                        initContainers: [{name: b, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]
                        containers:
                        - {name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
                        - {name: c, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}}
                        """)
                        .says(
                                "restricted:latest",
                                "seccompProfile (pod or containers \"b\", \"a\" must set securityContext.seccompProfile.type"
                                        + " to \"RuntimeDefault\" or \"Localhost\")"),
                Case.of("seccomp of the pod is everyone's", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: p}}
                        containers: [{name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]
                        """).allowed("restricted:latest"),
                Case.of("a bad seccomp profile hides those that are missing", """
                        securityContext: {runAsNonRoot: true}
                        containers:
                        - {name: a, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
                        - {name: b, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: Unconfined}}}
                        """)
                        .says(
                                "restricted:latest",
                                "seccompProfile (container \"b\" must not set securityContext.seccompProfile.type to"
                                        + " \"Unconfined\")"));
    }

    private static List<Case> sysctls() {
        List<Case> cases = new ArrayList<>();
        record Since(int minor, String name) {}
        for (Since since : List.of(
                new Since(0, "kernel.shm_rmid_forced"),
                new Since(0, "net.ipv4.ip_local_port_range"),
                new Since(0, "net.ipv4.tcp_syncookies"),
                new Since(0, "net.ipv4.ping_group_range"),
                new Since(0, "net.ipv4.ip_unprivileged_port_start"),
                new Since(27, "net.ipv4.ip_local_reserved_ports"),
                new Since(29, "net.ipv4.tcp_keepalive_time"),
                new Since(29, "net.ipv4.tcp_fin_timeout"),
                new Since(29, "net.ipv4.tcp_keepalive_intvl"),
                new Since(29, "net.ipv4.tcp_keepalive_probes"),
                new Since(32, "net.ipv4.tcp_rmem"),
                new Since(32, "net.ipv4.tcp_wmem"),
                new Since(37, "net.ipv4.tcp_slow_start_after_idle"),
                new Since(37, "net.ipv4.tcp_notsent_lowat"))) {
            Case pod = Case.of(since.name, """
                    securityContext: {sysctls: [{name: %s, value: "1"}]}
                    containers: [{name: a, image: i}]
                    """.formatted(since.name));
            for (int minor : new int[] {0, 26, 27, 28, 29, 31, 32, 36, 37}) {
                String standard = "baseline:v1." + minor;
                if (minor < since.minor) pod.says(standard, "forbidden sysctls (" + since.name + ")");
                else pod.allowed(standard);
            }
            cases.add(pod.allowed("baseline:latest"));
        }
        cases.add(Case.of("sysctls in their order", """
                        securityContext:
                          sysctls:
                          - {name: net.core.somaxconn, value: "1"}
                          - {name: net.ipv4.tcp_syncookies, value: "1"}
                          - {name: net/ipv4/tcp_rmem, value: "1"}
                          - {name: kernel.sem, value: "1"}
                        containers: [{name: a, image: i}]
                        """)
                .says("baseline:latest", "forbidden sysctls (net.core.somaxconn, net/ipv4/tcp_rmem, kernel.sem)")
                .says("baseline:v1.0", "forbidden sysctls (net.core.somaxconn, net/ipv4/tcp_rmem, kernel.sem)")
                .says("baseline:v1.27", "forbidden sysctls (net.core.somaxconn, net/ipv4/tcp_rmem, kernel.sem)")
                .says("baseline:v1.29", "forbidden sysctls (net.core.somaxconn, net/ipv4/tcp_rmem, kernel.sem)")
                .says("baseline:v1.32", "forbidden sysctls (net.core.somaxconn, net/ipv4/tcp_rmem, kernel.sem)"));
        cases.add(Case.of("a sysctl that is named twice", """
                        securityContext: {sysctls: [{name: a, value: "1"}, {name: a, value: "2"}]}
                        containers: [{name: a, image: i}]
                        """)
                .says("baseline:latest", "forbidden sysctls (a, a)")
                .refusedBefore());
        return cases;
    }

    private static List<Case> windows() {
        String unmasked = "procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")";
        String nonRoot = "runAsNonRoot != true (pod or container \"a\" must set securityContext.runAsNonRoot=true)";
        String root = "runAsUser=0 (container \"a\" must not set runAsUser=0)";
        String silent = "allowPrivilegeEscalation != false (container \"a\" must set"
                + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"a\" must set"
                + " securityContext.capabilities.drop=[\"ALL\"]), seccompProfile (pod or container \"a\" must set"
                + " securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
        return List.of(
                Case.of("host process containers", """
                        hostNetwork: true
                        securityContext: {windowsOptions: {hostProcess: true}}
                        initContainers: [{name: b, image: i}]
                        containers: [{name: a, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]
                        """)
                        .says(
                                "baseline:v1.0",
                                "host namespaces (hostNetwork=true), hostProcess (pod and container \"a\" must not set"
                                        + " securityContext.windowsOptions.hostProcess=true)"),
                Case.of("host process containers without the pod", """
                        hostNetwork: true
                        initContainers: [{name: b, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]
                        containers: [{name: a, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]
                        """)
                        .says(
                                "baseline:latest",
                                "host namespaces (hostNetwork=true), hostProcess (containers \"b\", \"a\" must not set"
                                        + " securityContext.windowsOptions.hostProcess=true)"),
                Case.of("a host process pod", """
                        hostNetwork: true
                        securityContext: {windowsOptions: {hostProcess: true}}
                        containers: [{name: a, image: i}]
                        """)
                        .says(
                                "baseline:latest",
                                "host namespaces (hostNetwork=true), hostProcess (pod must not set"
                                        + " securityContext.windowsOptions.hostProcess=true)"),
                Case.of("no host process", """
                        securityContext: {windowsOptions: {hostProcess: false, runAsUserName: u}}
                        containers: [{name: a, image: i, securityContext: {windowsOptions: {}}}]
                        """).allowed("baseline:latest"),
                Case.of("a Windows pod", """
                        os: {name: windows}
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}]
                        """)
                        .says("restricted:v1.24", silent)
                        .allowed("restricted:v1.25", "restricted:latest"),
                Case.of("a Windows pod with settings of Linux", """
                        os: {name: windows}
                        containers: [{name: a, image: i, securityContext: {procMount: Unmasked, runAsUser: 0}}]
                        """)
                        .says("restricted:v1.34", unmasked + ", " + nonRoot + ", " + root)
                        .says("restricted:v1.35", unmasked + ", " + nonRoot + ", " + root)
                        .says("baseline:v1.34", unmasked)
                        .says("baseline:v1.35", unmasked)
                        .refusedBefore(),
                Case.of("a Linux pod", """
                        os: {name: linux}
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}]
                        """)
                        .says("restricted:v1.24", silent)
                        .says("restricted:v1.25", silent)
                        .says("restricted:latest", silent),
                Case.of("a pod for nodes with Windows", """
                        nodeSelector: {kubernetes.io/os: windows}
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}]
                        """).says("restricted:latest", silent));
    }

    private static List<Case> escalation() {
        return List.of(
                Case.of("privilege escalation", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        containers: [{name: a, image: i, securityContext: {capabilities: {drop: [ALL]}}}]
                        """)
                        .allowed("restricted:v1.7", "baseline:latest")
                        .says(
                                "restricted:v1.8",
                                "allowPrivilegeEscalation != false (container \"a\" must set"
                                        + " securityContext.allowPrivilegeEscalation=false)"),
                Case.of("privilege escalation of containers", """
                        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                        initContainers: [{name: b, image: i, securityContext: {capabilities: {drop: [ALL]}, allowPrivilegeEscalation: true}}]
                        containers:
                        - {name: a, image: i, securityContext: {capabilities: {drop: [ALL]}}}
                        - {name: c, image: i, securityContext: {capabilities: {drop: [ALL]}, allowPrivilegeEscalation: false}}
                        """)
                        .says(
                                "restricted:latest",
                                "allowPrivilegeEscalation != false (containers \"b\", \"a\" must set"
                                        + " securityContext.allowPrivilegeEscalation=false)"));
    }

    private static List<Case> volumes() {
        List<Case> cases = new ArrayList<>();
        for (String source : List.of(
                "configMap: {name: c}",
                "csi: {driver: d}",
                "downwardAPI: {}",
                "emptyDir: {}",
                "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}",
                "image: {reference: r}",
                "persistentVolumeClaim: {claimName: c}",
                "projected: {sources: [{configMap: {name: c}}]}",
                "secret: {secretName: s}")) {
            cases.add(Case.of("a volume with " + source, HARD_CONTAINER + "volumes: [{name: v, " + source + "}]\n")
                    .allowed("restricted:v1.0", "restricted:latest", "baseline:latest"));
        }
        record Source(String type, String fields) {}
        for (Source source : List.of(
                new Source("hostPath", "path: /"),
                new Source("gcePersistentDisk", "pdName: p"),
                new Source("awsElasticBlockStore", "volumeID: v"),
                new Source("gitRepo", "repository: r"),
                new Source("nfs", "server: s, path: /"),
                new Source("iscsi", "targetPortal: t, iqn: \"iqn.2001-04.com.example:s\", lun: 0"),
                new Source("glusterfs", "endpoints: e, path: p"),
                new Source("rbd", "monitors: [m], image: i"),
                new Source("flexVolume", "driver: d"),
                new Source("cinder", "volumeID: v"),
                new Source("cephfs", "monitors: [m]"),
                new Source("flocker", "datasetName: d"),
                new Source("fc", "targetWWNs: [w], lun: 0"),
                new Source("azureFile", "secretName: s, shareName: s"),
                new Source("vsphereVolume", "volumePath: v"),
                new Source("quobyte", "registry: \"r:1\", volume: v"),
                new Source("azureDisk", "diskName: d, diskURI: \"https://blob/d\""),
                new Source("photonPersistentDisk", "pdID: p"),
                new Source("portworxVolume", "volumeID: v"),
                new Source("scaleIO", "gateway: g, system: s, volumeName: v, secretRef: {name: s}"),
                new Source("storageos", "volumeName: v"))) {
            String refused =
                    "restricted volume types (volume \"v\" uses restricted volume type \"" + source.type + "\")";
            Case pod = Case.of(
                            "a volume of type " + source.type,
                            HARD_CONTAINER + "volumes: [{name: v, " + source.type + ": {" + source.fields + "}}]\n")
                    .says("restricted:v1.0", refused)
                    .says("restricted:latest", refused);
            cases.add(
                    source.type.equals("hostPath")
                            ? pod.says("baseline:v1.0", "hostPath volumes (volume \"v\")")
                            : pod.allowed("baseline:latest"));
        }
        cases.add(Case.of("a volume without a source", HARD_CONTAINER + """
                        volumes: [{name: v}, {name: w, hostPath: null}]
                        """)
                .allowed("restricted:v1.0", "restricted:latest", "baseline:latest"));
        cases.add(Case.of("volumes of several types", HARD_CONTAINER + """
                        volumes: [{name: z, nfs: {server: s, path: /}}, {name: c, emptyDir: {}}, {name: b, hostPath: {path: /b}}, {name: a, hostPath: {path: /a}}]
                        """)
                .says(
                        "restricted:latest",
                        "restricted volume types (volumes \"z\", \"b\", \"a\" use restricted volume types \"hostPath\","
                                + " \"nfs\")")
                .says("baseline:latest", "hostPath volumes (volumes \"b\", \"a\")"));
        cases.add(Case.of("volumes of one type", HARD_CONTAINER + """
                        volumes: [{name: b, hostPath: {path: /b}}, {name: a, hostPath: {path: /a}}]
                        """)
                .says(
                        "restricted:v1.37",
                        "restricted volume types (volumes \"b\", \"a\" use restricted volume type \"hostPath\")"));
        cases.add(Case.of("volumes with several sources", HARD_CONTAINER + """
                        volumes: [{name: a, hostPath: {path: /}, emptyDir: {}}, {name: b, nfs: {server: s, path: /}, hostPath: {path: /}}]
                        """)
                .says(
                        "restricted:latest",
                        "restricted volume types (volume \"b\" uses restricted volume type \"hostPath\")")
                .refusedBefore());
        return cases;
    }

    private static List<Case> users() {
        String hard =
                "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}";
        String explicit = "runAsNonRoot != true (container \"a\" must not set securityContext.runAsNonRoot=false)";
        String silent = "runAsNonRoot != true (pod or container \"a\" must set securityContext.runAsNonRoot=true)";
        String root = "runAsUser=0 (container \"a\" must not set runAsUser=0)";
        String escalation = "allowPrivilegeEscalation != false (container \"a\" must set"
                + " securityContext.allowPrivilegeEscalation=false)";
        String capabilities =
                "unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"])";
        String seccomp = "seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to"
                + " \"RuntimeDefault\" or \"Localhost\")";
        return List.of(
                Case.of("nothing said of root", "containers: [{name: a, image: i, securityContext: {" + hard + "}}]\n")
                        .says("restricted:v1.0", silent)
                        .says("restricted:v1.34", silent)
                        .says("restricted:v1.35", silent)
                        .allowed("baseline:latest"),
                Case.of(
                                "nothing said of root in a user namespace",
                                "hostUsers: false\ncontainers: [{name: a, image: i," + " securityContext: {" + hard
                                        + "}}]\n")
                        .says("restricted:v1.34", silent)
                        .allowed("restricted:v1.35", "restricted:latest"),
                Case.of(
                                "root allowed in a user namespace",
                                "hostUsers: false\ncontainers: [{name: a, image: i,"
                                        + " securityContext: {runAsNonRoot: false, " + hard + "}}]\n")
                        .says("restricted:v1.0", explicit)
                        .says("restricted:v1.34", explicit)
                        .allowed("restricted:v1.35", "restricted:latest"),
                Case.of(
                                "root in a user namespace",
                                "hostUsers: false\ncontainers: [{name: a, image: i,"
                                        + " securityContext: {runAsUser: 0, runAsNonRoot: true, " + hard + "}}]\n")
                        .allowed("restricted:v1.22")
                        .says("restricted:v1.23", root)
                        .says("restricted:v1.34", root)
                        .allowed("restricted:v1.35", "restricted:latest"),
                Case.of(
                                "root in the host's user namespace",
                                "hostUsers: true\ncontainers: [{name: a, image: i,"
                                        + " securityContext: {runAsUser: 0, runAsNonRoot: true, " + hard + "}}]\n")
                        .allowed("restricted:v1.22")
                        .says("restricted:v1.23", root)
                        .says("restricted:v1.34", root)
                        .says("restricted:v1.35", root)
                        .says("restricted:latest", root),
                Case.of("a user namespace leaves the other controls as they are", """
                        hostUsers: false
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}]
                        """)
                        .says("restricted:v1.8", escalation)
                        .says("restricted:v1.22", escalation + ", " + capabilities + ", " + seccomp)
                        .says("restricted:v1.25", escalation + ", " + capabilities + ", " + seccomp)
                        .says("restricted:latest", escalation + ", " + capabilities + ", " + seccomp),
                Case.of("root allowed by the pod, though every container forbids it", """
                        securityContext: {runAsNonRoot: false}
                        """ + HARD_CONTAINER)
                        .says(
                                "restricted:latest",
                                "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)"),
                Case.of("root allowed by the pod and containers", """
                        securityContext: {runAsNonRoot: false}
                        initContainers: [{name: c, image: i, securityContext: {runAsNonRoot: false}}]
                        containers:
                        - {name: b, image: i, securityContext: {runAsNonRoot: false}}
                        - {name: a, image: i}
                        """)
                        .says(
                                "restricted:v1.0",
                                "runAsNonRoot != true (pod and containers \"c\", \"b\" must not set"
                                        + " securityContext.runAsNonRoot=false)"),
                Case.of("root allowed by a container although the pod forbids it", """
                        securityContext: {runAsNonRoot: true}
                        containers:
                        - {name: b, image: i, securityContext: {runAsNonRoot: false}}
                        - {name: a, image: i}
                        """)
                        .says(
                                "restricted:v1.0",
                                "runAsNonRoot != true (container \"b\" must not set securityContext.runAsNonRoot=false)"),
                Case.of("nothing said of root by containers", """
                        initContainers: [{name: c, image: i}]
                        containers:
                        - {name: b, image: i, securityContext: {runAsNonRoot: true}}
                        - {name: a, image: i}
                        """)
                        .says(
                                "restricted:v1.0",
                                "runAsNonRoot != true (pod or containers \"c\", \"a\" must set"
                                        + " securityContext.runAsNonRoot=true)"),
                Case.of("root forbidden by the pod", """
                        securityContext: {runAsNonRoot: true}
                        containers: [{name: a, image: i}]
                        """).allowed("restricted:v1.0"),
                Case.of("root asked for by the pod, though the container is another user", """
                        securityContext: {runAsUser: 0}
                        containers: [{name: a, image: i, securityContext: {runAsUser: 1000, runAsNonRoot: true, %s}}]
                        """.formatted(hard))
                        .says("restricted:latest", "runAsUser=0 (pod must not set runAsUser=0)"),
                Case.of("root asked for by the pod and containers", """
                        securityContext: {runAsUser: 0}
                        initContainers: [{name: b, image: i, securityContext: {runAsUser: 0, runAsNonRoot: true, %s}}]
                        containers: [{name: a, image: i, securityContext: {runAsUser: 0, runAsNonRoot: true, %s}}]
                        """.formatted(hard, hard))
                        .says(
                                "restricted:latest",
                                "runAsUser=0 (pod and containers \"b\", \"a\" must not set runAsUser=0)"),
                Case.of("a hardened pod", HARD_CONTAINER + "securityContext: {runAsUser: 1000}\n")
                        .allowed("restricted:v1.0", "restricted:latest", "restricted:v1.38", "baseline:latest"));
    }

    private static List<Case> ephemeralContainers() {
        return List.of(
                Case.of("an ephemeral container", HARD_CONTAINER + """
                        ephemeralContainers:
                        - name: z
                          image: i
                          ports: [{containerPort: 80, hostPort: 80}]
                          livenessProbe: {httpGet: {port: 80, host: h}}
                          securityContext:
                            privileged: true
                            procMount: Unmasked
                            capabilities: {add: [BPF]}
                            appArmorProfile: {type: Unconfined}
                            seccompProfile: {type: Unconfined}
                            seLinuxOptions: {user: u}
                            windowsOptions: {hostProcess: true}
                            runAsNonRoot: false
                            runAsUser: 0
                        """)
                        .says(
                                "restricted:latest",
                                "forbidden AppArmor profile (container \"z\" must not set AppArmor profile type to"
                                        + " \"Unconfined\"), hostPort (container \"z\" uses hostPort 80), probe or lifecycle"
                                        + " host (container \"z\" uses probe or lifecycle host \"h\"), privileged (container"
                                        + " \"z\" must not set securityContext.privileged=true), seLinuxOptions (container"
                                        + " \"z\" set forbidden securityContext.seLinuxOptions: user may not be set),"
                                        + " hostProcess (container \"z\" must not set"
                                        + " securityContext.windowsOptions.hostProcess=true), allowPrivilegeEscalation !="
                                        + " false (container \"z\" must set securityContext.allowPrivilegeEscalation=false),"
                                        + " unrestricted capabilities (container \"z\" must set"
                                        + " securityContext.capabilities.drop=[\"ALL\"]; container \"z\" must not include"
                                        + " \"BPF\" in securityContext.capabilities.add), procMount (container \"z\" must not"
                                        + " set securityContext.procMount to \"Unmasked\"), runAsNonRoot != true (container"
                                        + " \"z\" must not set securityContext.runAsNonRoot=false), runAsUser=0 (container"
                                        + " \"z\" must not set runAsUser=0), seccompProfile (container \"z\" must not set"
                                        + " securityContext.seccompProfile.type to \"Unconfined\")")
                        .says(
                                "baseline:v1.18",
                                "forbidden AppArmor profile (container \"z\" must not set AppArmor profile type to"
                                        + " \"Unconfined\"), non-default capabilities (container \"z\" must not include"
                                        + " \"BPF\" in securityContext.capabilities.add), hostPort (container \"z\" uses"
                                        + " hostPort 80), privileged (container \"z\" must not set"
                                        + " securityContext.privileged=true), procMount (container \"z\" must not set"
                                        + " securityContext.procMount to \"Unmasked\"), seLinuxOptions (container \"z\" set"
                                        + " forbidden securityContext.seLinuxOptions: user may not be set), hostProcess"
                                        + " (container \"z\" must not set securityContext.windowsOptions.hostProcess=true)")
                        .refusedBefore(),
                Case.of(
                                "an ephemeral container comes last, and its ports stay as they are",
                                """
                        hostNetwork: true
                        ephemeralContainers: [{name: a, image: i, ports: [{containerPort: 80}], securityContext: {privileged: true}}]
                        containers: [{name: b, image: i, securityContext: {privileged: true}}]
                        initContainers: [{name: c, image: i, securityContext: {privileged: true}}]
                        """,
                                SECCOMP + "a: unconfined")
                        .says(
                                "baseline:v1.18",
                                "host namespaces (hostNetwork=true), privileged (containers \"c\", \"b\", \"a\" must not set"
                                        + " securityContext.privileged=true), seccompProfile (forbidden annotation "
                                        + SECCOMP
                                        + "a=\"unconfined\")")
                        .refusedBefore());
    }

    private static List<Case> several() {
        return List.of(
                Case.of("a bare pod", "containers: [{name: c, image: i}]\n")
                        .says(
                                "restricted:latest",
                                "allowPrivilegeEscalation != false (container \"c\" must set"
                                        + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities"
                                        + " (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]),"
                                        + " runAsNonRoot != true (pod or container \"c\" must set"
                                        + " securityContext.runAsNonRoot=true), seccompProfile (pod or container \"c\" must"
                                        + " set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")")
                        .allowed("baseline:latest", "privileged:v1.0"),
                Case.of("null sets nothing, but as an item of a list or a map is empty", """
                        hostNetwork: null
                        hostUsers: null
                        os: null
                        securityContext: {sysctls: null, windowsOptions: {hostProcess: null}, seLinuxOptions: {type: null}}
                        initContainers: null
                        containers:
                        - name: a
                          image: i
                          ports: [{containerPort: 80, hostPort: null}]
                          livenessProbe: {httpGet: {port: 80, host: null}}
                          securityContext:
                            privileged: null
                            allowPrivilegeEscalation: null
                            procMount: null
                            capabilities: {drop: [null, ALL], add: [null]}
                            appArmorProfile: null
                            seccompProfile: null
                            runAsNonRoot: null
                            runAsUser: null
                        volumes: [{name: v, hostPath: null}]
                        """, APPARMOR + "a: null")
                        .says(
                                "restricted:latest",
                                "allowPrivilegeEscalation != false (container \"a\" must set"
                                        + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities"
                                        + " (container \"a\" must not include \"\" in securityContext.capabilities.add),"
                                        + " runAsNonRoot != true (pod or container \"a\" must set"
                                        + " securityContext.runAsNonRoot=true), seccompProfile (pod or container \"a\" must"
                                        + " set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")")
                        .says(
                                "baseline:v1.0",
                                "non-default capabilities (container \"a\" must not include \"\" in"
                                        + " securityContext.capabilities.add)"),
                Case.of("names are quoted and not escaped, and sorted by their bytes", """
                        containers:
                        - {name: "a\\"b\\\\", image: i, livenessProbe: {tcpSocket: {port: 1, host: "\\U0001F600"}}}
                        - {name: a, image: i, livenessProbe: {tcpSocket: {port: 1, host: "\\uFF5E"}}}
                        - {name: a, image: i, livenessProbe: {tcpSocket: {port: 1, host: Z}}, securityContext: {privileged: true}}
                        - {name: a, image: i, livenessProbe: {tcpSocket: {port: 1, host: a}}, securityContext: {privileged: true}}
                        """)
                        .says(
                                "baseline:latest",
                                "probe or lifecycle host (containers \"a\", \"a\"b\\\" use probe or lifecycle hosts \"Z\","
                                        + " \"a\", \"\uFF5E\", \"\uD83D\uDE00\"), privileged (containers \"a\", \"a\" must not"
                                        + " set securityContext.privileged=true)")
                        .refusedBefore());
    }

    /** What no API server takes, and what Leastwise must not let pass for what was meant. */
    private static List<Case> wrongTypes() {
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of("values of another type are not what is asked for", """
                        hostPID: "false"
                        hostUsers: "false"
                        securityContext: {runAsUser: "1000", runAsNonRoot: "true", sysctls: [{name: 1.5}], seLinuxOptions: {type: [container_t]}}
                        containers:
                        - name: a
                          image: i
                          ports: [{hostPort: "0"}]
                          livenessProbe: {httpGet: {host: 1}}
                          securityContext:
                            privileged: "false"
                            allowPrivilegeEscalation: "false"
                            procMount: true
                            capabilities: {drop: ALL, add: NET_BIND_SERVICE}
                            seccompProfile: RuntimeDefault
                            appArmorProfile: RuntimeDefault
                            windowsOptions: {hostProcess: 0}
                        volumes: [{name: v, emptydir: {}}, hostPath, {name: s, secret: s}]
                        """, APPARMOR + "a: 1")
                .says(
                        "restricted:latest",
                        "forbidden AppArmor profiles (container \"a\" and annotation must not set AppArmor profile type to"
                                + " \"(no string)\", \"" + APPARMOR
                                + "a=\"1\"\"), host namespaces (hostPID=true), hostPort (container \"a\" uses hostPort 0),"
                                + " probe or lifecycle host (container \"a\" uses probe or lifecycle host \"1\"), privileged"
                                + " (container \"a\" must not set securityContext.privileged=true), seLinuxOptions (pod set"
                                + " forbidden securityContext.seLinuxOptions: type \"(no string)\"), forbidden sysctls"
                                + " (1.5), hostProcess (container \"a\" must not set"
                                + " securityContext.windowsOptions.hostProcess=true), allowPrivilegeEscalation != false"
                                + " (container \"a\" must set securityContext.allowPrivilegeEscalation=false), unrestricted"
                                + " capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]),"
                                + " procMount (container \"a\" must not set securityContext.procMount to \"true\"),"
                                + " restricted volume types (volumes \"v\", \"\", \"s\" use restricted volume type \"unknown\"),"
                                + " runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false),"
                                + " runAsUser=0 (pod must not set runAsUser=0), seccompProfile (container \"a\" must not"
                                + " set securityContext.seccompProfile.type to \"(no string)\")")
                .refusedBefore());
        cases.add(Case.of("what stands where a mapping belongs sets everything", """
                        containers: [{name: a, image: i, securityContext: "none"}]
                        volumes: none
                        """)
                .says(
                        "baseline:v1.0",
                        "forbidden AppArmor profile (container \"a\" must not set AppArmor profile type to \"(no string)\"),"
                                + " non-default capabilities (container \"a\" must not include \"none\" in"
                                + " securityContext.capabilities.add), hostPath volumes (volume \"\"), privileged (container"
                                + " \"a\" must not set securityContext.privileged=true), procMount (container \"a\" must not"
                                + " set securityContext.procMount to \"none\"), seLinuxOptions (container \"a\" set forbidden"
                                + " securityContext.seLinuxOptions: type \"none\"), hostProcess (container \"a\" must not set"
                                + " securityContext.windowsOptions.hostProcess=true)")
                .refusedBefore());
        cases.add(Case.of("an unknown source of a volume", HARD_CONTAINER + "volumes: [{name: v, other: {}}]\n")
                .says(
                        "restricted:latest",
                        "restricted volume types (volume \"v\" uses restricted volume type \"unknown\")")
                .refusedBefore());
        return cases;
    }

    private Cases() {}
}
