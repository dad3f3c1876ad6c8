package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Fixture;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kubernetes' own pods that standards refuse. */
@Tag("slow")
class StandardConformanceTest {

    @Test
    void aPodBecomesAllowedOrItIsSaidWhatAPersonMustChoose() throws IOException {
        List<String> silent = new ArrayList<>();
        Map<String, Integer> choices = new TreeMap<>();
        Map<String, Integer> refusals = new TreeMap<>();
        int allowed = 0;
        int all = 0;
        for (Fixture fixture : Fixture.all()) {
            if (fixture.allowed()) continue;
            all++;
            Mended mended = Standards.mend(
                    SourceText.of("pod.yaml", fixture.pod()),
                    Rules.ALL,
                    new dev.leastwise.podsecurity.Demand(List.of(fixture.standard()), false));
            Workload workload = Standards.workloads(mended.after()).getFirst();
            Evaluation evaluation = PodSecurity.evaluate(workload, fixture.standard());
            for (Mended.Refused refused : mended.refused())
                refusals.merge(
                        fixture.name() + " " + refused.finding().rule().replaceAll("v1.*/", "") + ": " + refused.fact(),
                        1,
                        Integer::sum);
            if (evaluation.allowed()) {
                allowed++;
                continue;
            }
            for (Violation violation : evaluation.violations()) {
                String rule = fixture.standard().id() + "/" + violation.check();
                boolean said = false;
                for (Finding finding : mended.left()) {
                    if (!finding.rule().equals(rule)) continue;
                    if (finding.fix().orElseThrow().safety() != Safety.SHOW_ONLY) continue;
                    said = true;
                    choices.merge(violation.check() + ": " + finding.fix().get().title(), 1, Integer::sum);
                }
                if (!said) silent.add(fixture.name() + " " + rule + ": " + violation.text() + "\n" + fixture.pod());
            }
        }
        System.out.println(all + " refused, " + allowed + " become allowed");
        choices.forEach((choice, count) -> System.out.println(count + " " + choice));
        refusals.forEach((choice, count) -> System.out.println("REFUSED " + count + " " + choice));
        assertThat(silent).isEmpty();
    }
}
