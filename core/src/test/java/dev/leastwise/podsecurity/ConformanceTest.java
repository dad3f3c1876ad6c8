package dev.leastwise.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kubernetes' own fixtures are judged as it judges them. */
@Tag("slow")
class ConformanceTest {

    @Test
    void podsAreJudgedAsTheFixturesSay() throws IOException {
        assertThat(disagreements(Pods::bare)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void templatesOfEveryKindAreJudgedAsTheFixturesSay(Pods.Controller controller) throws IOException {
        assertThat(disagreements(pod -> Pods.wrapped(pod, controller))).isEmpty();
    }

    @Test
    void theFixturesAreComplete() throws IOException {
        List<Fixture> fixtures = Fixture.all();

        assertThat(fixtures).hasSize(4537);
        assertThat(fixtures.stream().map(Fixture::pod).distinct()).hasSize(380);
        assertThat(fixtures.stream().filter(Fixture::allowed)).hasSize(433 + 618);
    }

    private static List<String> disagreements(Function<String, Workload> read) throws IOException {
        Map<String, Workload> workloads = new HashMap<>();
        List<String> disagreements = new ArrayList<>();
        for (Fixture fixture : Fixture.all()) {
            Workload workload = workloads.computeIfAbsent(fixture.pod(), read);
            Evaluation evaluation = PodSecurity.evaluate(workload, fixture.standard());
            if (fixture.agreesWith(evaluation)) continue;
            disagreements.add(fixture.standard().id() + ' ' + fixture.name() + ": "
                    + evaluation.message().orElse("allowed"));
        }
        return disagreements;
    }
}
