package dev.leastwise.cli;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.report.Report;
import java.util.Locale;

/** From what on a check fails: a ladder from the worst findings alone down to what cannot be decided. */
enum FailOn {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    /** Low, and start-up questions that only the image answers, and templates and standards that were not judged. */
    UNDECIDED,
    NEVER;

    static FailOn of(String id) {
        for (FailOn failOn : values()) {
            if (failOn.name().toLowerCase(Locale.ROOT).equals(id)) return failOn;
        }
        throw new UsageError(
                "--fail-on \"" + id + "\" is no threshold; use critical, high, medium, low, undecided or never");
    }

    boolean fails(Report report) {
        if (this == NEVER) return false;
        if (report.standards().refused() > 0) return true;
        for (Finding finding : report.findings()) {
            if (finding.counts() && fails(finding)) return true;
        }
        return this == UNDECIDED
                && (!report.skipped().isEmpty() || report.standards().undecided() > 0);
    }

    private boolean fails(Finding finding) {
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
