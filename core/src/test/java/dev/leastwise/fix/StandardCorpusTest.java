package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.source.Input;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real manifests. */
@Tag("slow")
class StandardCorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final Standard RESTRICTED = Standard.of("restricted").orElseThrow();

    @Test
    void mostComeToPassRestricted() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: real manifests");
        int all = 0, before = 0, after = 0;
        Map<String, Integer> lacking = new TreeMap<>();
        Map<String, Integer> refusals = new TreeMap<>();
        for (Input input : Inputs.of(List.of(CORPUS.toString())).found()) {
            SourceText source = SourceText.of(input.name(), Files.readString(input.path()));
            List<Workload> then = Standards.workloads(source);
            if (then.isEmpty()) continue;
            Mended mended = Standards.mendWithAllRules(source, RESTRICTED);
            for (Mended.Refused refused : mended.refused()) {
                refusals.merge(refused.finding().rule() + ": " + refused.fact(), 1, Integer::sum);
            }
            for (Workload workload : then) {
                all++;
                if (PodSecurity.evaluate(workload, RESTRICTED).allowed()) before++;
            }
            for (Workload workload : Standards.workloads(mended.after())) {
                Evaluation evaluation = PodSecurity.evaluate(workload, RESTRICTED);
                if (evaluation.allowed()) after++;
                StringBuilder checks = new StringBuilder();
                for (Violation violation : evaluation.violations()) {
                    checks.append(violation.check()).append(' ');
                }
                lacking.merge(checks.toString(), 1, Integer::sum);
            }
        }
        System.out.println(all + " workloads, " + before + " allowed before, " + after + " after");
        lacking.forEach((checks, count) -> System.out.println(count + " " + checks));
        refusals.forEach((choice, count) -> System.out.println("REFUSED " + count + " " + choice));
        assertThat(after * 100 / all).isGreaterThanOrEqualTo(80);
    }
}
