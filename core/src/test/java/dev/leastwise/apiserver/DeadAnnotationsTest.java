package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.finding.Finding;
import dev.leastwise.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds dead-annotation to what a server warns of. */
@Tag("slow")
class DeadAnnotationsTest {

    private static final List<Rule> RULE = Sample.rules("dead-annotation");

    private final RealApiServer server = RealApiServer.assume();

    @Test
    void areThoseThatTheServerWarnsOf() {
        for (String annotation : List.of(
                "seccomp.security.alpha.kubernetes.io/pod: runtime/default",
                "seccomp.security.alpha.kubernetes.io/pod: localhost/app.json",
                "container.seccomp.security.alpha.kubernetes.io/app: docker/default",
                "container.seccomp.security.alpha.kubernetes.io/app: unconfined",
                "container.apparmor.security.beta.kubernetes.io/app: runtime/default",
                "container.apparmor.security.beta.kubernetes.io/app: unconfined",
                "container.apparmor.security.beta.kubernetes.io/app: localhost/app",
                "container.apparmor.security.beta.kubernetes.io/app: ''")) {
            String pod =
                    "metadata: {annotations: {" + annotation + "}}, spec: {containers: [{name: app, image: nginx}]}";
            isWarnedOfAsReported("{apiVersion: v1, kind: Pod, " + pod + "}");
            isWarnedOfAsReported("{apiVersion: apps/v1, kind: Deployment, spec: {template: {" + pod + "}}}");
        }
    }

    private void isWarnedOfAsReported(String text) {
        Sample sample = Sample.of(text).getFirst();
        Answer answer =
                server.create(server.namespace(Map.of()), Complete.of(sample.manifest()), FieldValidation.STRICT);
        assertThat(answer.message()).isEmpty();
        assertThat(sample.findings(RULE))
                .extracting(Finding::path)
                .singleElement()
                .isEqualTo(warnedOf(answer));
    }

    /** The annotation in {@code metadata.annotations[NAME]: what is wrong with it}, as a path. */
    private static String warnedOf(Answer answer) {
        assertThat(answer.warnings()).hasSize(1);
        String warning = answer.warnings().getFirst();
        return warning.substring(0, warning.indexOf(": ")).replace("[", "[\"").replace("]", "\"]");
    }
}
