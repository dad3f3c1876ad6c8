package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import java.util.List;

/** A suppression that does not hold, for want of a reason or by a mistake in it. */
final class InvalidSuppression implements SuppressionRule {

    private static final RuleInfo INFO = new RuleInfo(
            "invalid-suppression",
            "A suppression does not hold",
            """
            Whoever reads the manifest takes the finding for settled, and it is not: without a reason, for a rule that does \
            not exist, with an end that is no date, or above nothing, a suppression is not honoured. The reason is what lets \
            the next person judge whether it still holds.""",
            "write it as # leastwise: allow RULE — reason, with until=YYYY-MM-DD behind it where it is to end",
            "Nothing: what it was to suppress is reported already.",
            List.of(
                    bad(Severity.LOW, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      # leastwise: allow host-netwrok — it measures the node's traffic # <--
                      hostNetwork: true
                      hostPID: true # leastwise: allow host-pid # <--
                      containers:
                      - name: agent
                        image: agent
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: agent}
                    spec:
                      # leastwise: allow host-network — it measures the node's traffic
                      hostNetwork: true
                      hostPID: true # leastwise: allow host-pid -- until it reads the kubelet's list until=2026-12-31
                      containers:
                      - name: agent
                        image: agent
                    """),
                    // text, and not a comment
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: web
                      annotations:
                        note: |
                          # leastwise: allow everything
                    spec:
                      containers:
                      - name: app
                        image: nginx
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }
}
