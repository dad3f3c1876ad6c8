package dev.leastwise.podsecurity;

import dev.leastwise.finding.Copies;
import dev.leastwise.podsecurity.Control.Revision;
import dev.leastwise.podsecurity.Policy.InForce;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What every revision of every control has against a pod: enough to judge it by any standard when it is no longer there. */
final class Survey {

    private final Policy policy;
    private final boolean isPod;
    private final IdentityHashMap<Revision, Violation> violations = new IdentityHashMap<>();

    Survey(Policy policy, DefaultedPod pod, Copies copies) {
        this.policy = policy;
        this.isPod = pod.isPod();
        for (Control control : policy.controls()) {
            for (Revision revision : control.revisions()) {
                Optional<Violation> found = new InForce(control, revision).judge(pod);
                if (found.isPresent()) violations.put(revision, found.get().sharing(copies));
            }
        }
    }

    /** The same as if the pod were judged now. */
    Evaluation under(Standard standard) {
        List<Violation> found = new ArrayList<>();
        for (InForce rule : policy.inForce(standard)) {
            Violation violation = violations.get(rule.revision());
            if (violation != null) found.add(violation);
        }
        return new Evaluation(standard, isPod, found);
    }
}
