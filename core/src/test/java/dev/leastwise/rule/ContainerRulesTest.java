package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import dev.leastwise.kube.Contents;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the rules for users, capabilities and confinement say together: one finding for each cause. */
class ContainerRulesTest {

    private static final List<Rule> RULES = List.of(
            new Privileged(),
            new RootUser(),
            new NonRootNotEnforced(),
            new RootGroup(),
            new LowUid(),
            new WritableRootFilesystem(),
            new AllowPrivilegeEscalation(),
            new DefaultCapabilities(),
            new DangerousCapability(),
            new IneffectiveCapability(),
            new UnconfinedSeccomp(),
            new UnconfinedAppArmor(),
            new SeLinuxType(),
            new UnmaskedProc());

    private static final String HARDENED = """
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
              runAsGroup: 1000
              supplementalGroupsPolicy: Strict
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: app
              image: nginx
              securityContext:
                readOnlyRootFilesystem: true
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
            """;

    @Nested
    class Together {

        @Test
        void areSilentOnTheHardened() {
            assertThat(found(HARDENED)).isEmpty();
        }

        @Test
        void sayNothingAboveInfoOfAPortAndAGroupThatTheImageMayGive() {
            String pod = HARDENED.replace("supplementalGroupsPolicy: Strict", "fsGroup: 2000")
                    .replace("drop: [ALL]", "drop: [ALL], add: [NET_BIND_SERVICE]");

            assertThat(found(pod)).containsExactlyInAnyOrder("INFO root-group", "INFO ineffective-capability");
        }

        @Test
        void sayNothingAboveInfoOfAUserNamespaceInWhichPodSecurityAsksForNoUser() {
            String pod = "hostUsers: false\n" + HARDENED.replace("  runAsNonRoot: true\n", "");

            assertThat(found(pod)).containsExactly("INFO non-root-not-enforced");
        }

        @Test
        void sayOfTheBareContainerWhatItIsGrantedByDefault() {
            assertThat(found("containers: [{name: app, image: nginx}]"))
                    .containsExactlyInAnyOrder(
                            "MEDIUM non-root-not-enforced",
                            "INFO root-group",
                            "MEDIUM writable-root-filesystem",
                            "MEDIUM allow-privilege-escalation",
                            "MEDIUM default-capabilities",
                            "MEDIUM unconfined-seccomp");
        }

        @Test
        void leaveToPrivilegedWhatItOpens() {
            assertThat(found("""
                    hostUsers: false
                    securityContext: {runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, supplementalGroupsPolicy: Strict}
                    containers:
                    - name: app
                      image: nginx
                      securityContext:
                        privileged: true
                        readOnlyRootFilesystem: true
                        procMount: Unmasked
                        seccompProfile: {type: Unconfined}
                        appArmorProfile: {type: Unconfined}
                        seLinuxOptions: {type: spc_t}
                        capabilities: {add: [SYS_ADMIN, CAP_CHOWN], drop: [all, CAP_NET_RAW]}
                    """)).containsExactly("CRITICAL privileged");
        }

        @Test
        void leaveRootBesideRunAsNonRootToTheKubelet() {
            assertThat(found(HARDENED.replace("runAsUser: 1000", "runAsUser: 0")))
                    .isEmpty();
        }

        @Test
        void sayOnceThatAKnownRootIsRoot() {
            String pod = HARDENED.replace("runAsNonRoot: true", "runAsNonRoot: false")
                    .replace("runAsUser: 1000", "runAsUser: 0");

            assertThat(found(pod)).containsExactly("HIGH root-user");
        }

        @Test
        void sayOnceThatAllCapabilitiesAreAdded() {
            String pod = HARDENED.replace("drop: [ALL]", "add: [ALL, NET_ADMIN, CHOWN], drop: [NET_RAW]")
                    .replace("runAsNonRoot: true", "runAsNonRoot: false")
                    .replace("runAsUser: 1000", "runAsUser: 0");

            assertThat(found(pod)).containsExactlyInAnyOrder("HIGH root-user", "CRITICAL dangerous-capability");
        }

        @Test
        void tellWhatIsAddedFromWhatIsKept() {
            assertThat(found(HARDENED.replace("drop: [ALL]", "add: [SYS_ADMIN]")))
                    .containsExactlyInAnyOrder("HIGH dangerous-capability", "LOW default-capabilities");
        }

        @Test
        void judgeADangerousCapabilityByWhatItOpensAndNotByItsUse() {
            assertThat(found(HARDENED.replace("drop: [ALL]", "drop: [ALL], add: [SYS_ADMIN, CHOWN]")))
                    .containsExactlyInAnyOrder("HIGH dangerous-capability", "LOW ineffective-capability");
        }

        @Test
        void leaveTheSpellingThatTheApiServerRefusesToIt() {
            assertThat(found(HARDENED.replace("drop: [ALL]", "drop: [ALL], add: [CAP_SYS_ADMIN]")))
                    .isEmpty();
        }

        @Test
        void leaveHostProcessesOfWindowsToTheirOwnRule() {
            assertThat(found("""
                    os: {name: windows}
                    hostNetwork: true
                    securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}}
                    containers: [{name: app, image: agent}]
                    """)).isEmpty();
        }

        @Test
        void judgeWhatAPartialPodSetsAndNotWhatItLeavesOut() {
            assertThat(found("""
                    containers:
                    - name: app
                      securityContext:
                        allowPrivilegeEscalation: true
                        capabilities: {add: [SYS_PTRACE]}
                    """))
                    .containsExactlyInAnyOrder("MEDIUM allow-privilege-escalation", "HIGH dangerous-capability");
        }
    }

    @Nested
    class Messages {

        @Test
        void nameAllContainersThatALineOfThePodDecidesFor() {
            Finding finding = only(new RootUser(), """
                    securityContext: {runAsUser: 0}
                    initContainers: [{name: setup, image: busybox}]
                    containers: [{name: app, image: nginx}]
                    """);

            assertThat(finding.message())
                    .isEqualTo("runAsUser: 0 makes root the user of containers \"setup\", \"app\"");
            assertThat(finding.container()).isEmpty();
            assertThat(finding.path()).isEqualTo("spec.securityContext.runAsUser");
        }

        @Test
        void nameTheStrongerSettingOfThePodThatAContainerReplaces() {
            Finding user = only(new RootUser(), """
                    securityContext: {runAsUser: 1000}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: 0}}
                    """);
            Finding seccomp = only(new UnconfinedSeccomp(), """
                    securityContext: {seccompProfile: {type: RuntimeDefault}}
                    containers:
                    - {name: app, image: nginx, securityContext: {seccompProfile: {type: Unconfined}}}
                    """);

            assertThat(user.message())
                    .isEqualTo("runAsUser: 0 makes root the user of container \"app\" although the pod sets 1000");
            assertThat(user.related().stream().map(Related::message)).containsExactly("the pod's runAsUser");
            assertThat(user.related().getFirst().at().line()).isEqualTo(4);
            assertThat(seccomp.message())
                    .isEqualTo("seccomp is unconfined for container \"app\" although the pod sets \"RuntimeDefault\"");
        }

        @Test
        void sayNothingOfThePodWhereItIsAsWeak() {
            Finding finding = only(new RootUser(), """
                    securityContext: {runAsUser: 0}
                    containers:
                    - {name: app, image: nginx, securityContext: {runAsUser: 0}}
                    """);

            assertThat(finding.message()).isEqualTo("runAsUser: 0 makes root the user of container \"app\"");
            assertThat(finding.related()).isEmpty();
        }

        @Test
        void listTheDefaultCapabilitiesThatAreLeft() {
            Finding all = only(new DefaultCapabilities(), "containers: [{name: app, image: nginx}]");
            Finding some = only(new DefaultCapabilities(), """
                    containers:
                    - name: app
                      image: nginx
                      securityContext:
                        capabilities:
                          drop: [CHOWN, DAC_OVERRIDE, FSETID, FOWNER, SETGID, SETUID, SETFCAP, SETPCAP, SYS_CHROOT, AUDIT_WRITE]
                          add: [KILL]
                    """);

            assertThat(all.message()).isEqualTo("container \"app\" keeps the 14 default capabilities of containerd 2");
            assertThat(all.path()).isEqualTo("spec.containers[0].securityContext.capabilities.drop");
            assertThat(some.message())
                    .isEqualTo("container \"app\" keeps default capabilities of containerd 2:"
                            + " \"NET_BIND_SERVICE\", \"NET_RAW\", \"MKNOD\"");
        }

        @Test
        void sayWhyALineOfCapabilitiesHasNoEffect() {
            assertThat(messages(new IneffectiveCapability(), """
                    containers:
                    - name: app
                      image: nginx
                      securityContext:
                        runAsUser: 1000
                        capabilities:
                          add: [CAP_CHOWN, NET_ADMINS, SYS_TIME, KILL, NET_BIND_SERVICE, NET_BROADCAST]
                          drop: [SYS_TIME, NET-RAW, CAP_MKNOD]
                    """))
                    .containsExactly(
                            "\"CAP_CHOWN\" adds nothing in container \"app\": containerd 2 puts another CAP_ before it",
                            "\"NET_ADMINS\" adds nothing in container \"app\": there is no such capability",
                            "drop takes \"SYS_TIME\" away again from container \"app\"",
                            "\"KILL\" gives the process of container \"app\" nothing: it is not root",
                            "\"NET_BIND_SERVICE\" gives container \"app\" nothing: in this pod any process may bind any port",
                            "\"NET_BROADCAST\" gives container \"app\" nothing: the kernel never asks for it",
                            "\"NET-RAW\" drops nothing in container \"app\": there is no such capability",
                            "\"CAP_MKNOD\" drops nothing in container \"app\": containerd 2 puts another CAP_ before it");
        }

        @Test
        void sayWhatADangerousCapabilityGivesToWhom() {
            String root =
                    only(new DangerousCapability(), capability("runAsUser: 0")).why();
            String user = only(new DangerousCapability(), capability("runAsUser: 1000"))
                    .why();
            String confined = only(
                            new DangerousCapability(), capability("runAsUser: 1000, allowPrivilegeEscalation: false"))
                    .why();

            assertThat(root)
                    .isEqualTo("It sets the clock, which the node and all its pods share: expired certificates"
                            + " and tokens become valid again, and logs lie.");
            assertThat(user).startsWith(root).contains("executing a setuid program");
            assertThat(confined).startsWith(root).contains("cannot become it");
        }

        private static String capability(String others) {
            return "containers: [{name: app, image: nginx, securityContext: {" + others
                    + ", capabilities: {add: [SYS_TIME]}}}]";
        }
    }

    private static List<String> found(String podSpec) {
        return judge(RULES, podSpec).stream()
                .map(finding -> finding.severity() + " " + finding.rule())
                .toList();
    }

    private static List<String> messages(Rule rule, String podSpec) {
        return judge(List.of(rule), podSpec).stream().map(Finding::message).toList();
    }

    private static Finding only(Rule rule, String podSpec) {
        List<Finding> findings = judge(List.of(rule), podSpec);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static List<Finding> judge(List<Rule> rules, String podSpec) {
        String text = "apiVersion: v1\nkind: Pod\nspec:\n" + podSpec.indent(2);
        SourceText source = SourceText.of("pod.yaml", text);
        Judge judge = new Judge(rules, Grants.under(Target.DEFAULT));
        List<Finding> findings = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            findings.addAll(judge.judge(Contents.of(source, (Document.Parsed) document)));
        }
        return findings;
    }
}
