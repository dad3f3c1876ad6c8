package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.schema.Field;
import dev.leastwise.schema.FieldProblem.WrongType;
import dev.leastwise.schema.FieldType;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import java.util.List;
import java.util.Optional;

/** A value of a type that its field does not take. */
final class WrongTypeSetting implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "wrong-type",
            "A value is of the wrong type",
            """
            The API server refuses the object whatever validation is asked for, and stores nothing: a change that was to \
            harden the workload does not arrive, and the older, weaker object goes on running.""",
            "write a value of the type that the field takes",
            """
            Nothing that runs: the object cannot be applied as it is. Ask the server itself with \
            kubectl apply --dry-run=server.""",
            List.of(
                    bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              replicas: two # <--
                              template:
                                metadata:
                                  annotations:
                                    prometheus.io/scrape: true # <--
                                spec:
                                  securityContext:
                                    runAsUser: "1000" # <--
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      privileged: "false" # <--
                                      capabilities:
                                        drop: ALL # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              replicas: two
                              template:
                                metadata:
                                  annotations:
                                    prometheus.io/scrape: "true"
                                spec:
                                  securityContext:
                                    runAsUser: 1000
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      privileged: false
                                      capabilities:
                                        drop:
                                        - ALL
                            """),
                    bad(Severity.HIGH, """
                            apiVersion: serving.knative.dev/v1
                            kind: Service
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - image: nginx
                                    securityContext:
                                      runAsNonRoot: "true" # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: serving.knative.dev/v1
                            kind: Service
                            metadata:
                              name: web
                            spec:
                              template:
                                spec:
                                  containers:
                                  - image: nginx
                                    securityContext:
                                      runAsNonRoot: true
                            """),
                    good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                            spec:
                              replicas: 2.0
                              template:
                                metadata:
                                  annotations:
                                    prometheus.io/scrape: "true"
                                spec:
                                  securityContext:
                                    runAsUser: 01750
                                    fsGroup: null
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      privileged: no
                                      capabilities:
                                        drop: [ALL]
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        for (Misfit misfit : scope.misfits()) {
            if (!(misfit.problem() instanceof WrongType wrong)) continue;
            FieldType type = type(misfit, wrong.field());
            findings.add(
                    wrong.at(),
                    Severity.HIGH,
                    Verdict.VIOLATED,
                    misfit.isDecodedByApiServer() ? wrong.apiServerAnswer() : message(wrong, type),
                    INFO.why(),
                    "write " + words(type),
                    List.of());
            findings.offer(() -> Optional.of(fix(wrong, type, scope)));
        }
    }

    /** Written anew where there is no doubt what is meant, and nothing is granted by it. */
    private static Fix fix(WrongType wrong, FieldType type, SourceScope scope) {
        String title = "write " + words(type);
        Optional<Change> change = Meant.by(wrong.at(), type)
                .map(value -> new Change.Set(wrong.at().fieldPath(), value));
        if (change.isEmpty()) return Fix.showOnly(title);
        return scope.prospect().fix(title, List.of(change.get())).orElseGet(() -> Fix.showOnly(title, change.get()));
    }

    private static String message(WrongType wrong, FieldType type) {
        String value =
                Written.value(wrong.at()).map(text -> ", not \"" + text + '"').orElse("");
        String item = wrong.at().name().isEmpty() ? "an item of " : "";
        String name = item.isEmpty() ? wrong.at().name() : wrong.field().name();
        return item + '"' + name + "\" takes " + words(type) + value;
    }

    /** The type of the value itself, which may be an entry or an item of the field. */
    private static FieldType type(Misfit misfit, Field field) {
        if (field.type() instanceof MapOf map && !misfit.at().name().equals(field.name())) return map.value();
        if (field.type() instanceof ListOf list && misfit.at().name().isEmpty()) return list.element();
        return field.type();
    }

    private static String words(FieldType type) {
        if (type instanceof ObjectRef) return "a mapping of fields";
        if (type instanceof MapOf) return "a mapping";
        if (type instanceof ListOf) return "a list";
        if (!(type instanceof ScalarType scalar)) return "a value of another type";
        return switch (scalar) {
            case BOOLEAN -> "true or false, without quotes";
            case INT32, INT64 -> "a whole number, without quotes";
            case STRING -> "a string, in quotes";
            case INT_OR_STRING -> "a whole number or a string";
            case QUANTITY -> "a quantity such as 500m or 128Mi";
            case TIME -> "a time such as \"2026-01-31T12:00:00Z\"";
        };
    }
}
