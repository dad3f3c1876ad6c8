package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import java.util.Locale;
import java.util.Optional;

/** From what on a check fails: a ladder from the worst findings alone down to what cannot be decided. */
public enum FailOn {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    /** Low, and start-up questions that only the image answers, and templates and standards that were not judged. */
    UNDECIDED,
    NEVER;

    /** The name on the command line and in a configuration. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FailOn> of(String id) {
        for (FailOn failOn : values()) {
            if (failOn.id().equals(id)) return Optional.of(failOn);
        }
        return Optional.empty();
    }

    public boolean fails(Report report) {
        if (this == NEVER) return false;
        if (report.standards().refused() > 0) return true;
        for (Finding finding : report.findings()) {
            if (fails(finding)) return true;
        }
        return this == UNDECIDED
                && (!report.skipped().isEmpty() || report.standards().undecided() > 0);
    }

    /** Whether a run fails for this one alone. */
    boolean fails(Finding finding) {
        if (this == NEVER || !finding.counts()) return false;
        if (this == UNDECIDED && finding.startUp() && finding.verdict() == Verdict.UNDECIDED) return true;
        return finding.severity().compareTo(threshold()) <= 0;
    }

    private Severity threshold() {
        return switch (this) {
            case CRITICAL -> Severity.CRITICAL;
            case HIGH -> Severity.HIGH;
            case MEDIUM -> Severity.MEDIUM;
            case LOW, UNDECIDED, NEVER -> Severity.LOW;
        };
    }
}
