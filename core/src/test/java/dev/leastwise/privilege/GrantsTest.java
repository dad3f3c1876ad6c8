package dev.leastwise.privilege;

import static dev.leastwise.privilege.Capability.CHOWN;
import static dev.leastwise.privilege.Capability.NET_ADMIN;
import static dev.leastwise.privilege.Capability.NET_BIND_SERVICE;
import static dev.leastwise.privilege.Capability.NET_RAW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What containers are granted, as semantics of Kubernetes, kubelet, containerd and Linux have it. */
class GrantsTest {

    private static final ImageFacts NGINX = new ImageFacts(
            "101:101",
            List.of(new PasswdEntry("root", 0, 0), new PasswdEntry("nginx", 101, 102)),
            List.of(new GroupEntry("adm", 4, List.of("nginx"))));

    private static final CapabilitySet CONTAINERD = ContainerRuntime.CONTAINERD2.defaultCapabilities();

    @Nested
    class User {

        @Test
        void isTheContainersOwnBeforeThePods() {
            assertThat(of("""
                    securityContext: {runAsUser: 1000, runAsGroup: 3000}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: 2000}}
                    """)).satisfies(p -> {
                assertThat(p.user().is(2000L)).isTrue();
                assertThat(line(p.user())).isEqualTo(7);
                assertThat(p.group().is(3000L)).isTrue();
                assertThat(line(p.group())).isEqualTo(5);
            });
        }

        @Test
        void isThePodsWhereTheContainersOwnIsNull() {
            assertThat(of("""
                    securityContext: {runAsUser: 1000}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: null}}
                    """).user().is(1000L)).isTrue();
        }

        @Test
        void isNotKnownWhereTheApiServerTakesNoSuchNumber() {
            assertThat(of("""
                    securityContext: {runAsUser: -1, fsGroup: -1, supplementalGroups: [2147483648, 7]}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsGroup: 4294967295}}
                    """)).satisfies(p -> {
                assertThat(p.user()).isEqualTo(new Unknown<Long>(Missing.manifest()));
                assertThat(p.group()).isEqualTo(new Unknown<Long>(Missing.manifest()));
                assertThat(p.fsGroup()).isEqualTo(new Unknown<Optional<Long>>(Missing.manifest()));
                assertThat(p.supplementalGroups().known().orElseThrow().declared())
                        .containsExactly(7L);
            });
        }

        @Test
        void isTheImagesWhereNothingIsWritten() {
            Privileges unknown = of("containers: [{name: app, image: nginx}]");
            Privileges known = of(Target.DEFAULT, NGINX, "containers: [{name: app, image: nginx}]");

            assertThat(unknown.user()).isEqualTo(new Unknown<Long>(Missing.image("nginx")));
            assertThat(unknown.group()).isEqualTo(new Unknown<Long>(Missing.image("nginx")));
            assertThat(known.user().is(101L)).isTrue();
        }

        @Test
        void hasThePrimaryGroupOfPasswdAndNotThatOfTheImagesUser() {
            assertThat(of(Target.DEFAULT, NGINX, "containers: [{name: app, image: nginx}]")
                            .group()
                            .is(102L))
                    .isTrue();
        }

        @Test
        void hasGroupZeroWherePasswdDoesNotListIt() {
            assertThat(of(Target.DEFAULT, NGINX, """
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: 1000}}
                    """).group().is(0L)).isTrue();
        }

        @Test
        void isRootInAnImageWithoutUser() {
            ImageFacts scratch = new ImageFacts("", List.of(), List.of());

            Privileges p = of(Target.DEFAULT, scratch, "containers: [{name: app, image: nginx}]");

            assertThat(p.user().is(0L)).isTrue();
            assertThat(p.group().is(0L)).isTrue();
        }

        @Test
        void isUnknownWhereTheTypeIsOneThatKubernetesRefuses() {
            assertThat(of("containers: [{name: app, image: nginx, securityContext: {runAsUser: \"1000\"}}]")
                            .user())
                    .isEqualTo(new Unknown<Long>(Missing.manifest()));
        }

        @Test
        void getsTheGroupsOfThePodAndThoseOfTheImage() {
            Privileges p = of(Target.DEFAULT, NGINX, """
                    securityContext: {fsGroup: 2000, supplementalGroups: [5, 6]}
                    containers: [{name: app, image: nginx}]
                    """);

            Privileges.Groups groups = p.supplementalGroups().known().orElseThrow();
            assertThat(groups.declared()).containsExactly(5L, 6L, 2000L);
            assertThat(groups.fromImage().is(Set.of(4L))).isTrue();
            assertThat(p.fsGroup().is(Optional.of(2000L))).isTrue();
        }

        @Test
        void getsNoGroupsOfTheImageUnderPolicyStrict() {
            Privileges p = of(Target.DEFAULT, NGINX, """
                    securityContext: {supplementalGroupsPolicy: Strict}
                    containers: [{name: app, image: nginx}]
                    """);

            assertThat(p.supplementalGroups().known().orElseThrow().fromImage().is(Set.of()))
                    .isTrue();
        }

        @Test
        void mayBeRefusedAsRootByEitherLevel() {
            assertThat(of("""
                    securityContext: {runAsNonRoot: true}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsNonRoot: false}}
                    """).runAsNonRoot().is(false)).isTrue();
            assertThat(of("""
                    securityContext: {runAsNonRoot: true}
                    containers: [{name: app, image: nginx}]
                    """).runAsNonRoot().is(true)).isTrue();
        }
    }

    @Nested
    class TheCapabilitiesOf {

        @Test
        void rootAreTheRuntimesDefaults() {
            Capabilities c = capabilities(Target.DEFAULT, "{runAsUser: 0}");

            assertThat(c.bounding()).isEqualTo(CONTAINERD);
            assertThat(c.bounding().size()).isEqualTo(14);
            assertThat(c.effective().is(CONTAINERD)).isTrue();
            assertThat(c.inheritable()).isEqualTo(CapabilitySet.NONE);
            assertThat(c.ambient()).isEqualTo(CapabilitySet.NONE);
        }

        @Test
        void rootDifferByRuntime() {
            assertThat(capabilities(runtime(ContainerRuntime.CRI_O), "{runAsUser: 0}")
                            .bounding()
                            .size())
                    .isEqualTo(9);
            assertThat(capabilities(runtime(ContainerRuntime.PODMAN), "{runAsUser: 0}")
                            .bounding()
                            .size())
                    .isEqualTo(11);
        }

        @Test
        void anotherUserAreNoneButTheBoundingSet() {
            Capabilities c = capabilities(
                    Target.DEFAULT, "{runAsUser: 1000, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}");

            assertThat(c.bounding()).isEqualTo(CapabilitySet.of(NET_BIND_SERVICE));
            assertThat(c.permitted().is(CapabilitySet.NONE)).isTrue();
        }

        @Test
        void anUnknownUserAreUnknown() {
            Capabilities c = capabilities(Target.DEFAULT, "{}");

            assertThat(c.bounding()).isEqualTo(CONTAINERD);
            assertThat(c.permitted()).isEqualTo(new Unknown<CapabilitySet>(Missing.image("nginx")));
        }

        @Test
        void anUnknownUserAreNoneWhereNoneAreLeft() {
            assertThat(capabilities(Target.DEFAULT, "{capabilities: {drop: [ALL]}}")
                            .permitted()
                            .is(CapabilitySet.NONE))
                    .isTrue();
        }

        @Test
        void aDropOfAllKeepWhatIsAddedByName() {
            assertThat(bounding("{drop: [ALL], add: [CHOWN]}")).isEqualTo(CapabilitySet.of(CHOWN));
            assertThat(bounding("{add: [ALL], drop: [ALL]}")).isEqualTo(CapabilitySet.NONE);
            assertThat(bounding("{add: [ALL], drop: [NET_RAW]}")).isEqualTo(CapabilitySet.ALL.without(NET_RAW));
        }

        @Test
        void aDropWinOverAnAdd() {
            assertThat(bounding("{add: [NET_ADMIN], drop: [NET_ADMIN]}")).isEqualTo(CONTAINERD);
        }

        @Test
        void namesMayBeInAnyCase() {
            assertThat(bounding("{drop: [all]}")).isEqualTo(CapabilitySet.NONE);
            assertThat(bounding("{add: [net_admin]}")).isEqualTo(CONTAINERD.with(NET_ADMIN));
        }

        @Test
        void namesWithPrefixAreNothingToContainerdAndSomethingToCriO() {
            assertThat(bounding("{drop: [CAP_NET_RAW], add: [CAP_NET_ADMIN]}")).isEqualTo(CONTAINERD);
            assertThat(capabilities(
                                    runtime(ContainerRuntime.CRI_O),
                                    "{runAsUser: 0, capabilities: {add: [CAP_NET_ADMIN]}}")
                            .bounding()
                            .contains(NET_ADMIN))
                    .isTrue();
        }

        @Test
        void privilegedAreAllWhateverIsDropped() {
            Value<Capabilities> value = of("containers: [{name: app, image: nginx, securityContext: "
                            + "{runAsUser: 0, privileged: true, capabilities: {drop: [ALL]}}}]")
                    .capabilities();

            assertThat(value.known().orElseThrow().bounding()).isEqualTo(CapabilitySet.ALL);
            assertThat(((Known<Capabilities>) value).origin()).isInstanceOfSatisfying(Origin.Forced.class, forced -> {
                assertThat(forced.by()).isEqualTo("privileged");
                assertThat(forced.overrides()).isPresent();
            });
        }

        private CapabilitySet bounding(String capabilities) {
            return capabilities(Target.DEFAULT, "{runAsUser: 0, capabilities: " + capabilities + "}")
                    .bounding();
        }

        private Capabilities capabilities(Target target, String securityContext) {
            return of(target, "containers: [{name: app, image: nginx, securityContext: " + securityContext + "}]")
                    .capabilities()
                    .known()
                    .orElseThrow();
        }
    }

    @Nested
    class Confining {

        @Test
        void isOffWhereNothingIsWritten() {
            Privileges p = of("containers: [{name: app, image: nginx}]");

            assertThat(p.noNewPrivileges().is(false)).isTrue();
            assertThat(p.seccomp().is(Profile.of(Profile.Type.UNCONFINED))).isTrue();
            assertThat(p.appArmor()).isEqualTo(new Unknown<Profile>(Missing.lsm()));
            assertThat(p.readOnlyRootFilesystem().is(false)).isTrue();
            assertThat(p.maskedPaths().known().orElseThrow()).hasSize(12).contains("/proc/kcore");
            assertThat(p.readOnlyPaths().known().orElseThrow()).hasSize(5).contains("/proc/sys");
        }

        @Test
        void comesFromTheAnnotationBeforeItWasGone() {
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: runtime/default}}
                    spec: {containers: [{name: app, image: nginx}]}
                    """;
            assertThat(ofPod(Target.DEFAULT.at(26), Map.of(), pod)
                            .seccomp()
                            .is(Profile.of(Profile.Type.RUNTIME_DEFAULT)))
                    .isTrue();
            assertThat(ofPod(Target.DEFAULT.at(27), Map.of(), pod).seccomp().is(Profile.of(Profile.Type.UNCONFINED)))
                    .isTrue();
        }

        @Test
        void mayComeFromTheKubelet() {
            Target target = new Target(ContainerRuntime.CONTAINERD2, 37, true, Optional.empty());

            assertThat(of(target, "containers: [{name: app, image: nginx}]")
                            .seccomp()
                            .is(Profile.of(Profile.Type.RUNTIME_DEFAULT)))
                    .isTrue();
        }

        @Test
        void isTheContainersOwnBeforeThePods() {
            assertThat(of("""
                    securityContext: {seccompProfile: {type: RuntimeDefault}}
                    containers:
                    - name: app
                      image: nginx
                      securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}
                    """).seccomp().is(new Profile(Profile.Type.LOCALHOST, "a.json")))
                    .isTrue();
        }

        @Test
        void isVoidInAPrivilegedContainerButForNoNewPrivilegesAndTheRoot() {
            Privileges p = of("""
                    containers:
                    - name: app
                      image: nginx
                      securityContext:
                        privileged: true
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        seccompProfile: {type: RuntimeDefault}
                    """);

            assertThat(p.seccomp().is(Profile.of(Profile.Type.UNCONFINED))).isTrue();
            assertThat(p.seLinux().is(SeLinux.NONE)).isTrue();
            assertThat(p.maskedPaths().is(Set.of())).isTrue();
            assertThat(p.devices().is(Set.of(Privileges.ALL_DEVICES))).isTrue();
            assertThat(p.noNewPrivileges().is(true)).isTrue();
            assertThat(p.readOnlyRootFilesystem().is(true)).isTrue();
        }

        @Test
        void keepsALocalhostProfileOfAppArmorInAPrivilegedContainer() {
            Privileges p = of("""
                    containers:
                    - name: app
                      image: nginx
                      securityContext: {privileged: true, appArmorProfile: {type: Localhost, localhostProfile: mine}}
                    """);

            assertThat(p.appArmor().is(new Profile(Profile.Type.LOCALHOST, "mine")))
                    .isTrue();
        }

        @Test
        void takesAppArmorFromTheFieldThenTheAnnotationThenThePod() {
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: web
                      annotations: {container.apparmor.security.beta.kubernetes.io/app: localhost/mine}
                    spec:
                      securityContext: {appArmorProfile: {type: RuntimeDefault}}
                      containers: [{name: app, image: nginx}]
                    """;

            assertThat(ofPod(Target.DEFAULT, Map.of(), pod).appArmor().is(new Profile(Profile.Type.LOCALHOST, "mine")))
                    .isTrue();
        }

        @Test
        void dependsOnTheHostWhereNoAppArmorProfileIsNamed() {
            Target none = new Target(ContainerRuntime.CONTAINERD2, 37, false, Optional.of(Lsm.NONE));
            Target appArmor = new Target(ContainerRuntime.CONTAINERD2, 37, false, Optional.of(Lsm.APPARMOR));

            assertThat(of(none, "containers: [{name: app, image: nginx}]")
                            .appArmor()
                            .is(Profile.of(Profile.Type.NONE)))
                    .isTrue();
            assertThat(of(appArmor, "containers: [{name: app, image: nginx}]")
                            .appArmor()
                            .is(Profile.of(Profile.Type.RUNTIME_DEFAULT)))
                    .isTrue();
        }

        @Test
        void replacesSeLinuxOptionsAsAWhole() {
            assertThat(of("""
                    securityContext: {seLinuxOptions: {type: container_t}}
                    containers:
                    - {name: app, image: nginx, securityContext: {seLinuxOptions: {level: "s0:c1"}}}
                    """).seLinux().is(new SeLinux("", "", "", "s0:c1"))).isTrue();
        }

        @Test
        void showsTheWholeOfProcWhereItIsUnmasked() {
            Privileges p = of("""
                    hostUsers: false
                    containers: [{name: app, image: nginx, securityContext: {procMount: Unmasked}}]
                    """);

            assertThat(p.maskedPaths().is(Set.of())).isTrue();
            assertThat(p.readOnlyPaths().is(Set.of())).isTrue();
            assertThat(p.userNamespace().is(true)).isTrue();
        }
    }

    @Nested
    class Sharing {

        @Test
        void dropsHostUsersBeforeItsFeatureGateWasOn() {
            Target older = new Target(ContainerRuntime.CONTAINERD2, 32, false, Optional.empty());

            assertThat(of(older, "{hostUsers: false, containers: [{name: app, image: nginx}]}")
                            .userNamespace()
                            .is(false))
                    .isTrue();
        }

        @Test
        void opensLowPortsAndPingOnContainerdTwoInANetworkOfItsOwn() {
            String own = "containers: [{name: app, image: nginx}]";
            String hosts = "{hostNetwork: true, containers: [{name: app, image: nginx}]}";

            assertThat(of(own).sysctls().known().orElseThrow())
                    .containsEntry("net.ipv4.ip_unprivileged_port_start", "0")
                    .containsEntry("net.ipv4.ping_group_range", "0 2147483647");
            assertThat(of(hosts).sysctls().known().orElseThrow()).isEmpty();
            assertThat(of(runtime(ContainerRuntime.CONTAINERD1_7), own)
                            .sysctls()
                            .known()
                            .orElseThrow())
                    .isEmpty();
        }

        @Test
        void normalisesSysctlsWrittenWithSlashes() {
            assertThat(of("""
                    securityContext: {sysctls: [{name: net/ipv4/conf/eth0.1/arp_ignore, value: "1"}]}
                    containers: [{name: app, image: nginx}]
                    """).sysctls().known().orElseThrow()).containsKey("net.ipv4.conf.eth0/1.arp_ignore");
        }

        @Test
        void givesAPodUnderTheHostsNetworkEveryPortAndATemplateNone() {
            String spec = "{hostNetwork: true, containers: [{name: app, image: nginx, ports: [{containerPort: 80}]}]}";

            assertThat(of(spec).hostPorts().is(Set.of(new HostPort(80, "TCP")))).isTrue();
            assertThat(ofPod(Target.DEFAULT, Map.of(), """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web}
                    spec: {template: {spec: %s}}
                    """.formatted(spec))
                            .hostPorts()
                            .is(Set.of()))
                    .isTrue();
        }

        @Test
        void ofProcessesGoesFromTheContainerToTheNode() {
            assertThat(of("containers: [{name: app, image: nginx}]")
                            .processNamespace()
                            .is(ProcessNamespace.CONTAINER))
                    .isTrue();
            assertThat(of("{shareProcessNamespace: true, containers: [{name: app, image: nginx}]}")
                            .processNamespace()
                            .is(ProcessNamespace.POD))
                    .isTrue();
            assertThat(of("{hostPID: true, containers: [{name: app, image: nginx}]}")
                            .processNamespace()
                            .is(ProcessNamespace.NODE))
                    .isTrue();
        }

        @Test
        void ofTheTokenIsThePodsChoiceBeforeTheAccounts() {
            ServiceAccounts accounts = new ServiceAccounts();
            accounts.add(Optional.empty(), "web", flag(false));
            String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {serviceAccountName: %s%s,"
                    + " containers: [{name: app, image: nginx}]}\n";

            assertThat(ofPod(accounts, pod.formatted("other", ""))
                            .serviceAccountToken()
                            .is(true))
                    .isTrue();
            assertThat(ofPod(accounts, pod.formatted("web", ""))
                            .serviceAccountToken()
                            .is(false))
                    .isTrue();
            assertThat(ofPod(accounts, pod.formatted("web", ", automountServiceAccountToken: true"))
                            .serviceAccountToken()
                            .is(true))
                    .isTrue();
        }

        @Test
        void ofVolumesSaysWhichCanBeWritten() {
            assertThat(of("""
                    containers:
                    - name: app
                      image: nginx
                      volumeMounts:
                      - {name: a, mountPath: /a}
                      - {name: b, mountPath: /b, readOnly: true, mountPropagation: HostToContainer}
                      - {name: c, mountPath: /c}
                      - {name: d, mountPath: /d}
                    volumes:
                    - {name: a}
                    - {name: b, hostPath: {path: /var/log}}
                    - {name: c, configMap: {name: conf}}
                    - {name: d, persistentVolumeClaim: {claimName: data}}
                    """).volumes().known().orElseThrow())
                    .containsExactly(
                            new VolumeAccess("a", "emptyDir", "", "/a", true, "None"),
                            new VolumeAccess("b", "hostPath", "/var/log", "/b", false, "HostToContainer"),
                            new VolumeAccess("c", "configMap", "conf", "/c", false, "None"),
                            new VolumeAccess("d", "persistentVolumeClaim", "data", "/d", true, "None"));
        }

        @Test
        void ofMemoryFallsBackToThePodsLimit() {
            String spec = "{resources: {limits: {memory: 1Gi}}, containers: [{name: app, image: nginx}]}";
            Target older = new Target(ContainerRuntime.CONTAINERD2, 33, false, Optional.empty());

            assertThat(of(spec).limits().known().orElseThrow().memory().map(Quantity::text))
                    .contains("1Gi");
            assertThat(of(older, spec).limits().known().orElseThrow().memory()).isEmpty();
        }
    }

    @Test
    void isNotKnownWhereAnotherPodIsOnlyChanged() {
        Privileges p = ofPod(Target.DEFAULT, Map.of(), """
                apiVersion: monitoring.coreos.com/v1
                kind: Prometheus
                metadata: {name: k8s}
                spec:
                  containers:
                  - {name: prometheus, securityContext: {privileged: true}}
                """);

        assertThat(p.privileged().is(true)).isTrue();
        assertThat(p.readOnlyRootFilesystem()).isEqualTo(new Unknown<Boolean>(Missing.manifest()));
        assertThat(p.hostNetwork()).isEqualTo(new Unknown<Boolean>(Missing.manifest()));
    }

    private static Target runtime(ContainerRuntime runtime) {
        return new Target(runtime, Target.NEWEST_KUBERNETES, false, Optional.empty());
    }

    private static int line(Value<?> value) {
        return ((Origin.Manifest) ((Known<?>) value).origin()).node().location().line();
    }

    private static KubeNode flag(boolean value) {
        return document("v: " + value).get("v");
    }

    private static Privileges of(String podSpec) {
        return of(Target.DEFAULT, podSpec);
    }

    private static Privileges of(Target target, String podSpec) {
        return ofPod(target, Map.of(), pod(podSpec));
    }

    private static Privileges of(Target target, ImageFacts nginx, String podSpec) {
        return ofPod(target, Map.of("docker.io/library/nginx:latest", nginx), pod(podSpec));
    }

    private static String pod(String podSpec) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + podSpec.indent(2);
    }

    private static Privileges ofPod(Target target, Map<String, ImageFacts> images, String manifest) {
        Workload workload = workload(manifest);
        return new Grants(
                        target,
                        reference -> Optional.ofNullable(images.get(ImageName.normalised(reference))),
                        new ServiceAccounts())
                .of(workload, workload.containers().getFirst());
    }

    private static Privileges ofPod(ServiceAccounts accounts, String manifest) {
        Workload workload = workload(manifest);
        return new Grants(Target.DEFAULT, Grants::unknown, accounts)
                .of(workload, workload.containers().getFirst());
    }

    private static Workload workload(String manifest) {
        SourceText source = SourceText.of("pod.yaml", manifest);
        Document document = YamlReader.documents(source).iterator().next();
        return Workloads.of(Manifest.of(source, (Document.Parsed) document).getFirst())
                .getFirst();
    }

    private static KubeNode document(String text) {
        SourceText source = SourceText.of("pod.yaml", text);
        Document document = YamlReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }
}
