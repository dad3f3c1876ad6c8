package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.LostEntry;
import dev.leastwise.privilege.Hardening;
import java.util.List;
import java.util.Optional;

/** A key that is written more than once in one mapping: only the last one counts. */
final class DuplicateKey implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "duplicate-key",
            "A key is written twice",
            """
            Of equal keys kubectl takes the last without a word, other readers take the first or refuse the file, and a \
            person sees the one that stands where it is expected. So what was reviewed is not what runs: where the lost \
            value was the hardened one, an intruder meets the weaker.""",
            "delete the key that does not count, or put both values under one key",
            """
            Nothing, where the line that is deleted had no effect. Putting its value in effect changes the workload: \
            judge that as a change of its own.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: false # <--
                                  privileged: true
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: true
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext: {runAsNonRoot: true, "runAsNonRoot": no} # <--
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext: {allowPrivilegeEscalation: false} # <--
                                    env:
                                    - name: MODE
                                      value: fast
                                    securityContext:
                                      runAsUser: 101
                            """).becomes(Safety.SAFE, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext: {"runAsNonRoot": no}
                                  containers:
                                  - name: app
                                    image: nginx
                                    env:
                                    - name: MODE
                                      value: fast
                                    securityContext:
                                      runAsUser: 101
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              labels: {tier: front, tier: back} # <--
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: false # <--
                                  runAsNonRoot: true
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              labels: {tier: back}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: true
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: prepare
                                image: busybox
                                securityContext: &hardened
                                  runAsNonRoot: true
                                  privileged: false
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  <<: *hardened
                                  runAsNonRoot: true
                                env:
                                - {name: on, value: "true"}
                                - {name: "on", value: "true"}
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        for (LostEntry lost : scope.lostEntries()) {
            if (lost.merged()) continue;
            Severity severity = Hardening.isLost(lost.entry(), lost.winner()) ? Severity.HIGH : Severity.MEDIUM;
            findings.add(
                    lost.entry(),
                    severity,
                    Verdict.VIOLATED,
                    message(lost),
                    INFO.why(),
                    INFO.remedy(),
                    List.of(new Related(lost.winner().location(), "this one counts")));
            findings.offer(() -> removal(scope, lost));
        }
    }

    /** The object stays what it is; what is lost around the objects of a list belongs to none. */
    static Optional<Fix> removal(SourceScope scope, LostEntry lost) {
        KubeNode root = lost.entry();
        while (root != root.parent()) root = root.parent();
        if (!root.node().equals(scope.manifest().root().node())) return Optional.empty();
        Change change = new Change.Remove(lost.entry().fieldPath(), Change.Effect.NONE);
        return Optional.of(Fix.safe("remove the " + lost.entry().name() + " that does not count", change));
    }

    private static String message(LostEntry lost) {
        String winner = Written.value(lost.winner())
                .map(value -> " as \"" + value + '"')
                .orElse("");
        if (lost.same()) return Written.field(lost.entry()) + " is written twice";
        return Written.field(lost.entry()) + " has no effect: the key is written again" + winner
                + ", and the last one counts";
    }
}
