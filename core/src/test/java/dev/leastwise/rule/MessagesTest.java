package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.rule.RuleInfo.Example;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What single rules say, word for word, where it depends on more than that they speak. */
class MessagesTest {

    private static final String NGINX = "docker.io/library/nginx:latest";
    private static final ImageFacts USER_101 =
            new ImageFacts("nginx", List.of(new PasswdEntry("nginx", 101, 0)), List.of());
    private static final String BARE = "containers: [{name: app, image: nginx}]";

    @Nested
    class OfImages {

        private final FileCapabilities binds =
                new FileCapabilities(CapabilitySet.of(Capability.NET_BIND_SERVICE), CapabilitySet.NONE, true, 0);
        private final ImageFacts dns =
                ImageFacts.of(ImageConfig.ofUser("101").starting("/dns").in("/srv", "/data", "/cache"));
        private final ImageFile program = ImageFile.regular("/dns", 0755, 0, 0).with(binds);

        @Test
        void sayWhyAProgramIsNotExecuted() {
            assertThat(said("entrypoint-refused", pod("""
                    containers: [{name: app, image: nginx, securityContext: {capabilities: {drop: [ALL]}}}]
                    """).with(NGINX, dns, program)))
                    .containsExactly("5 high: container \"app\" does not start: /dns has file capabilities"
                            + " (cap_net_bind_service=ep), and the container has no NET_BIND_SERVICE");
            assertThat(said("entrypoint-refused", pod(BARE).with(NGINX, dns, ImageFile.folder("/srv", 0755, 0, 0))))
                    .containsExactly(
                            "5 high: container \"app\" does not start: \"/dns\" is not in the image: there is no"
                                    + " /dns");
            assertThat(said("entrypoint-refused", pod("""
                    securityContext: {runAsNonRoot: true, runAsUser: 0} # the kubelet refuses it first
                    containers: [{name: app, image: nginx}]
                    """).with(NGINX, dns, ImageFile.folder("/srv", 0755, 0, 0))))
                    .isEmpty();
        }

        /** Without it the program would not be executed. */
        @Test
        void leaveACapabilityThatTheProgramAsksFor() {
            Example added = pod("""
                    containers:
                    - name: app
                      image: nginx
                      securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
                    """);
            assertThat(said("ineffective-capability", added.with(NGINX, dns, program)))
                    .isEmpty();
            assertThat(said("ineffective-capability", added.with(NGINX, dns, ImageFile.regular("/dns", 0755, 0, 0))))
                    .hasSize(1);
        }

        @Test
        void nameWhatRaisesPrivileges() {
            List<ImageFile> files = new ArrayList<>();
            for (int i = 1; i < 7; i++) files.add(ImageFile.regular("/bin/p" + i, 04755, 0, 0));
            files.add(ImageFile.regular("/a/wall", 02755, 0, 5));
            files.add(ImageFile.regular("/a/x", 0755, 0, 0).with(binds));
            assertThat(said("setuid-programs", pod(BARE).with(NGINX, dns, files.toArray(ImageFile[]::new))))
                    .containsExactly(
                            "5 info: whoever is in container \"app\" can raise privileges by /a/wall (setgid 5),"
                                    + " /a/x (cap_net_bind_service=ep), /bin/p1 (setuid 0), /bin/p2 (setuid 0), /bin/p3 (setuid"
                                    + " 0) and 3 more");
        }

        @Test
        void sayWhyAPathCannotBeWritten() {
            ImageFile[] files = {program, ImageFile.folder("/srv", 0755, 101, 0), ImageFile.folder("/data", 0750, 0, 0)
            };
            assertThat(said("image-path-not-writable", pod(BARE).with(NGINX, dns, files)))
                    .containsExactlyInAnyOrder(
                            "5 medium: container \"app\" cannot write the image's volume /data: it is of uid 0 and gid 0,"
                                    + " mode 0750",
                            "5 medium: container \"app\" cannot write the image's volume /cache: it is of uid 0 and gid 0,"
                                    + " mode 0755");
            assertThat(said("image-path-not-writable", pod("""
                    containers:
                    - name: app
                      image: nginx
                      workingDir: /data/deep
                      securityContext: {readOnlyRootFilesystem: true, runAsUser: 0, capabilities: {drop: [ALL]}}
                      volumeMounts: [{name: a, mountPath: /data/}]
                    """).with(NGINX, dns, files)))
                    .isEmpty();
            assertThat(said("image-path-not-writable", pod("""
                    containers:
                    - {name: app, image: nginx, securityContext: {readOnlyRootFilesystem: true, runAsUser: 0}}
                    """).with(NGINX, dns, files)))
                    .containsExactly(
                            "6 medium: container \"app\" cannot write its working directory /srv: the root file"
                                    + " system is read-only");
        }
    }

    @Nested
    class OfUsers {

        @Test
        void nameTheFieldOrTheImageThatDecides() {
            String written = "containers: [{name: app, image: nginx, securityContext: {runAsUser: 33}}]";
            assertThat(said("low-uid", pod(written)))
                    .containsExactly(
                            "5 info: runAsUser: 33 gives container \"app\" a uid that hosts use for services of"
                                    + " their own");
            assertThat(said("low-uid", pod(BARE).with(NGINX, USER_101)))
                    .containsExactly("5 info: the image's uid 101 gives container \"app\" a uid that hosts use for"
                            + " services of their own");
            assertThat(said("non-root-not-enforced", pod(written)))
                    .containsExactly("5 low: nothing but runAsUser: 33 keeps container \"app\" from running as root");
            assertThat(said("non-root-not-enforced", pod(BARE).with(NGINX, USER_101)))
                    .containsExactly("5 low: nothing but the image keeps container \"app\" from running as root");
            assertThat(said("root-group", pod(BARE).with(NGINX, USER_101)))
                    .containsExactly("5 low: the image makes root the group of container \"app\"");
        }

        @Test
        void nameTheStrongerSettingOfThePod() {
            assertThat(said("root-group", pod("""
                    securityContext: {runAsUser: 1000, runAsGroup: 1000, supplementalGroupsPolicy: Strict}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsGroup: 0}}
                    """)))
                    .containsExactly("7 low: runAsGroup: 0 makes root the group of container \"app\" although the pod"
                            + " sets 1000");
            assertThat(said("root-group", pod("""
                    securityContext: {runAsUser: 1000, runAsGroup: 0, supplementalGroupsPolicy: Strict}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsGroup: 0}}
                    """)))
                    .containsExactly("7 low: runAsGroup: 0 makes root the group of container \"app\"");
            assertThat(said("non-root-not-enforced", pod("""
                    securityContext: {runAsNonRoot: true}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: 1000, runAsNonRoot: false}}
                    """)))
                    .containsExactly("7 low: nothing but runAsUser: 1000 keeps container \"app\" from running as root:"
                            + " runAsNonRoot is false although the pod sets true");
            assertThat(said("selinux-type", pod("""
                    securityContext: {seLinuxOptions: {type: container_t}}
                    containers:
                    - {name: app, image: nginx, securityContext: {seLinuxOptions: {type: spc_t}}}
                    """)))
                    .containsExactly(
                            "7 medium: the SELinux type of container \"app\" is \"spc_t\" although the pod sets"
                                    + " \"container_t\"");
            assertThat(said("unconfined-apparmor", pod("""
                    securityContext: {appArmorProfile: {type: RuntimeDefault}}
                    containers:
                    - {name: app, image: nginx, securityContext: {appArmorProfile: {type: Unconfined}}}
                    """)))
                    .containsExactly("7 medium: AppArmor is turned off for container \"app\" although the pod sets"
                            + " \"RuntimeDefault\"");
        }

        @Test
        void nameNoSettingOfThePodThatIsAsWeak() {
            assertThat(said("selinux-type", pod("""
                    securityContext: {seLinuxOptions: {type: unconfined_t}}
                    containers:
                    - {name: app, image: nginx, securityContext: {seLinuxOptions: {type: spc_t}}}
                    """)))
                    .containsExactly("7 medium: the SELinux type of container \"app\" is \"spc_t\"");
            assertThat(said("unconfined-apparmor", pod("""
                    securityContext: {appArmorProfile: {type: Unconfined}}
                    containers:
                    - {name: app, image: nginx, securityContext: {appArmorProfile: {type: Unconfined}}}
                    """)))
                    .containsExactly("7 medium: AppArmor is turned off for container \"app\"");
        }

        @Test
        void callTheAdministratorOfWindowsByName() {
            String pod = """
                    os: {name: windows}
                    securityContext: {windowsOptions: {runAsUserName: %s}}
                    containers: [{name: app, image: iis}]
                    """;
            assertThat(said("non-root-not-enforced", pod(pod.formatted("ContainerUser"))))
                    .containsExactly("7 low: nothing but runAsUserName: \"ContainerUser\" keeps container \"app\" from"
                            + " running as administrator");
            assertThat(said("non-root-not-enforced", pod(pod.formatted("ContainerAdministrator"))))
                    .containsExactly("7 medium: nothing keeps container \"app\" from running as administrator");
        }
    }

    @Nested
    class OfConfinement {

        @Test
        void followTheVersionThatPodSecurityTookTheEnginesTypeIn() {
            Example engine = pod("""
                    securityContext: {seLinuxOptions: {type: container_engine_t}}
                    containers: [{name: app, image: nginx}]
                    """);
            assertThat(said("selinux-type", engine.under(Target.DEFAULT.at(31))))
                    .isEmpty();
            assertThat(said("selinux-type", engine.under(Target.DEFAULT.at(30))))
                    .containsExactly("5 medium: the SELinux type of container \"app\" is \"container_engine_t\"");
        }

        @Test
        void sayWhatAProgramMayGain() {
            assertThat(said("allow-privilege-escalation", pod(BARE)))
                    .containsExactly("5 medium: programs in container \"app\" may gain privileges:"
                            + " allowPrivilegeEscalation is not set");
            assertThat(said("allow-privilege-escalation", pod("""
                    containers: [{name: app, image: nginx, securityContext: {allowPrivilegeEscalation: true}}]
                    """)))
                    .containsExactly("5 medium: programs in container \"app\" may gain privileges:"
                            + " allowPrivilegeEscalation is true");
        }

        @Test
        void sayWhetherAKubeletCouldAllowASysctl() {
            assertThat(said("unsafe-sysctl", pod("""
                    securityContext:
                      sysctls:
                      - {name: vm.max_map_count, value: "1"}
                      - {name: net.core.somaxconn, value: "1"}
                    containers: [{name: app, image: nginx}]
                    """)))
                    .containsExactly(
                            "7 medium: sysctl \"vm.max_map_count\" is the whole node's, and no kubelet can allow it to a"
                                    + " pod",
                            "8 medium: sysctl \"net.core.somaxconn\" is outside the kubelet's safe list of Kubernetes"
                                    + " v1.37");
        }

        @Test
        void sayWhatConfinesADangerousCapability() {
            Example pod = pod("""
                    hostUsers: false
                    containers:
                    - {name: app, image: nginx, securityContext: {capabilities: {add: [SYS_ADMIN]}}}
                    """);
            assertThat(findings("dangerous-capability", pod))
                    .singleElement()
                    .extracting(Finding::why)
                    .asString()
                    .endsWith(" The pod's user namespace confines it to what that namespace owns.");
        }

        @Test
        void sayWhichRuntimesCreateNoContainerForAnUnknownCapability() {
            Example pod = pod("""
                    containers:
                    - {name: app, image: nginx, securityContext: {capabilities: {drop: [NET_RAWW], add: [CHOWNN]}}}
                    """);
            assertThat(said("ineffective-capability", pod.under(Target.DEFAULT.on(ContainerRuntime.CRI_O))))
                    .containsExactly("""
                            6 medium: CRI-O does not create container "app": it knows no capability "NET_RAWW\"""", """
                            6 low: CRI-O does not create container "app": it knows no capability "CHOWNN\"""");
            assertThat(said("ineffective-capability", pod)).containsExactly("""
                            6 medium: "NET_RAWW" drops nothing in container "app": there is no such capability""", """
                            6 low: "CHOWNN" adds nothing in container "app": there is no such capability""");
        }
    }

    @Nested
    class OfUnknownUsers {

        @Test
        void takeNoneForConfinedThatMayBeRoot() {
            assertThat(said("dangerous-capability", pod("""
                    containers:
                    - name: app
                      image: nginx
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}
                    """)))
                    .containsExactly("8 critical: \"SYS_ADMIN\" is added to container \"app\"");
        }

        @Test
        void sayOfAPatchedPodWhatItSets() {
            String patch = """
                    apiVersion: monitoring.coreos.com/v1
                    kind: Prometheus
                    metadata: {name: k8s}
                    spec:
                      containers:
                      - {name: prometheus, securityContext: {runAsNonRoot: false}}
                    """;
            assertThat(said("non-root-not-enforced", bad(Severity.INFO, patch)))
                    .containsExactly("6 medium: runAsNonRoot: false lets the image or runAsUser make root the user of"
                            + " container \"prometheus\"");
            assertThat(said("non-root-not-enforced", pod("""
                    containers: [{name: app, image: nginx, securityContext: {runAsUser: "1000"}}]
                    """))).isEmpty();
        }

        @Test
        void keepTwoLinesOfThePodApart() {
            assertThat(said("root-group", pod("""
                    securityContext:
                      runAsUser: 1000
                      runAsGroup: 0
                      supplementalGroups: [0]
                      supplementalGroupsPolicy: Strict
                    containers: [{name: one, image: nginx}, {name: two, image: nginx}]
                    """))).containsExactly("""
                            7 low: runAsGroup: 0 makes root the group of containers "one", "two\"""", """
                            8 low: supplementalGroups adds the group root to containers "one", "two\"""");
        }

        @Test
        void findNothingWhereAPrefixedNameIsDroppedByItsOwnToo() {
            assertThat(said("ineffective-capability", pod("""
                    containers: [{name: app, image: nginx, securityContext: {capabilities: {drop: [CAP_NET_RAW, NET_RAW]}}}]
                    """))).isEmpty();
        }
    }

    @Nested
    class OfPorts {

        @Test
        void areOfThoseThatThereAre() {
            assertThat(said("host-port", pod("""
                    containers:
                    - name: app
                      image: nginx
                      ports:
                      - {containerPort: 80, hostPort: 0}
                      - {containerPort: 80, hostPort: 1}
                      - {containerPort: 80, hostPort: 65535}
                      - {containerPort: 80, hostPort: 65536}
                    """)))
                    .containsExactly(
                            "10 low: container \"app\" asks for port 1 of the node",
                            "11 low: container \"app\" asks for port 65535 of the node");
        }
    }

    @Nested
    class OfTokens {

        @Test
        void nameTheAudience() {
            assertThat(said("service-account-token", pod("""
                    automountServiceAccountToken: false
                    containers:
                    - {name: app, image: nginx, volumeMounts: [{name: token, mountPath: /token}]}
                    volumes:
                    - name: token
                      projected:
                        sources:
                        - serviceAccountToken: {path: vault, audience: vault}
                        - serviceAccountToken: {path: api}
                    """)))
                    .containsExactly(
                            "12 info: volume \"token\" has the token of service account \"default\" for \"vault\"",
                            "13 info: volume \"token\" has the token of service account \"default\" for the API"
                                    + " server");
        }

        @Test
        void leaveTheAccountOfATektonTaskToItsRun() {
            assertThat(said("service-account-token", bad(Severity.INFO, """
                    apiVersion: tekton.dev/v1
                    kind: Task
                    metadata: {name: build}
                    spec:
                      steps: [{name: build, image: busybox}]
                    """))).isEmpty();
        }
    }

    @Nested
    class OfKubelets {

        @Test
        void askForAppArmorWhereAnyContainerNamesAProfile() {
            Example pod = bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: web
                      annotations:
                        container.apparmor.security.beta.kubernetes.io/old: localhost/web
                        container.apparmor.security.beta.kubernetes.io/open: unconfined
                        container.apparmor.security.beta.kubernetes.io/default: runtime/default
                    spec:
                      containers:
                      - {name: own, image: nginx, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: web}}}
                      - {name: off, image: nginx, securityContext: {appArmorProfile: {type: Unconfined}}}
                      - {name: old, image: nginx}
                      - {name: open, image: nginx}
                      - {name: default, image: nginx}
                    """);
            String refusal =
                    "the kubelet refuses the pod: Cannot enforce AppArmor: AppArmor is not enabled on the host";
            Target selinux = Target.DEFAULT.with(Lsm.SELINUX);

            assertThat(said("refused-by-kubelet", pod.under(selinux)))
                    .containsExactly("6 high: " + refusal, "8 high: " + refusal, "11 high: " + refusal);
            assertThat(said("refused-by-kubelet", pod.under(selinux.at(30)))).hasSize(3);
            assertThat(said("refused-by-kubelet", pod.under(selinux.at(29))))
                    .containsExactly("6 high: " + refusal, "8 high: " + refusal);
            assertThat(said("refused-by-kubelet", pod.under(Target.DEFAULT.with(Lsm.APPARMOR))))
                    .isEmpty();
            assertThat(said("refused-by-kubelet", pod)).isEmpty();
        }

        @Test
        void refuseTheAdministratorThatTheImageNames() {
            Example pod = pod("""
                    os: {name: windows}
                    securityContext: {runAsNonRoot: true}
                    containers: [{name: app, image: nginx}]
                    """);
            assertThat(said(
                            "refused-by-kubelet",
                            pod.with(NGINX, new ImageFacts("ContainerAdministrator", List.of(), List.of()))))
                    .containsExactly("6 high: the kubelet refuses container \"app\": container's runAsUser"
                            + " (ContainerAdministrator) which will be regarded as root identity and will break non-root"
                            + " policy");
            assertThat(said(
                            "refused-by-kubelet",
                            pod.with(NGINX, new ImageFacts("ContainerUser", List.of(), List.of()))))
                    .isEmpty();
        }

        @Test
        void takeTheUidsOfImagesThatAreInRange() {
            Example pod = pod("{securityContext: {runAsNonRoot: true}, containers: [{name: app, image: nginx}]}");
            for (String uid : List.of("1", "2147483647")) {
                assertThat(said("refused-by-kubelet", pod.with(NGINX, new ImageFacts(uid, List.of(), List.of()))))
                        .isEmpty();
            }
            for (String uid : List.of("0", "2147483648", "-1")) {
                assertThat(said("refused-by-kubelet", pod.with(NGINX, new ImageFacts(uid, List.of(), List.of()))))
                        .hasSize(1);
            }
        }

        @Test
        void keepToTheVersion() {
            Example pod = pod("""
                    hostUsers: false
                    hostNetwork: true
                    securityContext: {supplementalGroupsPolicy: Strict, sysctls: [{name: net.core.somaxconn, value: "1"}]}
                    containers: [{name: app, image: nginx}]
                    """);
            Target old = Target.DEFAULT.on(ContainerRuntime.CONTAINERD1_7);
            String hostUsers =
                    "5 high: the kubelet refuses the pod: can't set `spec.hostUsers: false`, runtime does not"
                            + " support user namespaces";
            String strict =
                    "7 high: the kubelet refuses the pod: SupplementalGroupsPolicy=Strict is not supported in this node";
            String sysctl = "7 high: the kubelet refuses the pod: forbidden sysctl: \"net.core.somaxconn\" not allowed"
                    + " with host net enabled";
            assertThat(said("refused-by-kubelet", pod.under(old.at(33)))).containsExactly(hostUsers, strict);
            assertThat(said("refused-by-kubelet", pod.under(old.at(32)))).isEmpty();
            assertThat(said("refused-by-kubelet", pod.under(old.at(29)))).isEmpty();
            assertThat(said("refused-by-kubelet", pod.under(old.at(28)))).containsExactly(sysctl);
        }
    }

    @Nested
    class OfWriting {

        @Test
        void sayWhichTypeAFieldTakes() {
            assertThat(findings("wrong-type", pod("""
                    activeDeadlineSeconds: soon
                    nodeSelector: {disk: true}
                    tolerations: {key: web}
                    hostNetwork: "true"
                    securityContext: none
                    containers:
                    - name: app
                      image: 5
                      args: [a, true]
                      resources: {limits: {memory: {}}}
                      livenessProbe: {httpGet: {port: {}}}
                    """)))
                    .extracting(MessagesTest::withRemedy)
                    .containsExactly("""
                    5: json: cannot unmarshal string into Go struct field PodSpec.spec.activeDeadlineSeconds of type int64 -> write a whole number, without quotes""", """
                    6: json: cannot unmarshal bool into Go struct field PodSpec.spec.nodeSelector of type string -> write a string, in quotes""", """
                    7: json: cannot unmarshal object into Go struct field PodSpec.spec.tolerations of type []v1.Toleration -> write a list""", """
                    8: json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool -> write true or false, without quotes""", """
                    9: json: cannot unmarshal string into Go struct field PodSpec.spec.securityContext of type v1.PodSecurityContext -> write a mapping of fields""", """
                    12: json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string -> write a string, in quotes""", """
                    13: json: cannot unmarshal bool into Go struct field Container.spec.containers.args of type string -> write a string, in quotes""", """
                    14: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' -> write a quantity such as 500m or 128Mi""", """
                    15: json: cannot unmarshal object into Go struct field HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32 -> write a whole number or a string""");
        }

        @Test
        void sayWhichTypeMetadataTake() {
            assertThat(findings("wrong-type", bad(Severity.HIGH, """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web}
                    spec:
                      template:
                        metadata:
                          annotations: []
                          labels: {tier: 1}
                          creationTimestamp: 5
                          finalizers: [5]
                        spec: {containers: [{name: app, image: nginx}]}
                    """)))
                    .extracting(finding -> finding.at().line() + " -> " + finding.remedy())
                    .containsExactly("""
                            7 -> write a mapping""", """
                            8 -> write a string, in quotes""", """
                            9 -> write a time such as "2026-01-31T12:00:00Z\"""", """
                            10 -> write a string, in quotes""");
        }

        @Test
        void sayInOurWordsWhatOtherControllersWouldRefuse() {
            assertThat(said("wrong-type", bad(Severity.HIGH, """
                    apiVersion: argoproj.io/v1alpha1
                    kind: Rollout
                    metadata: {name: web}
                    spec:
                      template:
                        spec:
                          securityContext: []
                          containers:
                          - name: app
                            image: nginx
                            command: sh
                            args: [true]
                            resources: {limits: {memory: []}}
                            livenessProbe: {httpGet: {port: []}}
                    """))).containsExactly("""
                            7 high: "securityContext" takes a mapping of fields""", """
                            11 high: "command" takes a list, not "sh\"""", """
                            12 high: an item of "args" takes a string, in quotes, not "true\"""", """
                            13 high: "memory" takes a quantity such as 500m or 128Mi""", """
                            14 high: "port" takes a whole number or a string""");
        }

        @Test
        void sayInOurWordsWhatNoApiServerDecodesToday() {
            assertThat(said("wrong-type", bad(Severity.HIGH, """
                    apiVersion: extensions/v1beta1
                    kind: Deployment
                    metadata: {name: web}
                    spec:
                      template: {spec: {containers: [{name: app, image: nginx, securityContext: {runAsUser: "1"}}]}}
                    """)))
                    .containsExactly("5 high: \"runAsUser\" takes a whole number, without quotes, not \"1\"");
        }

        @Test
        void sayWhatAPodsSecurityContextLacks() {
            assertThat(said("misplaced-setting", pod("""
                    securityContext: {capabilities: {drop: [ALL]}, privileged: false}
                    containers: [{name: app, image: nginx}]
                    """))).containsExactly("""
                            5 high: "capabilities" has no effect here: a pod's security context has no capabilities, and it belongs in every container, at spec.containers[0].securityContext.capabilities""", """
                            5 high: "privileged: false" has no effect here: it belongs in every container, at spec.containers[0].securityContext.privileged""");
        }

        @Test
        void sayWhatTheKeyThatCountsHolds() {
            assertThat(said("duplicate-key", pod("""
                    containers:
                    - name: app
                      image: nginx
                      image: redis
                      tty: true
                      tty: true
                      env: []
                      env: [{name: A, value: b}]
                    """))).containsExactly("""
                            7 medium: "image: nginx" has no effect: the key is written again as "redis", and the last one counts""", """
                            9 medium: "tty: true" is written twice""", """
                            11 medium: "env" has no effect: the key is written again, and the last one counts""");
        }

        @Test
        void sayWhetherWhatIsMeantIsOfSecurity() {
            assertThat(said("unknown-setting", pod("""
                    colour: green
                    previleged: true
                    containers: [{name: app, image: nginx, tyt: true}]
                    """))).containsExactly("""
                            5 low: "colour: green" has no effect: Kubernetes knows no such field here""", """
                            6 high: "previleged: true" has no effect: Kubernetes knows no such field; "privileged" is probably meant, which belongs at spec.containers[0].securityContext.privileged""", """
                            7 low: "tyt: true" has no effect: Kubernetes knows no such field; "tty" is probably meant""");
            assertThat(said("unknown-setting", pod("""
                    securityContext: {supplementalGroupsPolicy: Strict, seLinuxChangePolicy: Recursive}
                    resources: {limits: {memory: 1Gi}}
                    containers: [{name: app, image: nginx}]
                    """).under(Target.DEFAULT.at(30))))
                    .containsExactly("""
                            5 high: "supplementalGroupsPolicy: Strict" has no effect: Kubernetes knows the field since v1.31, and v1.30 is the target""", """
                            5 high: "seLinuxChangePolicy: Recursive" has no effect: Kubernetes knows the field since v1.32, and v1.30 is the target""", """
                            6 low: "resources" has no effect: Kubernetes knows the field since v1.32, and v1.30 is the target""");
        }
    }

    private static String withRemedy(Finding finding) {
        return finding.at().line() + ": " + finding.message() + " -> " + finding.remedy();
    }

    private static Example pod(String spec) {
        return bad(Severity.INFO, "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + spec.indent(2));
    }

    private static List<String> said(String rule, Example example) {
        return findings(rule, example).stream()
                .map(finding -> finding.at().line() + " " + finding.severity().id() + ": " + finding.message())
                .toList();
    }

    private static List<Finding> findings(String rule, Example example) {
        return RulesTest.judge(Rules.named(rule).orElseThrow(), example);
    }
}
