package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of fields that Kubernetes does not take, word for word: of the article's examples, and around them. */
class MisfitTest {

    private static final List<Rule> RULES =
            List.of(new MisplacedSetting(), new UnknownSetting(), new WrongTypeSetting(), new RefusedByApiServer());

    @Test
    void e5() throws IOException {
        assertThat(example("e5-drop-and-add.yaml")).isEqualTo("""
                22:11 high misplaced-setting, container nginx-container
                  "drop: [CHOWN, NET_RAW, SETPCAP]" has no effect here: it belongs at spec.template.spec.containers[0].securityContext.capabilities.drop
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.containers[0].securityContext.drop". A client that does not ask for strict validation gets a warning, and the line is dropped. What it was to take away stays granted.
                  move it to where it belongs; a program that starts as root and goes on as another user, as nginx does, then lacks CHOWN: run it as that user from the start
                23:11 high misplaced-setting, container nginx-container
                  "add: [NET_ADMIN]" has no effect here: it belongs at spec.template.spec.containers[0].securityContext.capabilities.add; moving it there would grant more than today: NET_ADMIN
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.containers[0].securityContext.add". A client that does not ask for strict validation gets a warning, and the line is dropped.
                  remove it: it grants nothing today, and nothing that runs can need it
                """);
    }

    @Test
    void e6() throws IOException {
        assertThat(example("e6-drop-all.yaml")).isEqualTo("""
                22:11 high misplaced-setting, container nginx-container
                  "drop: [ALL]" has no effect here: it belongs at spec.template.spec.containers[0].securityContext.capabilities.drop
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.containers[0].securityContext.drop". A client that does not ask for strict validation gets a warning, and the line is dropped. What it was to take away stays granted.
                  move it to where it belongs; a program that starts as root and goes on as another user, as nginx does, then lacks CHOWN, SETUID, SETGID: run it as that user from the start
                23:11 high misplaced-setting, container nginx-container
                  "add: [NET_BIND_SERVICE]" has no effect here: it belongs at spec.template.spec.containers[0].securityContext.capabilities.add
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.containers[0].securityContext.add". A client that does not ask for strict validation gets a warning, and the line is dropped.
                  move it to where it belongs
                """);
    }

    @Test
    void e7() throws IOException {
        assertThat(example("e7-pod-level.yaml")).isEqualTo("""
                18:9 high misplaced-setting
                  "drop: [ALL]" has no effect here: a pod's security context has no capabilities, and it belongs in every container, at spec.template.spec.containers[0].securityContext.capabilities.drop
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.securityContext.drop". A client that does not ask for strict validation gets a warning, and the line is dropped. A pod's security context has 13 fields: appArmorProfile, fsGroup, fsGroupChangePolicy, runAsGroup, runAsNonRoot, runAsUser, seLinuxChangePolicy, seLinuxOptions, seccompProfile, supplementalGroups, supplementalGroupsPolicy, sysctls, windowsOptions. What it was to take away stays granted.
                  move it to where it belongs; a program that starts as root and goes on as another user, as nginx does, then lacks CHOWN, SETUID, SETGID: run it as that user from the start
                  21: it belongs in container "nginx-container"
                19:9 high misplaced-setting
                  "add: [NET_BIND_SERVICE]" has no effect here: a pod's security context has no capabilities, and it belongs in every container, at spec.template.spec.containers[0].securityContext.capabilities.add
                  kubectl refuses the object: strict decoding error: unknown field "spec.template.spec.securityContext.add". A client that does not ask for strict validation gets a warning, and the line is dropped. A pod's security context has 13 fields: appArmorProfile, fsGroup, fsGroupChangePolicy, runAsGroup, runAsNonRoot, runAsUser, seLinuxChangePolicy, seLinuxOptions, seccompProfile, supplementalGroups, supplementalGroupsPolicy, sysctls, windowsOptions.
                  move it to where it belongs
                  21: it belongs in container "nginx-container"
                """);
    }

    @Test
    void theOthersHaveEverythingInItsPlace() throws IOException {
        for (String file : List.of(
                "e1-run-as-user.yaml",
                "e2-run-as-non-root.yaml",
                "e3-read-only-root.yaml",
                "e4-allow-privilege-escalation.yaml")) {
            assertThat(example(file)).as(file).isEmpty();
        }
    }

    @Test
    void namesOfTheArticlesText() {
        assertThat(messages("""
                spec:
                  securityContext:
                    runAsRoot: false
                  containers:
                  - name: app
                    image: nginx
                    rootAsUser: 1000
                    securityContext:
                      rootAsUser: 1000
                      readOnlyRootFileSystem: true
                      runAsRoot: maybe
                """)).containsExactly("""
                "runAsRoot: false" has no effect: Kubernetes knows no such field; "runAsNonRoot: true", the other way round, is probably meant -> write runAsNonRoot: true""", """
                "rootAsUser: 1000" has no effect: Kubernetes knows no such field; "runAsUser" is probably meant, which belongs at spec.containers[0].securityContext.runAsUser -> write runAsUser where it belongs""", """
                "rootAsUser: 1000" has no effect: Kubernetes knows no such field; "runAsUser" is probably meant -> write runAsUser""", """
                "readOnlyRootFileSystem: true" has no effect: names of fields are case-sensitive, and this one is "readOnlyRootFilesystem" -> write readOnlyRootFilesystem""", """
                "runAsRoot: maybe" has no effect: Kubernetes knows no such field; "runAsNonRoot", which says the opposite, is probably meant -> write runAsNonRoot""");
    }

    @Test
    void whatWouldGrantMoreIsToBeRemoved() {
        assertThat(messages("""
                spec:
                  privileged: true
                  runAsUser: 0
                  capabilities: {add: [SYS_TIME, CHOWN], drop: [SETUID]}
                  initContainers:
                  - name: prepare
                    image: busybox
                  containers:
                  - name: app
                    image: nginx
                    securityContext: {privileged: true, capabilities: {drop: [ALL]}}
                """)).containsExactly("""
                "privileged: true" has no effect here: it belongs in every container, at spec.initContainers[0].securityContext.privileged and spec.containers[0].securityContext.privileged; moving it there would grant more than today -> remove it: it grants nothing today, and nothing that runs can need it""", """
                "runAsUser: 0" has no effect here: it belongs at spec.securityContext.runAsUser; moving it there would grant more than today -> remove it: it grants nothing today, and nothing that runs can need it""", """
                "capabilities" has no effect here: it belongs in every container, at spec.initContainers[0].securityContext.capabilities and spec.containers[0].securityContext.capabilities; moving it there would grant more than today: SYS_TIME -> remove it: it grants nothing today, and nothing that runs can need it""");
    }

    @Test
    void whatStandsWhereItBelongsIsNotOverwritten() {
        assertThat(messages("""
                spec:
                  securityContext: {runAsUser: 101}
                  runAsUser: 102
                  containers:
                  - name: app
                    image: nginx
                """))
                .containsExactly("\"runAsUser: 102\" has no effect here: it belongs at spec.securityContext.runAsUser"
                        + " -> remove it: another value stands where it belongs");
    }

    @Test
    void onlySecurityContextsOfOtherPods() {
        String template = """
                apiVersion: %s
                kind: %s
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      timeout: 5
                      containers:
                      - name: app
                        image: nginx
                        colour: green
                        securityContext: {runAsNonroot: true, runAsUser: "1000"}
                """;
        String wrong = "\"runAsNonroot: true\" has no effect: names of fields are case-sensitive, and this one is"
                + " \"runAsNonRoot\" -> write runAsNonRoot";
        String type =
                "\"runAsUser\" takes a whole number, without quotes, not \"1000\" -> write a whole number, without"
                        + " quotes";
        assertThat(found(template.formatted("serving.knative.dev/v1", "Service")))
                .containsExactly(wrong, type);
        assertThat(found(template.formatted("shop.example/v1", "Thing"))).containsExactly(wrong, type);
        assertThat(found(template.formatted("argoproj.io/v1alpha1", "Rollout"))).hasSize(4);
    }

    @Test
    void aLineThatSeveralPodsShareIsSaidOnce() {
        assertThat(found("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                spec:
                  securityContext: {privileged: false}
                  templates:
                  - name: one
                    container: {image: a}
                  - name: two
                    container: {image: b}
                """)).hasSize(1);
    }

    @Test
    void whatASecurityContextIsLaidOverIsHeldToTheIndexToo() {
        assertThat(found("""
                apiVersion: tekton.dev/v1
                kind: Task
                spec:
                  stepTemplate: {securityContext: {runAsNonroot: true}}
                  steps:
                  - {name: one, image: a, securityContext: {privilege: false}}
                  - {name: two, image: b}
                """)).hasSize(2);
    }

    @Test
    void kindsAndVersionsThatThereAreNotAreSaidInKubectlsWords() {
        String object = "apiVersion: %s\nkind: %s\nmetadata: {name: web}\n";
        assertThat(judge(SourceText.of("a.yaml", object.formatted("apps/v1", "Deploymnet"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .isEqualTo(
                                    "Kubernetes knows no kind \"Deploymnet\"; \"Deployment\" is probably meant, and none"
                                            + " of it is judged");
                    assertThat(finding.why())
                            .isEqualTo("kubectl refuses the object: no matches for kind \"Deploymnet\" in version"
                                    + " \"apps/v1\".");
                    assertThat(finding.remedy()).isEqualTo("write kind: Deployment");
                    assertThat(finding.at().line()).isEqualTo(2);
                });
        assertThat(found(object.formatted("extensions/v1beta1", "Deployment")))
                .containsExactly(
                        "Kubernetes knows no kind \"Deployment\" in version \"extensions/v1beta1\"; it is served in"
                                + " apps/v1 -> write apiVersion: apps/v1");
        assertThat(found(object.formatted("app/v1", "Deployment"))).hasSize(1);
        assertThat(found(object.formatted("app/v1", "deployment"))).hasSize(1);
        assertThat(found(object.formatted("shop.example/v1", "Deployment"))).isEmpty();
        assertThat(found(object.formatted("v1", "Service"))).isEmpty();
    }

    @Test
    void objectsWithoutAPodAreHeldToTheIndexFromTheirRoot() {
        assertThat(found("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  $patch: replace
                  Template: {spec: {containers: [{name: app, image: nginx}]}}
                  colour: green
                  drop: [ALL]
                """)).containsExactly("""
                "Template" has no effect: names of fields are case-sensitive, and this one is "template" -> write template""", """
                "colour: green" has no effect: Kubernetes knows no such field here -> remove it""", """
                "drop: [ALL]" has no effect here: it belongs in every container, at spec.template.spec.containers[*].securityContext.capabilities.drop -> move it to where it belongs""");
        assertThat(found("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                containers: [{name: app, image: nginx}]
                """))
                .containsExactly(
                        "\"containers\" has no effect: it belongs at spec.containers -> move it to where it belongs,"
                                + " or remove it");
    }

    @Test
    void whatHidesContainersOrMeansASettingOfSecurityIsHigh() {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n%s\n";
        assertThat(severities(pod.formatted("Spec: {containers: [{name: app, image: nginx}]}")))
                .containsExactly(Severity.HIGH);
        assertThat(severities(pod.formatted("containers: [{name: app, image: nginx}]")))
                .containsExactly(Severity.HIGH);
        assertThat(severities(pod.formatted("Spec: {hostname: web}"))).containsExactly(Severity.LOW);
        for (String field : List.of("hostusers", "HostNetwork", "hostpid", "automountServiceaccountToken")) {
            String spec = "spec: {%s: false, containers: [{name: app, image: nginx}]}".formatted(field);
            assertThat(severities(pod.formatted(spec))).as(field).containsExactly(Severity.HIGH);
        }
        assertThat(severities(pod.formatted("spec: {dnspolicy: Default, containers: [{name: app, image: nginx}]}")))
                .containsExactly(Severity.LOW);
    }

    private static List<Severity> severities(String manifest) {
        return judge(SourceText.of("pod.yaml", manifest)).stream()
                .map(Finding::severity)
                .toList();
    }

    @Test
    void patchesMaySayHowTheyAreToBeLaid() {
        assertThat(found("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      $setElementOrder/containers: [{name: app}]
                      containers:
                      - name: app
                        $patch: replace
                        securityContext: {runasuser: 1}
                """)).hasSize(1);
    }

    private static List<String> messages(String pod) {
        return found("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n" + pod);
    }

    private static List<String> found(String manifest) {
        return judge(SourceText.of("pod.yaml", manifest)).stream()
                .map(finding -> finding.message() + " -> " + finding.remedy())
                .toList();
    }

    private static String example(String file) throws IOException {
        StringBuilder text = new StringBuilder();
        Path path = Path.of("..", "examples", file);
        for (Finding finding : judge(SourceText.decode(file, Files.readAllBytes(path)))) {
            text.append(finding.at().line())
                    .append(':')
                    .append(finding.at().column())
                    .append(' ');
            text.append(finding.severity().id()).append(' ').append(finding.rule());
            finding.container().ifPresent(name -> text.append(", container ").append(name));
            for (String line : List.of(finding.message(), finding.why(), finding.remedy())) {
                text.append("\n  ").append(line);
            }
            for (Related related : finding.related()) {
                text.append("\n  ").append(related.at().line()).append(": ").append(related.message());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<Finding> judge(SourceText source) {
        Judge judge = new Judge(RULES, Grants.under(Target.DEFAULT));
        List<Finding> findings = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            findings.addAll(judge.judge(Contents.of(source, (Document.Parsed) document)));
        }
        findings.sort(Finding.IN_FILE);
        return findings;
    }
}
