package dev.leastwise.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Suppression;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which findings the comments and annotations of a file suppress, and what is said of them. */
class SuppressionsTest {

    private static final String TODAY = "2026-06-30";

    /** The rules that these tests look at. */
    private static final List<String> RULES = List.of(
            "privileged", "host-pid", "host-network", "host-ipc", "root-user", "shared-uid", "text-after-document-end");

    @Test
    void aCommentOnTheLineHoldsForItsLine() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid — it watches the node
                  hostNetwork: true # leastwise: allow host-pid — of the line above
                  containers:
                  - {name: app, image: a, securityContext: {privileged: true}} # leastwise: allow privileged -- all in one line
                """)).isEqualTo("""
                5 host-pid: comment: it watches the node
                6 host-network
                6 unused-suppression: the suppression of "host-pid" suppresses nothing
                8 privileged: comment: all in one line
                """);
    }

    @Test
    void aCommentAboveHoldsForTheFieldOrItemThatBegins() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  # leastwise: allow host-pid, privileged — the first field of a mapping is no more than itself
                  hostPID: true
                  containers:
                  # leastwise: allow privileged, root-user — an item with all that is in it

                  # another comment
                  - name: app
                    image: a
                    securityContext:
                      runAsUser: 0
                      privileged: true
                  - name: other
                    image: a
                    # leastwise: allow privileged — a field with all that is in it
                    securityContext:
                      runAsUser: 0
                      privileged: true
                  -
                    # leastwise: allow root-user — behind the dash
                    name: third
                    image: a
                    securityContext: {runAsUser: 0}
                """)).isEqualTo("""
                5 unused-suppression: the suppression of "privileged" suppresses nothing
                6 host-pid: comment: the first field of a mapping is no more than itself
                14 root-user: comment: an item with all that is in it
                15 privileged: comment: an item with all that is in it
                20 root-user
                21 privileged: comment: a field with all that is in it
                26 root-user: comment: behind the dash
                """);
    }

    @Test
    void aCommentAboveADocumentHoldsForAllOfItAndForNoOther() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: NAME}
                spec: {hostPID: true, containers: [{name: app, image: a}]}
                """;
        assertThat(judge("# leastwise: allow host-pid — one\n" + pod.replace("NAME", "a") + "--- # leastwise: allow"
                        + " host-pid — two\n" + pod.replace("NAME", "b") + "---\n" + pod.replace("NAME", "c")
                        + "# leastwise: allow host-pid — below\n---\n" + pod.replace("NAME", "d")))
                .isEqualTo("""
                5 host-pid: comment: one
                10 host-pid: comment: two
                15 host-pid
                16 invalid-suppression: a suppression stands above nothing that it could hold for
                21 host-pid
                """);
    }

    @Test
    void aCommentInAnEmptyDocumentHoldsForTheNextThatIsOne() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: NAME}
                spec: {hostPID: true, containers: [{name: app, image: a}]}
                """;
        assertThat(judge("# leastwise: allow host-pid — of the file's head\n\n---\n" + pod.replace("NAME", "a")
                        + "# no more of this\n---\n# leastwise: allow host-pid — alone\n---\n---\n"
                        + pod.replace("NAME", "b")))
                .isEqualTo("""
                7 host-pid: comment: of the file's head
                16 host-pid: comment: alone
                """);
    }

    @Test
    void aCommentHoldsForNoNeighbourOfWhatItStandsIn() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: empty
                    image: a
                    securityContext:
                      # leastwise: allow privileged — of the container above
                  - name: between
                    image: a
                    securityContext:
                      privileged:
                        # leastwise: allow privileged — between a key and its value
                        true
                  - name: flow
                    image: a
                    securityContext: {
                      # leastwise: allow privileged — above a brace
                    }
                  - name: before
                    image: a
                    securityContext:
                      # leastwise: allow privileged, root-user — between a key and its brace
                      {runAsUser: 0}
                  - name: open
                    image: a
                    securityContext: {privileged: true}
                """)).isEqualTo("""
                9 invalid-suppression: a suppression stands above nothing that it could hold for
                13 privileged: comment: between a key and its value
                19 invalid-suppression: a suppression stands above nothing that it could hold for
                24 unused-suppression: the suppression of "privileged" suppresses nothing
                25 root-user: comment: between a key and its brace
                28 privileged
                """);
    }

    @Test
    void oneLineMaySayTwo() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid — why until=2030-01-01 # leastwise: allow host-ipc — no until=2031-01-01
                  containers: [{name: app, image: a}]
                """)).isEqualTo("""
                5 host-pid: comment: why until 2030-01-01
                5 unused-suppression: the suppression of "host-ipc" suppresses nothing
                """);
    }

    @Test
    void linesEndInAnyOfThreeWays() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostNetwork: true
                  hostPID: true # leastwise: allow host-pid, host-network — this line
                  containers: [{name: app, image: a}]
                """;
        String judged = """
                5 host-network
                6 host-pid: comment: this line
                6 unused-suppression: the suppression of "host-network" suppresses nothing
                """;
        assertThat(judge(pod)).isEqualTo(judged);
        assertThat(judge(pod.replace("\n", "\r\n"))).isEqualTo(judged);
        assertThat(judge(pod.replace('\n', '\r'))).isEqualTo(judged);
    }

    @Test
    void whatIsTextIsNoComment() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    literal: |
                      # leastwise: allow host-pid — in a block
                    folded: >- # leastwise: allow host-ipc — behind the sign of a block
                      # leastwise: allow host-pid — in a block
                    quoted: "a # leastwise: allow host-pid — in quotes"
                    single: 'a
                      # leastwise: allow host-pid — in quotes over lines'
                    plain: a#leastwise: allow
                    glued: "a" # see "# leastwise: allow host-pid — in a comment's quotes"
                    other: b # pinned # leastwise: allow host-network — behind another comment
                spec:
                  hostPID: true
                  containers: [{name: app, image: a}]
                """.replace("plain: a#leastwise: allow\n", "plain: a#leastwise\n")))
                .isEqualTo("""
                8 unused-suppression: the suppression of "host-ipc" suppresses nothing
                15 unused-suppression: the suppression of "host-network" suppresses nothing
                17 host-pid
                """);
    }

    @Test
    void flowCollectionsHaveCommentsToo() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec: {
                  # leastwise: allow host-pid — in a flow mapping
                  hostPID: true,
                  hostNetwork: true, # leastwise: allow host-network — on the line
                  containers: [
                    # leastwise: allow privileged — an item
                    {name: app, image: a, securityContext: {privileged: true}},
                    {name: b, image: a, securityContext: {privileged: true}},
                  ],
                }
                """)).isEqualTo("""
                6 host-pid: comment: in a flow mapping
                7 host-network: comment: on the line
                10 privileged: comment: an item
                11 privileged
                """);
    }

    @Test
    void anAnnotationHoldsForItsObjectAndOneOfThePodTemplateForThePods() {
        assertThat(judge("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: web
                    annotations:
                      leastwise.dev/allow: "host-pid: it watches"
                  spec:
                    template:
                      metadata:
                        annotations:
                          leastwise.dev/allow: |
                            privileged, root-user: it mounts until=2027-01-01

                            host-ipc - unused
                      spec:
                        hostPID: true
                        containers: [{name: app, image: a, securityContext: {privileged: true, runAsUser: 0}}]
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: web}
                  spec: {hostPID: true, containers: [{name: app, image: a}]}
                """)).isEqualTo("""
                14 unused-suppression: the suppression of "host-ipc" suppresses nothing
                19 host-pid: annotation: it watches
                20 privileged: annotation: it mounts until 2027-01-01
                20 root-user: annotation: it mounts until 2027-01-01
                24 host-pid
                """);
    }

    @Test
    void anAnnotationHoldsForNoOtherObjectThatHasNoNameEither() {
        assertThat(judge("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Pod
                  metadata: {generateName: a-, annotations: {leastwise.dev/allow: "host-pid: it watches"}}
                  spec: {hostPID: true, containers: [{name: app, image: a}]}
                - apiVersion: v1
                  kind: Pod
                  metadata: {generateName: b-}
                  spec: {hostPID: true, containers: [{name: app, image: a}]}
                """)).isEqualTo("""
                7 host-pid: annotation: it watches
                11 host-pid
                """);
    }

    @Test
    void jsonHasAnnotationsAndNoComments() {
        assertThat(judge("""
                {"apiVersion": "v1", "kind": "List", "items": [
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "annotations": {"leastwise.dev/allow": "host-pid: it watches\\nhost-network: # leastwise: allow x"}},\
                 "spec": {"hostPID": true, "containers": [{"name": "app", "image": "a"}]}}, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"},\
                 "spec": {"hostPID": true, "containers": [{"name": "app", "image": "a"}]}}]}
                """)).isEqualTo("""
                2 host-pid: annotation: it watches
                2 host-pid
                2 unused-suppression: the suppression of "host-network" suppresses nothing
                """);
    }

    @Test
    void whatIsWrongWithASuppressionIsSaidAndItDoesNotHold() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid
                  hostNetwork: true # leastwise: allow host-netwrok, host-network — one of two
                  hostIPC: true # leastwise: allow host-ipc — till then until=2026-06-29
                  containers:
                  # leastwise: ignore everything
                  # leastwise: allow
                  # leastwise: allow — why
                  # leastwise: allow unused-suppression — why
                  # leastwise: allow privileged — why until=2026-02-30
                  # leastwise: allow root-user — on the last day until=2026-06-30
                  - {name: app, image: a, securityContext: {privileged: true, runAsUser: 0}}
                """)).isEqualTo("""
                5 host-pid
                5 invalid-suppression: the suppression of "host-pid" gives no reason
                6 host-network: comment: one of two
                6 invalid-suppression: the suppression names "host-netwrok", which is no rule
                7 host-ipc
                7 expired-suppression: the suppression of "host-ipc" ended on 2026-06-29
                9 invalid-suppression: a comment says nothing that Leastwise knows
                10 invalid-suppression: a suppression names no rule
                11 invalid-suppression: a suppression names no rule
                12 invalid-suppression: the suppression of "unused-suppression" does not hold: what is wrong with suppressions cannot be suppressed
                13 invalid-suppression: the suppression of "privileged" ends on "2026-02-30", which is no date
                15 privileged
                15 root-user: comment: on the last day until 2026-06-30
                """);
    }

    @Test
    void ofARuleThatIsOffOrNeedsOtherFilesNothingIsCalledUnused() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                # leastwise: allow shared-uid, service-account-token, host-pid — why
                spec: {automountServiceAccountToken: false, containers: [{name: app, image: a}]}
                """;
        assertThat(judge(pod)).isEqualTo("""
                4 unused-suppression: the suppression of "host-pid" suppresses nothing
                """);
        assertThat(judge(pod, "host-pid")).isEmpty();
    }

    @Test
    void anInventoryFindingIsSuppressedWhenTheTextIsGone() {
        assertThat(judge("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  shareProcessNamespace: true
                  # leastwise: allow shared-uid — they are one program
                  securityContext: {runAsUser: 1000}
                  containers: [{name: a, image: a}, {name: b, image: b}]
                """)).isEqualTo("""
                7 shared-uid: comment: they are one program
                """);
    }

    @Test
    void commentsOfFilesThatHoldNoObjectsSayNothing() {
        assertThat(judge("# leastwise: allow nothing\na: b\n")).isEmpty();
    }

    @Test
    void aFileHasOnlySoManySuppressions() {
        StringBuilder pod = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n");
        for (int i = 0; i < 1_100; i++) pod.append("# leastwise: allow host-pid — again\n");
        pod.append("spec: {hostPID: true, containers: [{name: app, image: a}]}\n");

        assertThat(judge(pod.toString())).isEqualTo("""
                1004 invalid-suppression: the file has more than 1000 suppressions, and the rest do not hold
                1104 host-pid: comment: again
                """);
    }

    private static String judge(String text, String... off) {
        SourceText source = SourceText.of("pod.yaml", text);
        Judge judge = new Judge(Rules.ALL, Grants.under(Target.DEFAULT));
        Suppressions suppressions = new Suppressions(() -> TODAY);
        List<Finding> findings = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            Contents contents = Contents.of(source, (Document.Parsed) document);
            findings.addAll(judge.judge(contents));
            suppressions.see(contents);
        }
        findings.addAll(judge.inventoryFindings());
        findings.replaceAll(
                finding -> suppressions.of(finding).map(finding::suppressed).orElse(finding));
        findings.removeIf(finding -> !RULES.contains(finding.rule()));
        findings.addAll(suppressions.findings((file, rule) -> List.of(off).contains(rule)));
        findings.sort((a, b) -> Integer.compare(a.at().line(), b.at().line()));
        return findings.stream().map(SuppressionsTest::line).collect(Collectors.joining());
    }

    private static String line(Finding finding) {
        String line = finding.at().line() + " " + finding.rule();
        if (finding.rule().endsWith("-suppression")) return line + ": " + finding.message() + "\n";
        Optional<Suppression> suppressed = finding.suppressed();
        return line
                + suppressed
                        .map(by -> ": " + by.by().id() + ": " + by.reason()
                                + by.until().map(until -> " until " + until).orElse(""))
                        .orElse("")
                + "\n";
    }
}
