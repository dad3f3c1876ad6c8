package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.finding.Finding;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the lines of refused-by-api-server to all that a server says against an object. */
@Tag("slow")
class RefusalsTest {

    private static final List<Rule> RULE = Sample.rules("refused-by-api-server");
    private static final long SEED = Long.getLong("leastwise.seed", 20_261_125L);
    private static final int COUNT = Integer.getInteger("leastwise.objects", 500);

    private final RealApiServer server = RealApiServer.assume();

    @TestFactory
    Stream<DynamicTest> examples() {
        return Sample.examples(RULE.getFirst()).stream()
                .map(sample -> dynamicTest(sample.name(), () -> isRefusedAsReported(sample)));
    }

    @TestFactory
    Stream<DynamicTest> recordedRefusals() throws IOException {
        try (InputStream in = Rules.class.getResourceAsStream("validation/refusals.yaml")) {
            return Sample.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(sample -> dynamicTest(sample.name(), () -> isRefusedAsReported(sample)));
        }
    }

    @Test
    void randomPods() {
        System.out.println("random pods: seed " + SEED + " (-Dleastwise.seed)");
        RandomPods pods = new RandomPods(new Random(SEED));
        for (int i = 0; i < COUNT; i++)
            isRefusedAsReported(Sample.of(pods.next()).getFirst());
    }

    private void isRefusedAsReported(Sample sample) {
        Answer answer =
                server.create(server.namespace(Map.of()), Complete.of(sample.manifest()), FieldValidation.STRICT);
        Stream<String> reported = sample.findings(RULE).stream().map(Finding::message);
        assertThat(lines(reported))
                .as(() -> sample.source().name() + ": "
                        + Json.write(Json.object(sample.manifest().root())))
                .isEqualTo(lines(answer.refusals().stream()));
        assertThat(answer.taken())
                .as(answer.message())
                .isEqualTo(answer.refusals().isEmpty());
    }

    private static String lines(Stream<String> texts) {
        return String.join("\n", texts.distinct().sorted().toList());
    }
}
