package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is found where, for telling findings of a text from those of the text after a fix: lines move, this stays. */
record Place(String rule, int document, ObjectName object, String path) {

    static Place of(Finding finding) {
        return new Place(finding.rule(), finding.document(), finding.object(), finding.stablePath());
    }

    /** The worst severity and the number of findings at each place; info and questions of start-up do not count. */
    static Map<Place, Weight> weights(List<Finding> findings) {
        Map<Place, Weight> weights = new HashMap<>();
        for (Finding finding : findings) {
            boolean asks = finding.startUp() && finding.verdict() == Verdict.UNDECIDED;
            if (asks || finding.severity() == Severity.INFO) continue;
            weights.merge(of(finding), new Weight(finding.severity(), 1), Weight::and);
        }
        return weights;
    }

    /** The worst severity and the number of all findings at each place. */
    static Map<Place, Weight> weightsOfAll(List<Finding> findings) {
        Map<Place, Weight> weights = new HashMap<>();
        for (Finding finding : findings) weights.merge(of(finding), new Weight(finding.severity(), 1), Weight::and);
        return weights;
    }

    /** How much is found at a place. */
    record Weight(Severity worst, int count) {

        static final Weight NONE = new Weight(Severity.INFO, 0);

        Weight and(Weight other) {
            return new Weight(worst.worseOf(other.worst), count + other.count);
        }

        boolean isMoreThan(Weight other) {
            return count > other.count || worst.compareTo(other.worst) < 0;
        }
    }
}
