package dev.leastwise.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.SourceRule;
import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with how a workload is written, mending it grants nothing and leaves no word of the server's. */
class RandomMistakesTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_261_203L);
    private static final int COUNT = Integer.getInteger("leastwise.objects", 2_000);

    private static final List<Rule> RULES = Rules.ALL.stream()
            .filter(rule -> rule instanceof SourceRule
                    || Set.of("ineffective-capability", "dangerous-capability")
                            .contains(rule.info().id()))
            .toList();

    @Test
    void areMendedWithoutGrantingAnything() {
        System.out.println("random mistakes: seed " + SEED + " (-Dleastwise.seed)");
        RandomMistakes mistakes = new RandomMistakes(new Random(SEED));
        int made = 0;
        for (int i = 0; i < COUNT; i++) {
            String text = mistakes.next();
            Mended mended = new Standards(Demand.NONE, RULES, Optional.empty()).mend(text);
            assertThat(mended.refused()).as(text).isEmpty();
            assertThat(raised(mended)).as(text).isEmpty();
            Set<String> words = mended.left().stream().map(Finding::why).collect(Collectors.toSet());
            for (Applied applied : mended.applied()) {
                if (applied.finding().why().contains("strict decoding error")) {
                    assertThat(words).as(text).doesNotContain(applied.finding().why());
                }
            }
            assertThat(new Standards(Demand.NONE, RULES, Optional.empty())
                            .mend(mended.after())
                            .changed())
                    .as(text)
                    .isFalse();
            made += mended.applied().size();
        }
        assertThat(made).isGreaterThan(COUNT);
    }

    private static List<String> raised(Mended mended) {
        List<Privileges> before = privileges(mended.before());
        List<Privileges> after = privileges(mended.after());
        assertThat(after).hasSameSizeAs(before);
        List<String> raised = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) raised.addAll(after.get(i).beyond(before.get(i)));
        return raised;
    }

    private static List<Privileges> privileges(SourceText source) {
        Grants grants = Grants.under(Target.DEFAULT);
        List<Privileges> privileges = new ArrayList<>();
        for (Workload workload : Standards.workloads(source)) {
            for (Container container : workload.containers()) privileges.add(grants.of(workload, container));
        }
        return privileges;
    }
}
