package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Controls, and which of them make a standard. */
final class Policy {

    /** A control in the revision that is in force. */
    record InForce(Control control, Revision revision) {

        Optional<Violation> judge(DefaultedPod pod) {
            Optional<Forbidden> forbidden = revision.check().judge(pod);
            if (forbidden.isEmpty()) return Optional.empty();
            Forbidden found = forbidden.get();
            return Optional.of(new Violation(control.id(), found.reason(), found.detail(), places(found.places())));
        }

        /** Each place once. */
        private static List<Place> places(List<KubeNode> nodes) {
            if (nodes.size() == 1) return List.of(Place.of(nodes.getFirst()));
            Map<String, Place> places = new LinkedHashMap<>();
            for (KubeNode node : nodes) places.putIfAbsent(node.path(), Place.of(node));
            return List.copyOf(places.values());
        }
    }

    private final List<Control> controls;
    private final long newest;
    private final Map<Level, Map<Integer, List<InForce>>> chosen = new EnumMap<>(Level.class);

    /** Of controls in the order in which messages name them. */
    Policy(List<Control> controls) {
        this.controls = controls;
        long last = 0;
        for (Control control : controls) {
            last = Math.max(last, control.revisions().getLast().since());
        }
        this.newest = last;
        for (Level level : Level.values()) chosen.put(level, new ConcurrentHashMap<>());
    }

    List<Control> controls() {
        return controls;
    }

    /** What a standard asks; a version that is newer than the newest that changed something is as that. */
    List<InForce> inForce(Standard standard) {
        int minor = (int) Math.min(standard.version().minor().orElse(newest), newest);
        Map<Integer, List<InForce>> ofLevel = Objects.requireNonNull(chosen.get(standard.level()));
        List<InForce> known = ofLevel.get(minor);
        if (known != null) return known;
        List<InForce> rules = choose(standard.level(), minor);
        ofLevel.put(minor, rules);
        return rules;
    }

    /** Of a weaker level only what no stricter control overrides. */
    private List<InForce> choose(Level level, int minor) {
        List<InForce> all = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (Control control : controls) {
            if (control.level().compareTo(level) > 0) continue;
            Optional<Revision> revision = control.at(minor);
            if (revision.isEmpty()) continue;
            all.add(new InForce(control, revision.get()));
            overridden.addAll(revision.get().overrides());
        }
        all.removeIf(rule -> overridden.contains(rule.control.id()));
        return all;
    }

    Map<String, Forbidden> forbidden(DefaultedPod pod, Standard standard) {
        Map<String, Forbidden> forbidden = new LinkedHashMap<>();
        for (InForce rule : inForce(standard)) {
            rule.revision()
                    .check()
                    .judge(pod)
                    .ifPresent(found -> forbidden.put(rule.control().id(), found));
        }
        return forbidden;
    }

    Evaluation evaluate(DefaultedPod pod, Standard standard) {
        List<Violation> violations = new ArrayList<>();
        for (InForce rule : inForce(standard)) {
            Optional<Violation> violation = rule.judge(pod);
            if (violation.isPresent()) violations.add(violation.get());
        }
        return new Evaluation(standard, pod.isPod(), violations);
    }
}
