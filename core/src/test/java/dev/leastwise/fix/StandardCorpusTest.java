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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real manifests, with the fixes of rules and of restricted. */
@Tag("slow")
class StandardCorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final Standard RESTRICTED = Standard.of("restricted").orElseThrow();

    private final Map<String, Integer> lacking = new TreeMap<>();
    private int workloads;
    private int allowedBefore;
    private int allowedAfter;

    @Test
    void mostComeToPassAndTheRestLackOnlyWhatAPersonMustChoose() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: real manifests");
        for (Input input : Inputs.of(List.of(CORPUS.toString())).found()) {
            mend(SourceText.of(input.name(), Files.readString(input.path())));
        }

        System.out.println("corpus under restricted: of " + workloads + " workloads " + allowedBefore
                + " pass before and " + allowedAfter + " after, the others lack " + lacking);
        assertThat(workloads).isPositive();
        assertThat(100 * allowedAfter).isGreaterThanOrEqualTo(80 * workloads);
    }

    private void mend(SourceText before) {
        for (Workload workload : Standards.workloads(before)) {
            workloads++;
            if (PodSecurity.evaluate(workload, RESTRICTED).allowed()) allowedBefore++;
        }
        Mended mended = Standards.of(RESTRICTED.id()).withRules().mend(before);
        assertThat(mended.refused()).as(before.name()).isEmpty();
        assertThat(mended.left())
                .filteredOn(Violations::includes)
                .as(before.name())
                .allMatch(Standards::isChoice);
        for (Workload workload : Standards.workloads(mended.after())) {
            Evaluation evaluation = PodSecurity.evaluate(workload, RESTRICTED);
            if (evaluation.allowed()) {
                allowedAfter++;
            } else {
                lacking.merge(checks(evaluation), 1, Integer::sum);
            }
        }
    }

    private static String checks(Evaluation evaluation) {
        return evaluation.violations().stream().map(Violation::check).collect(Collectors.joining(" and "));
    }
}
