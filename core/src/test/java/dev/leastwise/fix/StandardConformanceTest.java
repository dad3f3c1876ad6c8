package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Fixture;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kubernetes' own pods that standards refuse, each under its standard. */
@Tag("slow")
class StandardConformanceTest {

    private final Map<String, Integer> choices = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int allowed;

    @Test
    void aPodBecomesAllowedOrItIsSaidWhatAPersonMustChoose() throws IOException {
        List<Fixture> fixtures =
                Fixture.all().stream().filter(fixture -> !fixture.allowed()).toList();
        for (Fixture fixture : fixtures) mend(fixture);

        assertThat(wrong).isEmpty();
        assertThat(fixtures).hasSize(2364 + 1122);
        assertThat(allowed).isEqualTo(3289);
        assertThat(choices).isEqualTo(Map.of("runAsUser", 45, "windowsHostProcess", 152));
    }

    private void mend(Fixture fixture) {
        Mended mended = Standards.of(fixture.standard().id()).withRules().mend(fixture.pod());
        for (Mended.Refused refused : mended.refused()) {
            wrong.add(fixture.name() + " refuses " + refused.finding().rule() + ": " + refused.fact());
        }
        Workload workload = Standards.workloads(mended.after()).getFirst();
        Evaluation evaluation = PodSecurity.evaluate(workload, fixture.standard());
        if (evaluation.allowed()) allowed++;
        TreeSet<String> said = new TreeSet<>();
        for (var finding : mended.left()) {
            if (Violations.includes(finding) && Standards.isChoice(finding)) said.add(finding.rule());
        }
        for (Violation violation : evaluation.violations()) {
            choices.merge(violation.check(), 1, Integer::sum);
            if (said.contains(fixture.standard().id() + '/' + violation.check())) continue;
            wrong.add(fixture.name() + " is left with " + violation.text() + ", and nothing is said of it");
        }
    }
}
