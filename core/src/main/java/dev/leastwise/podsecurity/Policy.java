package dev.leastwise.podsecurity;

import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Controls, and which of them make a standard.
 *
 * @param controls in the order in which messages name them
 */
record Policy(List<Control> controls) {

    /** A control in the revision that is in force. */
    record InForce(Control control, Revision revision) {

        Optional<Violation> judge(DefaultedPod pod) {
            Optional<Forbidden> forbidden = revision.check().judge(pod);
            if (forbidden.isEmpty()) return Optional.empty();
            Forbidden found = forbidden.get();
            List<Place> places =
                    found.places().stream().map(Place::of).distinct().toList();
            return Optional.of(new Violation(control.id(), found.reason(), found.detail(), places));
        }
    }

    /** The newest minor version that changed something: any newer one is judged like it. */
    long newest() {
        long newest = 0;
        for (Control control : controls) {
            newest = Math.max(newest, control.revisions().getLast().since());
        }
        return newest;
    }

    /** What a standard asks: of a weaker level only what no stricter control overrides. */
    List<InForce> inForce(Standard standard) {
        long minor = Math.min(standard.version().minor().orElse(Long.MAX_VALUE), newest());
        List<InForce> all = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (Control control : controls) {
            if (control.level().compareTo(standard.level()) > 0) continue;
            Optional<Revision> revision = control.at(minor);
            if (revision.isEmpty()) continue;
            all.add(new InForce(control, revision.get()));
            overridden.addAll(revision.get().overrides());
        }
        all.removeIf(rule -> overridden.contains(rule.control.id()));
        return all;
    }

    Evaluation evaluate(DefaultedPod pod, Standard standard) {
        List<Violation> violations = new ArrayList<>();
        for (InForce rule : inForce(standard)) rule.judge(pod).ifPresent(violations::add);
        return new Evaluation(standard, pod.isPod(), violations);
    }
}
