package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.fix.Mended;
import dev.leastwise.fix.Standards;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Fixture;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.source.Input;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what fixes make of workloads for a standard to a server that enforces it. */
@Tag("slow")
class MendedWorkloadsTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
    private static final Standard RESTRICTED = Standard.of("restricted").orElseThrow();

    private final RealApiServer server = RealApiServer.assume();
    private final List<String> refusals = new ArrayList<>();
    private int taken;

    @Test
    void theServerTakesKubernetesOwnPods() throws IOException {
        for (Fixture fixture : Fixture.all()) {
            Standard standard = fixture.standard();
            if (fixture.allowed() || !standard.version().id().equals("v1.37")) continue;
            Mended mended = Standards.of(standard.id()).withRules().mend(fixture.pod());
            Workload workload = Standards.workloads(mended.after()).getFirst();
            if (!PodSecurity.evaluate(workload, standard).allowed()) continue;
            String namespace = server.namespace(Map.of(
                    ENFORCE,
                    standard.level().id(),
                    ENFORCE + "-version",
                    standard.version().id()));
            Answer answer = create(namespace, workload.manifest());
            if (answer.taken()) taken++;
            else refusals.add(standard.id() + ' ' + fixture.name() + ": " + answer.message());
        }

        assertThat(refusals).isEmpty();
        assertThat(taken).isEqualTo(103);
    }

    @Test
    void theServerRefusesNothingOfRealManifestsThatItTookBefore() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: real manifests");
        for (Input input : Inputs.of(List.of(CORPUS.toString())).found()) {
            SourceText before = SourceText.of(input.name(), Files.readString(input.path()));
            Mended mended = Standards.of(RESTRICTED.id()).withRules().mend(before);
            List<Workload> then = Standards.workloads(before);
            List<Workload> now = Standards.workloads(mended.after());
            for (int i = 0; i < then.size(); i++) compare(then.get(i), now.get(i));
        }

        assertThat(refusals).isEmpty();
        assertThat(taken).isGreaterThan(200);
    }

    private void compare(Workload then, Workload now) {
        boolean served = then.isValidated()
                && server.serves(then.manifest().apiVersion(), then.manifest().kind());
        if (!served || !create(server.namespace(Map.of()), then.manifest()).taken()) return;
        boolean allowed = PodSecurity.evaluate(now, RESTRICTED).allowed();
        String namespace = server.namespace(
                allowed ? Map.of(ENFORCE, "restricted", ENFORCE.replace("enforce", "warn"), "restricted") : Map.of());
        Answer answer = create(namespace, now.manifest());
        boolean warned = answer.warnings().stream().anyMatch(text -> text.startsWith("would violate"));
        if (answer.taken() && !warned) taken++;
        else refusals.add(now.manifest().source().name() + ": " + answer);
    }

    private Answer create(String namespace, Manifest manifest) {
        Map<String, Object> object = Json.object(manifest.root());
        Map<String, Object> metadata = Json.field(object, "metadata");
        metadata.remove("namespace");
        metadata.put("name", Json.text("web"));
        return server.create(namespace, object, FieldValidation.IGNORE);
    }
}
