package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.rule.SourceRule;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of what Kubernetes swallows or refuses: the text, what was done, and what is left to a person. */
class SourceFixesTest {

    private static final List<Rule> RULES =
            Rules.ALL.stream().filter(SourceRule.class::isInstance).toList();

    @Test
    void e5() throws IOException {
        assertThat(example("e5-drop-and-add.yaml")).isEqualTo("""
                    spec:
                      containers:
                      - name: nginx-container
                        image: nginx:latest
                        securityContext:
                          capabilities:
                            drop: ["CHOWN", "NET_RAW", "SETPCAP"]
                needs-test: move drop to where it takes effect (spec.template.spec.containers[0].securityContext.drop)
                safe: remove what has no effect, and would grant more where it belongs (spec.template.spec.containers[0].securityContext.add)
                """);
    }

    @Test
    void e6() throws IOException {
        assertThat(example("e6-drop-all.yaml")).isEqualTo("""
                    spec:
                      containers:
                      - name: nginx-container
                        image: nginx:latest
                        securityContext:
                          capabilities:
                            drop: ["ALL"]
                            add:  ["NET_BIND_SERVICE"]
                needs-test: move drop and add to where they take effect (spec.template.spec.containers[0].securityContext.drop)
                needs-test: move drop and add to where they take effect (spec.template.spec.containers[0].securityContext.add)
                """);
    }

    @Test
    void e7() throws IOException {
        assertThat(example("e7-pod-level.yaml")).isEqualTo("""
                    spec:
                      securityContext: {}
                      containers:
                      - name: nginx-container
                        image: nginx:latest
                        securityContext:
                          capabilities:
                            drop: ["ALL"]
                            add:  ["NET_BIND_SERVICE"]
                needs-test: move drop and add to where they take effect (spec.template.spec.securityContext.drop)
                needs-test: move drop and add to where they take effect (spec.template.spec.securityContext.add)
                """);
    }

    @Test
    void capabilitiesOfAPodGoWithTheirCommentsIntoTheFirstContainerThatLacksThem() {
        assertThat(pod("""
                spec:
                  securityContext:
                    # nobody needs them
                    drop: ["ALL"] # all of them
                    # but for port 80
                    add: ["NET_BIND_SERVICE"] # for the port
                  initContainers:
                  - name: own
                    image: busybox
                    securityContext:
                      capabilities: {drop: [KILL], add: [CHOWN]}
                  - name: prepare
                    image: busybox
                  containers:
                  - name: app
                    image: nginx
                """)).isEqualTo("""
                spec:
                  securityContext: {}
                  initContainers:
                  - name: own
                    image: busybox
                    securityContext:
                      capabilities: {drop: [KILL], add: [CHOWN]}
                  - name: prepare
                    image: busybox
                    securityContext:
                      capabilities:
                        # nobody needs them
                        drop: ["ALL"] # all of them
                        # but for port 80
                        add: ["NET_BIND_SERVICE"] # for the port
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        drop:
                        - ALL
                        add:
                        - NET_BIND_SERVICE
                needs-test: move drop and add to where they take effect (spec.securityContext.drop)
                needs-test: move drop and add to where they take effect (spec.securityContext.add)
                """);
    }

    @Test
    void whatStandsInTheWrongPlaceOfAContainerComesBeforeThePods() {
        assertThat(pod("""
                spec:
                  drop: [ALL]
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      drop: [KILL]
                  - name: other
                    image: nginx
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        drop: [KILL]
                  - name: other
                    image: nginx
                    securityContext:
                      capabilities:
                        drop: [ALL]
                needs-test: move drop to where it takes effect (spec.drop)
                needs-test: move drop to where it takes effect (spec.containers[0].securityContext.drop)
                """);
    }

    @Test
    void whereAllHaveTheirOwnItIsRemoved() {
        assertThat(pod("""
                spec:
                  drop: [ALL]
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities: {drop: [KILL]}
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities: {drop: [KILL]}
                safe: remove what has no effect: another value counts (spec.drop)
                """);
    }

    @Test
    void aBlockUnderItsRightNameComesFirst() {
        assertThat(pod("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    drop: [ALL]
                    securitycontext: # of the app
                      readOnlyRootFilesystem: true
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: # of the app
                      readOnlyRootFilesystem: true
                      capabilities:
                        drop: [ALL]
                needs-test: move drop to where it takes effect (spec.containers[0].drop)
                needs-test: write securityContext (spec.containers[0].securitycontext)
                """);
    }

    @Test
    void ofSeveralNamesOfOneFieldTheFirstIsTaken() {
        assertThat(pod("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      run_as_user: 1000 # ours
                      rootAsUser: 1001
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      runAsUser: 1000 # ours
                needs-test: write runAsUser (spec.containers[0].securityContext.run_as_user)
                safe: remove what has no effect: the right field stands there (spec.containers[0].securityContext.rootAsUser)
                """);
    }

    @Test
    void nothingThatCouldNotStartIsMade() {
        assertThat(pod("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    allowPrivilegeEscalation: false
                    securityContext:
                      runAsUser: 0
                      privileged: true
                      runAsNonroot: true
                      procMount: unmasked
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    allowPrivilegeEscalation: false
                    securityContext:
                      runAsUser: 0
                      privileged: true
                      runAsNonroot: true
                      procMount: unmasked
                left: move allowPrivilegeEscalation to where it takes effect, or remove it: look at what it then does (spec.containers[0].allowPrivilegeEscalation)
                left: write runAsNonRoot, and look at what is then in effect (spec.containers[0].securityContext.runAsNonroot)
                left: write Unmasked (spec.containers[0].securityContext.procMount)
                """);
    }

    @Test
    void noLinuxFieldsComeIntoAPodOfWindows() {
        assertThat(pod("""
                spec:
                  os: {name: windows}
                  drop: [ALL]
                  containers:
                  - name: app
                    image: iis
                """)).isEqualTo("""
                spec:
                  os: {name: windows}
                  drop: [ALL]
                  containers:
                  - name: app
                    image: iis
                left: move drop to where it takes effect, or remove it: look at what it then does (spec.drop)
                """);
    }

    @Test
    void whatWouldGrantMoreIsNeverPutInEffect() {
        assertThat(pod("""
                spec:
                  hostnetwork: true
                  fsgroup: 2000
                  runAsUser: 0
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      privilege: true
                      allowPrivilegeEscalation: "true"
                      capabilities: {add: SYS_ADMIN}
                      runAsRoot: false
                    volumeMounts:
                    - {name: host, mountPath: /host}
                  volumes:
                  - name: host
                    hostpath: {path: /}
                """)).isEqualTo("""
                spec:
                  hostnetwork: true
                  fsgroup: 2000
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      privilege: true
                      allowPrivilegeEscalation: "true"
                      capabilities: {add: SYS_ADMIN}
                      runAsRoot: false
                    volumeMounts:
                    - {name: host, mountPath: /host}
                  volumes:
                  - name: host
                    hostpath: {path: /}
                safe: remove what has no effect, and would grant more where it belongs (spec.runAsUser)
                left: remove it; to write hostNetwork would grant more than today (spec.hostnetwork)
                left: remove it; to write fsGroup would grant more than today (spec.fsgroup)
                left: remove it; to write privileged would grant more than today (spec.containers[0].securityContext.privilege)
                left: write true or false, without quotes (spec.containers[0].securityContext.allowPrivilegeEscalation)
                left: write a list (spec.containers[0].securityContext.capabilities.add)
                left: write runAsNonRoot: true if that is what is meant (spec.containers[0].securityContext.runAsRoot)
                left: remove it; to write hostPath would grant more than today (spec.volumes[0].hostpath)
                """);
    }

    @Test
    void whatIsWrittenInTheWrongTypeIsWrittenAnewWhereThereIsNoDoubt() {
        assertThat(pod("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    command: sh # of busybox
                    args: sleep 1
                    env:
                    - {name: A, value: 0644}
                    - {name: B, value: yes}
                    - {name: C, value: 1.10}
                    securityContext:
                      readOnlyRootFilesystem: "True" # for now
                      runAsUser: "0101"
                      runAsGroup: '101'
                      seccompProfile: RuntimeDefault
                      capabilities: {drop: "all,kill"}
                """)).isEqualTo("""
                spec:
                  containers:
                  - name: app
                    image: nginx
                    command: # of busybox
                    - sh
                    args: sleep 1
                    env:
                    - {name: A, value: "0644"}
                    - {name: B, value: "yes"}
                    - {name: C, value: "1.10"}
                    securityContext:
                      readOnlyRootFilesystem: true # for now
                      runAsUser: "0101"
                      runAsGroup: 101
                      seccompProfile:
                        type: RuntimeDefault
                      capabilities: {drop: "all,kill"}
                safe: write a list (spec.containers[0].command)
                safe: write a string, in quotes (spec.containers[0].env[0].value)
                safe: write a string, in quotes (spec.containers[0].env[1].value)
                safe: write a string, in quotes (spec.containers[0].env[2].value)
                needs-test: write true or false, without quotes (spec.containers[0].securityContext.readOnlyRootFilesystem)
                needs-test: write a whole number, without quotes (spec.containers[0].securityContext.runAsGroup)
                needs-test: write a mapping of fields (spec.containers[0].securityContext.seccompProfile)
                left: write a list (spec.containers[0].args)
                left: write a whole number, without quotes (spec.containers[0].securityContext.runAsUser)
                left: write a list (spec.containers[0].securityContext.capabilities.drop)
                """);
    }

    @Test
    void aUserWhoseImageHasAnotherIsLeftToAPerson() {
        ImageFacts image = new ImageFacts("101:101", List.of(), List.of());
        Grants grants = Grants.under(Target.DEFAULT).with(reference -> Optional.of(image));
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    runAsUser: 1000
                """;
        assertThat(told(mend(pod, grants))).isEqualTo(pod + """
                left: move runAsUser to where it takes effect, or remove it: look at what it then does (spec.containers[0].runAsUser)
                """);
    }

    private static String example(String file) throws IOException {
        String mended = mended(Files.readString(Path.of("..", "examples", file)));
        return mended.substring(mended.indexOf("    spec:\n"));
    }

    private static String pod(String spec) {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";
        return mended(pod + spec).substring(pod.length());
    }

    private static String mended(String text) {
        return told(mend(text, Grants.under(Target.DEFAULT)));
    }

    private static String told(Mended mended) {
        assertThat(mended.refused()).isEmpty();
        StringBuilder told =
                new StringBuilder(mended.after().text(0, mended.after().length()));
        for (Mended.Applied applied : mended.applied()) {
            Fix fix = applied.fix();
            told.append(fix.safety().id()).append(": ").append(said(fix, applied.finding()));
        }
        for (Finding left : mended.left()) {
            told.append("left: ").append(said(left.fix().orElseThrow(), left));
        }
        return told.toString();
    }

    private static String said(Fix fix, Finding finding) {
        return fix.title() + " (" + finding.path() + ")\n";
    }

    private static Mended mend(String text, Grants grants) {
        SourceText source = SourceText.of("pod.yaml", text);
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        Judging judging = new Judging(
                RULES, grants, Settings.NONE, List.of(), List.of(), Demand.NONE, (contents, findings) -> findings);
        return Fixer.mend(source, documents, judging, SourceFixesTest::leavesNoChoice);
    }

    private static boolean leavesNoChoice(Finding finding) {
        return finding.fix().filter(fix -> fix.safety() != Safety.SHOW_ONLY).isPresent();
    }
}
