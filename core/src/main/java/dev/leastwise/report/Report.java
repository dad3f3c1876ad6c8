package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Outcomes;
import dev.leastwise.privilege.Target;
import dev.leastwise.source.InputError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that a check has to say.
 *
 * @param findings in the order of the inputs, lines, columns and rules, suppressed ones among them
 * @param fingerprints of the findings, by their index
 * @param standards what the Pod Security Standards that were asked for say
 * @param skipped inputs that are templates or patches
 * @param errors inputs that could not be read
 */
public record Report(
        Target target,
        List<Finding> findings,
        Fingerprints fingerprints,
        Outcomes standards,
        List<Skipped> skipped,
        List<InputError> errors,
        Counts counts) {

    /** An input that must be rendered before it can be judged. */
    public record Skipped(String file, int line, String reason) {}

    /**
     * How much was judged.
     *
     * @param files inputs with Kubernetes objects
     * @param ignored inputs that hold none, and files and folders that .gitignore leaves out
     */
    public record Counts(int files, int documents, int workloads, int containers, int ignored) {}

    /** How many findings count of each severity, undecided ones too. */
    public Map<Severity, Integer> bySeverity() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) counts.put(severity, 0);
        for (Finding finding : findings) {
            if (finding.counts()) counts.merge(finding.severity(), 1, Integer::sum);
        }
        return counts;
    }

    public int undecided() {
        int undecided = 0;
        for (Finding finding : findings) {
            if (finding.counts() && finding.verdict() == Verdict.UNDECIDED) undecided++;
        }
        return undecided;
    }

    public int suppressed() {
        int suppressed = 0;
        for (Finding finding : findings) {
            if (!finding.counts()) suppressed++;
        }
        return suppressed;
    }
}
