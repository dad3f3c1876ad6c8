package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a workload that lacks its kind or version, and what is left alone. */
class IncompleteTest {

    @ParameterizedTest
    @CsvSource({
        "Pod, Pod, v1",
        "pod, Pod, v1",
        "Deploymnet, Deployment, apps/v1",
        "CronJob, CronJob, batch/v1",
    })
    void isAKindOfWorkloadWithoutAVersion(String kind, String title, String apiVersion) {
        String fact = "an object of kind " + title + " has no apiVersion, and kubectl refuses it -> write apiVersion: "
                + apiVersion;
        assertThat(found("{kind: " + kind + ", metadata: {name: a}}")).contains(fact);
        assertThat(found("{kind: " + kind + ", spec: {}}")).contains(fact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {containers: [{name: app}]}",
                "spec: {template: {spec: {}}}",
                "spec: {jobTemplate: {spec: {}}}",
            })
    void isAnObjectWithContainersAndWithoutAKind(String spec) {
        assertThat(found("{apiVersion: v1, " + spec + "}"))
                .contains(
                        "an object with containers has no kind, and kubectl refuses it -> write its kind, such as kind:"
                                + " Pod");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Pod, spec: {containers: []}}",
                "{kind: Pod}",
                "{kind: Pod, metadata: a}",
                "{kind: Service, metadata: {name: a}}",
                "{apiVersion: v1, spec: {containers: 3}}",
                "{apiVersion: v1, spec: {template: {}}}",
                "{spec: {containers: []}}",
                "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod}, {kind: Pod}]}",
            })
    void isNothingElse(String document) {
        assertThat(found(document)).isEmpty();
    }

    @Test
    void isLookedForInLists() {
        assertThat(found("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Pod}
                - {kind: Pod, metadata: {name: a}}
                - {apiVersion: v1, spec: {containers: []}}
                """))
                .hasValueSatisfying(fact -> assertThat(fact).startsWith("an object of kind Pod has no apiVersion"));
    }

    private static Optional<String> found(String text) {
        SourceText source = SourceText.of("a.yaml", text);
        Document document = KubeReader.documents(source).iterator().next();
        return Incomplete.in(source, (Document.Parsed) document)
                .map(incomplete -> incomplete.fact() + " -> " + incomplete.remedy());
    }
}
