package dev.leastwise.rule;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.source.Location;
import java.util.List;
import java.util.Optional;

/** Judges what people have said of findings, once all are there; nobody can suppress what it finds. */
public non-sealed interface SuppressionRule extends Rule {

    /**
     * What is wrong with something that was said.
     *
     * @param object what it was said of, or the file that says it
     */
    default Finding finding(
            Severity severity, String message, String remedy, Location at, int document, ObjectName object) {
        return new Finding(
                info().id(),
                severity,
                Verdict.VIOLATED,
                false,
                message,
                info().why(),
                remedy,
                at,
                document,
                object,
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
