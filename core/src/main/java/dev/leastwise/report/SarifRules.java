package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.RuleInfo;
import dev.leastwise.rule.RuleInfo.Example;
import dev.leastwise.rule.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a report as SARIF's descriptors. Code scanning knows the severity of a rule and not that of a result, so that
 * there is one for each severity of a rule: {@code host-path} for its worst, {@code host-path/medium} for another.
 */
final class SarifRules {

    private static final String STANDARDS = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

    private final List<Descriptor> all = new ArrayList<>();
    private final Map<String, Map<Severity, Descriptor>> ofFindings = new HashMap<>();
    private final Map<String, Descriptor> ofStandards = new HashMap<>();

    /** The rules that a report's results name, in the order in which they first do. */
    static SarifRules of(Report report) {
        SarifRules rules = new SarifRules();
        for (Outcome outcome : report.standards().all()) {
            for (Violation violation : outcome.evaluation().violations()) {
                rules.of(outcome.evaluation().standard(), violation);
            }
        }
        for (Finding finding : report.findings()) rules.of(finding);
        return rules;
    }

    List<Descriptor> all() {
        return all;
    }

    Descriptor of(Finding finding) {
        Map<Severity, Descriptor> bySeverity = ofFindings.get(finding.rule());
        if (bySeverity == null) {
            bySeverity = new HashMap<>();
            ofFindings.put(finding.rule(), bySeverity);
        }
        Descriptor known = bySeverity.get(finding.severity());
        if (known != null) return known;
        Descriptor descriptor = descriptor(finding);
        bySeverity.put(finding.severity(), descriptor);
        all.add(descriptor);
        return descriptor;
    }

    private Descriptor descriptor(Finding finding) {
        Severity severity = finding.severity();
        Optional<RuleInfo> info = Rules.named(finding.rule()).map(Rule::info);
        boolean worst = info.isPresent() && severity == worst(info.get());
        String id = worst ? finding.rule() : finding.rule() + '/' + severity.id();
        String title = info.isPresent() ? info.get().title() : finding.message();
        String why = info.isPresent() ? info.get().why() : finding.why();
        String remedy = info.isPresent() ? info.get().remedy() : finding.remedy();
        String mayBreak = info.isPresent() ? info.get().mayBreak() : "";
        boolean sure = info.isPresent() && isAlwaysDecided(info.get());
        String page = Program.SITE + "/rules/" + finding.rule();
        return new Descriptor(
                all.size(), id, title, why, remedy, mayBreak, page, level(severity), score(severity), sure);
    }

    Descriptor of(Standard standard, Violation violation) {
        String id = "pod-security-" + standard.level().id() + '/' + violation.check();
        Descriptor known = ofStandards.get(id);
        if (known != null) return known;
        String title = "The Pod Security Standard " + standard.level().id() + " refuses a pod: " + violation.check();
        String why = "Pod Security Admission refuses such a pod in a namespace that enforces this standard.";
        Descriptor descriptor = new Descriptor(
                all.size(), id, title, why, "change what the result names", "", STANDARDS, "error", "", true);
        ofStandards.put(id, descriptor);
        all.add(descriptor);
        return descriptor;
    }

    private static Severity worst(RuleInfo info) {
        Severity worst = Severity.INFO;
        for (Example example : info.examples()) {
            if (example.severity().compareTo(worst) < 0 && example.bad()) worst = example.severity();
        }
        return worst;
    }

    private static boolean isAlwaysDecided(RuleInfo info) {
        for (Example example : info.examples()) {
            if (example.verdict() == Verdict.UNDECIDED) return false;
        }
        return true;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** In the middle of what code scanning calls by the same name; none for info, which it has no name for. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case INFO -> "";
        };
    }

    /**
     * A rule at one severity.
     *
     * @param index its place among all
     * @param score the severity as code scanning counts it, empty for none
     * @param sure whether it never leaves anything undecided
     */
    record Descriptor(
            int index,
            String id,
            String title,
            String why,
            String remedy,
            String mayBreak,
            String page,
            String level,
            String score,
            boolean sure) {

        void write(JsonWriter json) {
            json.object().field("id", id);
            writeText(json, "shortDescription", title);
            writeText(json, "fullDescription", why);
            json.field("helpUri", page);
            json.name("help").object();
            json.field("text", help("")).field("markdown", help("**")).endObject();
            json.name("defaultConfiguration").object().field("level", level).endObject();
            json.name("properties").object();
            json.field("precision", sure ? "very-high" : "high");
            if (!score.isEmpty()) json.field("security-severity", score);
            json.name("tags").array().value("security").value("kubernetes").endArray();
            json.endObject().endObject();
        }

        private static void writeText(JsonWriter json, String name, String text) {
            json.name(name).object().field("text", text).endObject();
        }

        private String help(String bold) {
            String help = why + "\n\n" + bold + "Fix:" + bold + ' ' + remedy + '.';
            return mayBreak.isEmpty() ? help : help + "\n\n" + bold + "What may break:" + bold + ' ' + mayBreak;
        }
    }
}
