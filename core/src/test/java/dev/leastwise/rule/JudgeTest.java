package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of rules' findings, and of their mistakes. */
class JudgeTest {

    private static final String WORKFLOW = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {name: build}
            spec:
              securityContext: {seccompProfile: {type: Unconfined}}
              hostNetwork: true
              templates:
              - name: one
                container: {image: a}
                sidecars: [{name: log, image: b}]
              - name: two
                container: {image: a}
            """;

    /** Fails wherever it looks. */
    private static final class Failing implements PodRule {

        @Override
        public RuleInfo info() {
            return new Privileged().info();
        }

        @Override
        public void check(PodScope scope, Findings findings) {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void countsWorkloadsAndTheirContainers() {
        Judge judge = new Judge(Rules.ALL, Grants.under(Target.DEFAULT));
        judge(judge, WORKFLOW);
        judge(judge, "{apiVersion: v1, kind: Pod, spec: {containers: [{name: app, image: nginx}]}}");
        judge(judge, "{apiVersion: v1, kind: ConfigMap}");

        assertThat(judge.workloads()).isEqualTo(3);
        assertThat(judge.containers()).isEqualTo(4);
        assertThat(judge.crashes()).isEmpty();
    }

    @Test
    void saysOnceWhatSeveralPodsOfAnObjectInherit() {
        Judge judge = new Judge(List.of(new HostNetwork()), Grants.under(Target.DEFAULT));

        assertThat(judge(judge, WORKFLOW)).extracting(Inputs::line).containsExactly("""
                a.yaml:6 high: the pod uses the node's network""");
    }

    @Test
    void saysOfAnObjectThatPodsWereFoundInItByTheirShape() {
        String thing = """
                apiVersion: shop.example/v1
                kind: Thing
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                      - {name: app, image: nginx, securityContext: {privileged: true, privileged: true}}
                """;
        Judge judge = new Judge(List.of(new DuplicateKey(), new Privileged()), Grants.under(Target.DEFAULT));

        assertThat(judge(judge, thing)).hasSize(2).allMatch(Finding::byShape);
        assertThat(judge(judge, thing.replace("shop.example/v1", "apps/v1").replace("Thing", "Deployment")))
                .hasSize(2)
                .noneMatch(Finding::byShape);
    }

    @Test
    void saysOfEachDocumentOnceWhatIsWrongAroundTheItemsOfAList() {
        Judge judge = new Judge(List.of(new DuplicateKey()), Grants.under(Target.DEFAULT));

        assertThat(judge(judge, """
                apiVersion: v1
                kind: List
                metadata: {resourceVersion: "1", resourceVersion: "2"}
                items:
                - {apiVersion: v1, kind: Pod, metadata: {name: a, name: b}}
                - {apiVersion: v1, kind: Pod, metadata: {name: c}}
                """)).extracting(Inputs::line).containsExactly("""
                a.yaml:3 medium: "resourceVersion: 1" has no effect: the key is written again as "2", and the last one counts""", """
                a.yaml:5 medium: "name: a" has no effect: the key is written again as "b", and the last one counts""");
    }

    @Test
    void saysOnceWhatStandsBehindAList() {
        Judge judge = new Judge(List.of(new TextAfterDocumentEnd()), Grants.under(Target.DEFAULT));

        assertThat(judge(judge, """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Pod}
                - {apiVersion: v1, kind: Pod}
                ...
                kind: Pod
                """)).hasSize(1);
    }

    @Test
    void goesOnWhereARuleFails() {
        Judge judge = new Judge(List.of(new Failing(), new HostNetwork()), Grants.under(Target.DEFAULT));

        assertThat(judge(judge, WORKFLOW.replace("- name: two\n    container: {image: a}\n", "")))
                .hasSize(1);
        assertThat(judge.crashes())
                .containsExactly("a.yaml: internal error in rule privileged: java.lang.IllegalStateException: no;"
                        + " please report it at https://leastwise.dev/issues");
    }

    private static List<Finding> judge(Judge judge, String manifest) {
        SourceText source = SourceText.of("a.yaml", manifest);
        List<Finding> findings = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            findings.addAll(judge.judge(Contents.of(source, (Document.Parsed) document)));
        }
        return findings;
    }
}
