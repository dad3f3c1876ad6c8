package dev.leastwise.config;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import java.util.Optional;

/**
 * What a configuration makes of a rule.
 *
 * @param severity of all that it finds; empty where that is left to the rule
 * @param raisesOnly whether the severity is the least that it may have
 */
record RuleSetting(boolean off, Optional<Severity> severity, boolean raisesOnly) {

    static final RuleSetting ON = new RuleSetting(false, Optional.empty(), false);
    static final RuleSetting OFF = new RuleSetting(true, Optional.empty(), false);

    static RuleSetting of(Severity severity) {
        return new RuleSetting(false, Optional.of(severity), false);
    }

    /** As far as it makes a verdict no weaker. */
    RuleSetting strict() {
        return new RuleSetting(false, severity, true);
    }

    Finding apply(Finding finding) {
        if (severity.isEmpty()) return finding;
        Severity given = raisesOnly ? severity.get().worseOf(finding.severity()) : severity.get();
        return finding.together(
                given, finding.verdict(), finding.message(), finding.container(), finding.role(), finding.related());
    }
}
