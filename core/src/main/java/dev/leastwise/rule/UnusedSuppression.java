package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import java.util.List;
import java.util.Optional;

/** A suppression that no finding answers to. */
final class UnusedSuppression implements SuppressionRule {

    private static final RuleInfo INFO = new RuleInfo(
            "unused-suppression",
            "A suppression suppresses nothing",
            """
            What it was written for is mended, or stands elsewhere. Left in place, it silences the next finding of that rule \
            there, for a reason that was another's.""",
            "take it away, or move it to the line that the finding names",
            "Nothing.",
            List.of(
                    bad(Severity.LOW, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      # leastwise: allow host-network, host-pid — it watches the node # <--
                      hostPID: true
                      containers:
                      - name: agent
                        image: agent
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: agent
                      annotations:
                        leastwise.dev/allow: |
                          host-network, host-pid: it watches the node
                    spec:
                      hostPID: true
                      hostNetwork: true
                      containers:
                      - name: agent
                        image: agent
                    """),
                    // without the other pods nobody can tell
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      containers:
                      - name: agent
                        image: agent
                        securityContext:
                          runAsUser: 1000 # leastwise: allow shared-uid — the server has it too, by the protocol
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Case> cases() {
        return List.of(
                new Case(
                        "known finding",
                        Optional.of(Severity.INFO),
                        "An entry of the file given by --known whose finding is gone, of an input that was read."),
                new Case(
                        "rule about several workloads",
                        Optional.empty(),
                        "What such a rule finds depends on which files are read together, so nobody can tell from one run."),
                new Case(
                        "rule that is off",
                        Optional.empty(),
                        "Where the configuration switches a rule off, what suppresses it waits for it."),
                new Case(
                        "allow in a configuration",
                        Optional.of(Severity.LOW),
                        "It is only called unused where all that it may hold for was read: the folder of the configuration,"
                                + " or the one file that it names."));
    }
}
