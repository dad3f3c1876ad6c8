package dev.leastwise.rule.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds refusals to those of the API server's own validation, recorded from Kubernetes v1.37.2's packages. */
class ApiServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"refusals", "edges"})
    void answersAsTheServerDoes(String recorded) throws IOException {
        SourceText source = SourceText.of(recorded + ".yaml", resource(recorded + ".yaml"));
        List<String> lines = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            Document.Parsed parsed = (Document.Parsed) document;
            lines.add("document " + parsed.number());
            for (Manifest manifest : Manifest.of(source, parsed)) {
                for (Workload workload : Workloads.of(manifest)) lines.addAll(refusals(workload, 37));
            }
        }
        assertThat(lines)
                .containsExactlyElementsOf(resource(recorded + ".txt").lines().toList());
    }

    private static List<String> refusals(Workload workload, int kubernetes) {
        return ApiServer.refusals(workload, kubernetes).stream()
                .map(refusal -> "  " + refusal.text())
                .distinct()
                .sorted((one, other) -> one.compareTo(other))
                .toList();
    }

    /** What the older server drops without a word, because the feature's gate is off, it does not refuse. */
    @Test
    void keepsToTheVersion() {
        String pod = """
                apiVersion: v1
                kind: Pod
                spec:
                  hostUsers: false
                  hostNetwork: true
                  securityContext:
                    supplementalGroupsPolicy: Foo
                    sysctls: [{name: net.core.somaxconn, value: "1"}]
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      procMount: Foo
                      appArmorProfile: {}
                    volumeMounts:
                    - {name: data, mountPath: /data, recursiveReadOnly: Enabled}
                """;
        assertThat(fields(pod, 28)).isEmpty();
        assertThat(fields(pod, 29)).containsExactly("spec.securityContext.sysctls[0].name");
        assertThat(fields(pod, 30))
                .containsExactly(
                        "spec.containers[0].securityContext.appArmorProfile.type",
                        "spec.securityContext.sysctls[0].name");
        assertThat(fields(pod, 31)).hasSize(3).contains("spec.containers[0].volumeMounts.recursiveReadOnly");
        assertThat(fields(pod, 33))
                .containsExactly(
                        "spec.containers[0].securityContext.appArmorProfile.type",
                        "spec.containers[0].securityContext.procMount",
                        "spec.containers[0].volumeMounts.recursiveReadOnly",
                        "spec.hostNetwork",
                        "spec.securityContext.supplementalGroupsPolicy",
                        "spec.securityContext.sysctls[0].name");
        assertThat(refusals(workload(pod), 33))
                .contains("  spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false");
        assertThat(refusals(workload(pod), 34)).contains("  spec.hostNetwork: Forbidden: when `hostUsers` is false");
    }

    /** Kubernetes' own answers, with texts that are too long to be recorded. */
    @Test
    void measuresTextsInBytes() {
        String file = "appArmorProfile: {type: Localhost, localhostProfile: %s}";
        String tooLong =
                "  spec.containers[0].securityContext.appArmorProfile.localhostProfile: Too long: may not be more"
                        + " than 4095 bytes";
        assertThat(refusalsOf(file, "x".repeat(4095))).isEmpty();
        assertThat(refusalsOf(file, "x".repeat(4096))).containsExactly(tooLong);
        assertThat(refusalsOf(file, "é".repeat(2048))).containsExactly(tooLong);

        String spec = "windowsOptions: {gmsaCredentialSpec: %s}";
        assertThat(refusalsOf(spec, "x".repeat(65_536))).isEmpty();
        assertThat(refusalsOf(spec, "x".repeat(65_537)))
                .singleElement()
                .asString()
                .endsWith("gmsaCredentialSpec size must be under 64 KiB");
    }

    private static List<String> refusalsOf(String setting, String text) {
        return refusals(workload("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: app
                    securityContext: {%s}
                """.formatted(setting.formatted(text))), 37);
    }

    private static List<String> fields(String pod, int kubernetes) {
        return refusals(workload(pod), kubernetes).stream()
                .map(text -> text.substring(2, text.indexOf(": ")))
                .toList();
    }

    private static Workload workload(String pod) {
        SourceText source = SourceText.of("pod.yaml", pod);
        Document document = KubeReader.documents(source).iterator().next();
        Manifest manifest = Manifest.of(source, (Document.Parsed) document).getFirst();
        return Workloads.of(manifest).getFirst();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ApiServerTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
