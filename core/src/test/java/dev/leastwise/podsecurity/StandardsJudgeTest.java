package dev.leastwise.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Copies;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads are judged by what is asked for and by what their namespaces enforce. */
class StandardsJudgeTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec:
              containers: [{name: a, image: i}]
            """;

    private static final String LEVEL = "pod-security.kubernetes.io/enforce";

    /** The last columns: what is enforced, and what the API server says against the labels. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | privileged:latest |",
                "{other: x}                                           | privileged:latest |",
                "{L: restricted}                                      | restricted:latest |",
                "{L: baseline, L-version: v1.25}                      | baseline:v1.25    |",
                "{L: privileged, L-version: latest}                   | privileged:latest |",
                "{L-version: v1.25}                                   | privileged:v1.25  |",
                "{L: restricted, L-version: v1.99}                    | restricted:v1.99  |",
                "{L: Restricted}                                      | restricted:latest | L:\"Restricted\"",
                "{L: strict, L-version: v1.25}                        | restricted:v1.25  | L:\"strict\"",
                "{L: \"\"}                                            | restricted:latest | L:\"\"",
                "{L: }                                                | restricted:latest | L:\"\"",
                "{L: true}                                            | restricted:latest | L:\"true\"",
                "{L: [baseline]}                                      | restricted:latest | L:\"(no string)\"",
                "{L: baseline, L-version: 1.25}                       | baseline:latest   | L-version:\"1.25\"",
                "{L: baseline, L-version: v1.025}                     | baseline:latest   | L-version:\"v1.025\"",
                "{L: baseline, L-version: \"v1.\\n2\"}                | baseline:latest   | L-version:\"v1.\\n2\"",
                "{pod-security.kubernetes.io/warn: restricted}        | privileged:latest |",
                "{pod-security.kubernetes.io/audit: x}                | privileged:latest |",
                "none                                                 | restricted:latest | L:\"none\" L-version:\"none\"",
            })
    void namespacesEnforceWhatTheirLabelsSay(String labels, String enforced, String complaints) {
        Outcomes outcomes = judge(true, POD, namespace("shop", labels.replace("L", LEVEL)));

        assertThat(outcomes.all())
                .extracting(outcome -> outcome.evaluation().standard().id())
                .containsExactly(enforced);
        List<String> expected = complaints == null
                ? List.of()
                : Stream.of(complaints.split(" (?=L)", -1))
                        .map(StandardsJudgeTest::complaint)
                        .toList();
        assertThat(outcomes.all().getFirst().related())
                .extracting(related -> related.message())
                .filteredOn(message -> message.contains("Invalid"))
                .isEqualTo(expected);
    }

    private static String complaint(String text) {
        String label = text.substring(0, text.indexOf(':'));
        String mustBe = label.equals("L")
                ? "must be one of privileged, baseline, restricted"
                : "must be \"latest\" or \"v1.x\"";
        return "metadata.labels[" + label.replace("L", LEVEL) + "]: Invalid value: "
                + text.substring(text.indexOf(':') + 1) + ": " + mustBe;
    }

    @Test
    void aNamespaceMayStandInAnyFileAndIsSoughtByItsNameAlone() {
        String other = POD.replace("namespace: shop", "namespace: other");
        String none = POD.replace(", namespace: shop", "");

        Outcomes outcomes = judge(
                true,
                namespace("none", "{%s: baseline}".formatted(LEVEL)),
                other,
                POD,
                none,
                namespace("shop", "{%s: restricted}".formatted(LEVEL)).replace("v1", "example.com/v1"),
                namespace("shop", "{%s: restricted, %s-version: v1.7}".formatted(LEVEL, LEVEL)));

        assertThat(lines(outcomes))
                .containsExactly(
                        "3.yaml violates PodSecurity \"restricted:v1.7\": runAsNonRoot != true (pod or container"
                                + " \"a\" must set securityContext.runAsNonRoot=true)");
        assertThat(outcomes.strangers()).isEqualTo(2);
        assertThat(outcomes.undecided()).isEqualTo(2);
        assertThat(outcomes.all().getFirst().related())
                .extracting(related -> related.at().file() + ':' + related.at().line() + ' ' + related.message())
                .containsExactly("6.yaml:5 the label " + LEVEL, "6.yaml:5 the label " + LEVEL + "-version");
    }

    @Test
    void ofSeveralNamespacesOfOneNameEachCounts() {
        String baseline = namespace("shop", "{%s: baseline}".formatted(LEVEL));
        String restricted = namespace("shop", "{%s: restricted, %s-version: v1.7}".formatted(LEVEL, LEVEL));

        assertThat(lines(judge(true, baseline, POD, restricted, baseline)))
                .containsExactly(
                        "2.yaml allowed by baseline:latest",
                        "2.yaml violates PodSecurity \"restricted:v1.7\": runAsNonRoot != true (pod or container \"a\" must"
                                + " set securityContext.runAsNonRoot=true)");
    }

    @Test
    void aStandardThatIsAskedForTwiceIsAnsweredOnce() {
        Outcomes outcomes =
                judge(true, POD, namespace("shop", "{%s: baseline}".formatted(LEVEL)), "baseline", "baseline");

        assertThat(lines(outcomes)).containsExactly("1.yaml allowed by baseline:latest");
        assertThat(outcomes.refused()).isZero();
    }

    @Test
    void whatANamespaceEnforcesIsJudgedLaterAsItWouldBeNow() {
        for (Case pod : Cases.all()) {
            Workload workload = Pods.bare(pod.pod());
            Survey survey = new Survey(PodSecurity.POLICY, new DefaultedPod(workload), new Copies());
            for (Case.Expected expected : pod.expected()) {
                assertThat(survey.under(expected.standard()))
                        .isEqualTo(PodSecurity.evaluate(workload, expected.standard()));
            }
        }
    }

    @Test
    void aPatchThatSetsNothingWrongIsLeftOpen() {
        String patch = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers: [{name: a, securityContext: {privileged: %s}}]
                """;

        Outcomes outcomes =
                judge(false, patch.formatted("false"), patch.formatted("true"), "baseline", "restricted", "privileged");

        assertThat(lines(outcomes))
                .containsExactly(
                        "1.yaml allowed by privileged:latest",
                        "2.yaml would violate PodSecurity \"baseline:latest\": privileged (container \"a\" must not set"
                                + " securityContext.privileged=true)",
                        "2.yaml would violate PodSecurity \"restricted:latest\": privileged (container \"a\" must not set"
                                + " securityContext.privileged=true)",
                        "2.yaml allowed by privileged:latest");
        assertThat(outcomes.patches()).isEqualTo(2);
        assertThat(outcomes.refused()).isEqualTo(2);
    }

    @Test
    void aPodWithoutContainersIsNotCalledAllowed() {
        Outcomes outcomes = judge(
                false,
                POD.replace("containers: [{name: a, image: i}]", "containers: {name: a, image: i}"),
                "restricted");

        assertThat(outcomes.all()).isEmpty();
        assertThat(outcomes.undecided()).isEqualTo(1);
    }

    @Test
    void aWorkloadThatCannotBeJudgedIsToldAndKeepsNoOtherFromIt() {
        List<Manifest> manifests = Pods.manifests("pod.yaml", POD);
        Workload pod = Workloads.of(manifests.getFirst()).getFirst();
        Workload crashing = new Workload(
                pod.manifest(),
                pod.podMetadata(),
                pod.podSpec(),
                pod.podDefaults(),
                pod.found(),
                pod.partial(),
                new AbstractList<>() {
                    @Override
                    public Container get(int index) {
                        throw new IllegalStateException("a bug");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                });
        StandardsJudge judge =
                new StandardsJudge(new Demand(List.of(Standard.of("baseline").orElseThrow()), false));

        judge.judge(new Resource(manifests.getFirst(), List.of(crashing, pod)));

        assertThat(lines(judge.outcomes())).containsExactly("pod.yaml allowed by baseline:latest");
        assertThat(judge.crashes())
                .containsExactly("pod.yaml: internal error in the Pod Security Standards:"
                        + " java.lang.IllegalStateException: a bug; please report it at https://leastwise.dev/issues");
    }

    @Test
    void podsInCustomResourcesAreJudgedLikeTemplatesEachAtItsOwnLine() {
        Outcomes outcomes = judge(false, """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {name: w}
                spec:
                  securityContext: {runAsNonRoot: true}
                  templates:
                  - {name: one, container: {image: i}}
                  - name: two
                    container: {image: i, securityContext: {runAsNonRoot: false}}
                """, "restricted:v1.0");

        assertThat(outcomes.all())
                .extracting(outcome ->
                        outcome.line() + " " + outcome.evaluation().message().orElse("allowed"))
                .containsExactly(
                        "7 allowed",
                        "8 would violate PodSecurity \"restricted:v1.0\": runAsNonRoot != true (container \"main\" must not"
                                + " set securityContext.runAsNonRoot=false)");
    }

    @Test
    void whatACustomResourceTakesFromItsDefaultsIsJudgedToo() {
        Outcomes outcomes = judge(false, """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {name: w}
                spec:
                  templateDefaults:
                    securityContext: {runAsNonRoot: true}
                    volumes: [{name: v, hostPath: {path: /}}, {name: w, hostPath: {path: /}}, {name: x, nfs: {server: s}}]
                  templates:
                  - name: one
                    volumes: [{name: v}, {name: w, emptyDir: {}}]
                    container: {image: i}
                """, "restricted:v1.0");

        assertThat(lines(outcomes))
                .containsExactly(
                        "1.yaml would violate PodSecurity \"restricted:v1.0\": restricted volume types (volumes"
                                + " \"v\", \"x\" use restricted volume types \"hostPath\", \"nfs\")");
    }

    private static String namespace(String name, String labels) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels: %s
                """.formatted(name, labels);
    }

    private static List<String> lines(Outcomes outcomes) {
        return outcomes.all().stream()
                .map(outcome -> outcome.file()
                        + ' '
                        + outcome.evaluation()
                                .message()
                                .orElse("allowed by "
                                        + outcome.evaluation().standard().id()))
                .toList();
    }

    /** Judges texts, as files named by their number, by the standards among them. */
    private static Outcomes judge(boolean ofNamespaces, String... textsAndStandards) {
        List<Standard> standards = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String text : textsAndStandards) {
            if (text.contains("\n")) texts.add(text);
            else standards.add(Standard.of(text).orElseThrow());
        }
        StandardsJudge judge = new StandardsJudge(new Demand(standards, ofNamespaces));
        for (String text : texts) {
            for (Manifest manifest : Pods.manifests(texts.indexOf(text) + 1 + ".yaml", text)) {
                judge.judge(new Resource(manifest, Workloads.of(manifest)));
            }
        }
        assertThat(judge.crashes()).isEmpty();
        return judge.outcomes();
    }
}
