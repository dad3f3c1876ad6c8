package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import java.util.List;
import java.util.Optional;

/** Text behind the end of a document, which kubectl drops. */
final class TextAfterDocumentEnd implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "text-after-document-end",
            "Text after the end of a document is ignored",
            """
            kubectl reads one document between two lines that begin with ---, and drops without a word what follows its \
            end, a line of three dots. A NetworkPolicy, a ServiceAccount or a hardened pod that stands there is never \
            applied, though the file shows it.""",
            "replace the line ... by --- where the text is to be applied, else delete the text",
            """
            What has been ignored so far is applied with the next kubectl apply: look at it with kubectl diff first.""",
            List.of(bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                            ...
                            apiVersion: networking.k8s.io/v1 # <--
                            kind: NetworkPolicy
                            metadata:
                              name: deny-all
                            spec:
                              podSelector: {}
                            """), good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                            ...
                            # that was the pod
                            ---
                            apiVersion: networking.k8s.io/v1
                            kind: NetworkPolicy
                            metadata:
                              name: deny-all
                            spec:
                              podSelector: {}
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        if (!scope.first() || scope.document().ignored().isEmpty()) return;
        findings.violated(
                Severity.HIGH,
                scope.manifest().source().line(scope.document().ignored().getAsInt()),
                "kubectl ignores this text and all that follows up to the next \"---\": the document has ended before it");
        findings.offer(() -> Optional.of(Fix.showOnly("begin the text with --- if it is to be applied, or delete it")));
    }
}
