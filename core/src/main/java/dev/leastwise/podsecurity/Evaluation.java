package dev.leastwise.podsecurity;

import dev.leastwise.finding.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a standard says of a workload.
 *
 * @param standard as requested
 * @param isPod whether the workload is a pod, which is refused; what makes pods is only warned about, and its pods are refused
 */
public record Evaluation(Standard standard, boolean isPod, List<Violation> violations) {

    public boolean allowed() {
        return violations.isEmpty();
    }

    /** The same, its texts shared with those before. */
    Evaluation sharing(Copies copies) {
        List<Violation> shared = new ArrayList<>(violations.size());
        for (Violation violation : violations) shared.add(violation.sharing(copies));
        return new Evaluation(standard, isPod, shared);
    }

    /** What the API server's error or warning says; empty where it says nothing. */
    public Optional<String> message() {
        if (allowed()) return Optional.empty();
        StringBuilder message = new StringBuilder(isPod ? "violates" : "would violate")
                .append(" PodSecurity \"")
                .append(standard.id())
                .append("\": ");
        for (Violation violation : violations) message.append(violation.text()).append(", ");
        message.setLength(message.length() - ", ".length());
        return Optional.of(message.toString());
    }
}
