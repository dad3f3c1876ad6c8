package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import java.util.List;

/** A suppression whose last day has passed. */
final class ExpiredSuppression implements SuppressionRule {

    private static final RuleInfo INFO = new RuleInfo(
            "expired-suppression",
            "A suppression is past its date",
            """
            It was meant to end, and it has: what it suppressed counts again. The day that it names is the last on which it \
            holds, in UTC.""",
            "mend what it was to suppress and take it away, or give it another date with a reason that still holds",
            "Nothing: what it was to suppress is reported already.",
            List.of(bad(Severity.LOW, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      hostPID: true # leastwise: allow host-pid — until the new agent is out until=2020-02-29 # <--
                      containers:
                      - name: agent
                        image: agent
                    """), good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      hostPID: true # leastwise: allow host-pid — until the new agent is out until=9999-12-31
                      containers:
                      - name: agent
                        image: agent
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }
}
