package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.fix.Mended;
import dev.leastwise.fix.MendedCorpus;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what all fixes make of real manifests to the server that is to take them. */
@Tag("slow")
class MendedManifestsTest {

    private final RealApiServer server = RealApiServer.assume();
    private final List<String> refusals = new ArrayList<>();
    private int taken;

    @Test
    void areRefusedAndWarnedOfNoMoreThanBefore() throws IOException {
        for (Mended mended : MendedCorpus.assume()) {
            List<Workload> then = MendedCorpus.workloads(mended.before());
            List<Workload> now = MendedCorpus.workloads(mended.after());
            assertThat(now).as(mended.before().name()).hasSameSizeAs(then);
            for (int i = 0; i < then.size(); i++)
                compare(then.get(i).manifest(), now.get(i).manifest());
        }

        assertThat(refusals).isEmpty();
        assertThat(taken).isGreaterThan(200);
    }

    private void compare(Manifest then, Manifest now) {
        if (!server.serves(then.apiVersion(), then.kind())) return;
        Answer before = create(then);
        if (!before.taken()) return;
        Answer after = create(now);
        if (after.taken() && before.warnings().containsAll(after.warnings())) taken++;
        else refusals.add(now.source().name() + ": " + after);
    }

    private Answer create(Manifest manifest) {
        Map<String, Object> object = Json.object(manifest.root());
        Map<String, Object> metadata = Json.field(object, "metadata");
        metadata.remove("namespace");
        metadata.put("name", Json.text("web"));
        return server.create(server.namespace(Map.of()), object, FieldValidation.WARN);
    }
}
