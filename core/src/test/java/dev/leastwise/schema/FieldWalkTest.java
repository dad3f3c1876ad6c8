package dev.leastwise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.schema.FieldProblem.Misplaced;
import dev.leastwise.schema.FieldProblem.TooNew;
import dev.leastwise.schema.FieldProblem.Unknown;
import dev.leastwise.schema.FieldProblem.WrongType;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

class FieldWalkTest {

    @TestFactory
    List<DynamicTest> answersAsTheApiServerDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        Iterator<String> lines = FieldIndexGenerator.resource("answers.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .iterator();
        while (lines.hasNext()) {
            String yaml = lines.next();
            String answer = lines.next().strip();
            tests.add(DynamicTest.dynamicTest(
                    yaml, () -> assertThat(answer(yaml, answer)).isEqualTo(answer)));
        }
        return tests;
    }

    /** What the server would answer; where it says only the first of several things, the one that is expected. */
    private static String answer(String yaml, String expected) {
        KubeNode object = object(yaml);
        String kind = object.get("kind").text().orElseThrow();
        TreeSet<String> unknown = new TreeSet<>();
        List<String> refused = new ArrayList<>();
        for (FieldProblem problem : FieldWalk.problems(object, kind, 37)) {
            String answer = problem.apiServerAnswer();
            if (problem instanceof WrongType) refused.add(answer);
            else unknown.add(answer.replace("strict decoding error: ", ""));
        }
        if (refused.contains(expected)) return expected;
        if (!refused.isEmpty()) return refused.toString();
        return unknown.isEmpty() ? "taken" : "strict decoding error: " + String.join(", ", unknown);
    }

    @Test
    void theArticlesFifthExampleStandsInTheWrongPlace() {
        assertThat(problems("""
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      containers:
                        - name: web
                          securityContext:
                            drop: [ALL]
                            add: [NET_ADMIN]
                """))
                .containsExactly(
                        "9:13 spec.template.spec.containers[0].securityContext.drop is misplaced: its container's securityContext.capabilities.drop",
                        "10:13 spec.template.spec.containers[0].securityContext.add is misplaced: its container's securityContext.capabilities.add");
    }

    @Test
    void theArticlesSeventhExampleStandsAtThePod() {
        assertThat(problems("""
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      securityContext:
                        drop: [ALL]
                        capabilities: {drop: [1]}
                        allowPrivilegeEscalation: false
                      containers: []
                """))
                .containsExactly(
                        "7:9 spec.template.spec.securityContext.drop is misplaced: each container's securityContext.capabilities.drop",
                        "8:9 spec.template.spec.securityContext.capabilities is misplaced: each container's securityContext.capabilities",
                        "9:9 spec.template.spec.securityContext.allowPrivilegeEscalation is misplaced:"
                                + " each container's securityContext.allowPrivilegeEscalation");
    }

    @Test
    void theArticlesMisspellingsAreUnknown() {
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                    - name: web
                      securityContext:
                        rootAsUser: 1000
                        readOnlyRootFileSystem: true
                        runAsRoot: false
                        banana: true
                      Privileged: true
                """))
                .containsExactly(
                        "7:9 spec.containers[0].securityContext.rootAsUser is unknown to SecurityContext: runAsUser",
                        "8:9 spec.containers[0].securityContext.readOnlyRootFileSystem is unknown to SecurityContext:"
                                + " readOnlyRootFilesystem",
                        "9:9 spec.containers[0].securityContext.runAsRoot is unknown to SecurityContext: not runAsNonRoot",
                        "10:9 spec.containers[0].securityContext.banana is unknown to SecurityContext",
                        "11:7 spec.containers[0].Privileged is unknown to Container: privileged");
    }

    @Test
    void everyKindOfContainerIsLookedInto() {
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                spec:
                  initContainers:
                    - privileged: true
                  ephemeralContainers:
                    - targetContainerName: web
                      fsGroup: 1
                """))
                .containsExactly(
                        "5:7 spec.initContainers[0].privileged is misplaced: its container's securityContext.privileged",
                        "8:7 spec.ephemeralContainers[0].fsGroup is misplaced: the pod's securityContext.fsGroup");
    }

    @Test
    void whatDoesNotReachThePodIsMisplaced() {
        assertThat(problems("""
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  securityContext: {}
                  template:
                    hostNetwork: true
                    spec: {}
                """))
                .containsExactly(
                        "4:3 spec.securityContext is misplaced: the pod's securityContext, each container's securityContext",
                        "6:5 spec.template.hostNetwork is misplaced: the pod's hostNetwork");
    }

    @Test
    void aVersionKnowsTheFieldsOfItsTime() {
        String yaml = """
                apiVersion: v1
                kind: Pod
                spec:
                  hostUsers: false
                  workloadRef: {name: a}
                  volumes: [{image: {pullPolicy: Always, foo: 1}}]
                """;
        assertThat(problems(yaml, 24))
                .containsExactly(
                        "4:3 spec.hostUsers is of v1.25",
                        "5:3 spec.workloadRef is of v1.35",
                        "6:14 spec.volumes[0].image is of v1.31");
        assertThat(problems(yaml, 35))
                .containsExactly("6:42 spec.volumes[0].image.foo is unknown to ImageVolumeSource");
        assertThat(problems(yaml, 37))
                .containsExactly(
                        "5:3 spec.workloadRef is unknown to PodSpec",
                        "6:42 spec.volumes[0].image.foo is unknown to ImageVolumeSource");
    }

    @Test
    void whatALaterDuplicateOverridesCountsForNothing() {
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                spec:
                  hostNetwork: "true"
                  containers: [{bad: 1}]
                  hostNetwork: true
                  containers: [{name: a}]
                """)).isEmpty();
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                spec:
                  hostNetwork: true
                  hostNetwork: "true"
                """))
                .containsExactly(
                        "5:3 spec.hostNetwork: json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool");
    }

    @Test
    void mergesCountAsGoYamlAppliesThem() {
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                metadata:
                  annotations: &base
                    drop: "1"
                    runAsUser: "5"
                spec:
                  containers:
                    - securityContext:
                        runAsUser: 1
                        <<: *base
                    - securityContext:
                        <<: *base
                        runAsUser: 1
                """))
                .containsExactly(
                        "6:5 spec.containers[0].securityContext.runAsUser: json: cannot unmarshal string into Go struct field"
                                + " SecurityContext.spec.containers.securityContext.runAsUser of type int64",
                        "5:5 spec.containers[0].securityContext.drop is misplaced: its container's securityContext.capabilities.drop");
    }

    @Test
    void aLineThatSeveralPlacesShareIsReportedOnce() {
        assertThat(problems("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                    - name: a
                      securityContext: &sc
                        drop: [ALL]
                    - name: b
                      securityContext: *sc
                """))
                .containsExactly(
                        "7:9 spec.containers[0].securityContext.drop is misplaced: its container's securityContext.capabilities.drop");
    }

    @Test
    void aSecurityContextCanBeHeldToTheIndexAlone() {
        KubeNode context = object("""
                kind: Rollout
                spec:
                  template:
                    spec:
                      securityContext: {runAsUser: a, drop: [ALL]}
                """).at("spec", "template", "spec", "securityContext");
        assertThat(FieldWalk.problems(context, "PodSecurityContext", 37))
                .extracting(FieldWalkTest::text)
                .containsExactly(
                        "5:25 spec.template.spec.securityContext.runAsUser: json: cannot unmarshal string into Go struct"
                                + " field PodSecurityContext.spec.template.spec.securityContext.runAsUser of type int64",
                        "5:39 spec.template.spec.securityContext.drop is misplaced: each container's securityContext.capabilities.drop");
        assertThat(FieldWalk.problems(context.get("absent"), "SecurityContext", 37))
                .isEmpty();
        assertThat(FieldWalk.problems(context.get("drop"), "SecurityContext", 37))
                .extracting(FieldProblem::apiServerAnswer)
                .containsExactly("json: cannot unmarshal array into Go value of type v1.SecurityContext");
    }

    @Test
    @Timeout(60)
    void thousandsOfProblemsTakeNoLongerThanTheyMust() {
        StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n");
        for (int i = 0; i < 20_000; i++) yaml.append("    - k").append(i).append(": 1\n");
        yaml.append("  metadata:\n");
        for (int i = 0; i < 20_000; i++) yaml.append("  k").append(i).append(": 1\n");
        assertThat(FieldWalk.problems(object(yaml.toString()), "Pod", 37)).hasSize(40_001);
    }

    private static List<String> problems(String yaml) {
        return problems(yaml, 37);
    }

    private static List<String> problems(String yaml, int kubernetesMinor) {
        KubeNode object = object(yaml);
        return FieldWalk.problems(object, object.get("kind").text().orElseThrow(), kubernetesMinor).stream()
                .map(FieldWalkTest::text)
                .toList();
    }

    private static String text(FieldProblem problem) {
        String place = problem.at().location().line() + ":"
                + problem.at().location().column() + " " + problem.at().path();
        return switch (problem) {
            case Unknown unknown ->
                place + " is unknown to " + unknown.where().name()
                        + unknown.suggestion()
                                .map(found -> ": " + (found.inverted() ? "not " : "") + found.name())
                                .orElse("");
            case Misplaced misplaced ->
                place + " is misplaced: "
                        + String.join(
                                ", ",
                                misplaced.homes().stream()
                                        .map(home -> home(home, misplaced))
                                        .toList());
            case WrongType wrong -> place + ": " + wrong.apiServerAnswer();
            case TooNew tooNew -> place + " is of v1." + tooNew.field().since();
        };
    }

    private static String home(Home home, Misplaced misplaced) {
        if (!home.place().inContainer()) return "the pod's " + home.path();
        boolean withinContainer = misplaced.at().path().contains("ontainers[");
        return (withinContainer ? "its container's " : "each container's ") + home.path();
    }

    private static KubeNode object(String yaml) {
        SourceText source = SourceText.of("a.yaml", yaml);
        return switch (YamlReader.documents(source).iterator().next()) {
            case Document.Parsed parsed -> KubeNode.object(source, parsed.root());
            case Document.Broken broken -> throw new AssertionError(broken);
        };
    }
}
