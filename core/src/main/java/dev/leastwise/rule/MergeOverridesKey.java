package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.LostEntry;
import dev.leastwise.privilege.Hardening;
import java.util.List;

/** A merge that stands below a key which it brings, too: Kubernetes takes the merged value. */
final class MergeOverridesKey implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "merge-overrides-key",
            "A merge overrides a key that is written",
            """
            By YAML's definition a key that is written beats one that a merge (<<) brings. Kubernetes reads YAML with \
            go-yaml, which takes them in their order: the merge beats the keys above it. So what was reviewed is not what \
            runs: where the lost value was the hardened one, an intruder meets the weaker.""",
            "write the merge above the keys that are to differ from it, or delete the key",
            """
            Nothing, where the key is deleted. Moving the merge puts the written value in effect: judge that as a change \
            of its own.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: prepare
                                image: busybox
                                securityContext: &root
                                  runAsUser: 0
                                  privileged: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: false # <--
                                  runAsNonRoot: false
                                  <<: *root
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              initContainers:
                              - name: prepare
                                image: busybox
                                securityContext: &root
                                  runAsUser: 0
                                  privileged: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsNonRoot: false
                                  <<: *root
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              labels: &labels {app: web}
                            spec:
                              template:
                                metadata:
                                  labels:
                                    app: other # <--
                                    <<: *labels
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                            """).becomes(Safety.SAFE, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              labels: &labels {app: web}
                            spec:
                              template:
                                metadata:
                                  labels:
                                    <<: *labels
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
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
                                securityContext: &root
                                  runAsUser: 0
                                  privileged: true
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0
                                  <<: *root
                                  privileged: false
                                env:
                                - name: "<<"
                                  value: a
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        for (LostEntry lost : scope.lostEntries()) {
            if (!lost.merged() || lost.same()) continue;
            Severity severity = Hardening.isLost(lost.entry(), lost.winner()) ? Severity.HIGH : Severity.MEDIUM;
            findings.add(
                    lost.entry(),
                    severity,
                    Verdict.VIOLATED,
                    Written.field(lost.entry()) + " has no effect: the merge below it brings "
                            + Written.field(lost.winner()),
                    INFO.why(),
                    INFO.remedy(),
                    List.of(new Related(lost.winner().location(), "this one counts")));
            findings.offer(() -> DuplicateKey.removal(scope, lost));
        }
    }
}
