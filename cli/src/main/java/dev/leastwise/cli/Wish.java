package dev.leastwise.cli;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.fix.Violations;
import java.util.List;

/**
 * Which fixes somebody asks for.
 *
 * @param most the least sure that are wanted
 * @param rules whose findings are to be mended, beside what standards refuse that are asked for; none for all
 */
record Wish(Safety most, List<String> rules, Output output) {

    /** What becomes of them. */
    enum Output {
        DIFF,
        PATCH,
        FILE
    }

    /** Whether the fix of a finding, which has one, is wanted. */
    boolean wants(Finding finding) {
        return finding.counts()
                && finding.fix().orElseThrow().safety().compareTo(most) <= 0
                && (rules.isEmpty() || rules.contains(finding.rule()) || Violations.includes(finding));
    }
}
