package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a check as JUnit XML: a suite a file, a test for each rule that finds something in an object. Its name holds no line,
 * so that GitLab and Jenkins know it again and can tell what is new; and it stands once, for GitLab leaves out what has a name
 * twice.
 */
public final class JUnitReport {

    /** A test and what is said of it. */
    private record Case(
            String name,
            List<Finding> findings,
            List<Outcome> outcomes,
            List<InputError> errors,
            List<Skipped> skipped) {

        static Case named(String name) {
            return new Case(name, new ArrayList<>(2), new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
        }

        boolean isSkipped() {
            if (!skipped.isEmpty()) return true;
            for (Finding finding : findings) {
                if (finding.counts()) return false;
            }
            return !findings.isEmpty();
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final FailOn failOn;
    private final Map<String, String> repeated = new HashMap<>();

    private JUnitReport(FailOn failOn) {
        this.failOn = failOn;
    }

    /** Tests fail for what the run fails for; what else is found is the output of a test that passes. */
    public static void write(Report report, FailOn failOn, Writer out) throws IOException {
        new JUnitReport(failOn).writeTo(out, report);
    }

    private void writeTo(Writer writer, Report report) throws IOException {
        Map<String, Map<String, Case>> suites = suites(report);
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"leastwise\">\n");
        writeSummary(report);
        for (Map.Entry<String, Map<String, Case>> suite : suites.entrySet()) {
            writeSuite(suite.getKey(), suite.getValue().values());
            Pieces.moveWhole(out, writer);
        }
        out.append("</testsuites>\n");
        Pieces.move(out, writer);
    }

    private static Map<String, Map<String, Case>> suites(Report report) {
        Map<String, Map<String, Case>> suites = new LinkedHashMap<>();
        for (InputError error : report.errors()) {
            of(suites, error.file(), "can be read").errors.add(error);
        }
        for (Finding finding : report.findings()) {
            String name = finding.rule() + ": " + Words.of(finding.object());
            of(suites, finding.at().file(), name).findings.add(finding);
        }
        for (Outcome outcome : report.standards().all()) {
            String standard = outcome.evaluation().standard().id();
            String name = "PodSecurity " + standard + ": " + Words.of(outcome.object());
            of(suites, outcome.file(), name).outcomes.add(outcome);
        }
        for (Skipped skipped : report.skipped()) {
            of(suites, skipped.file(), "can be judged").skipped.add(skipped);
        }
        return suites;
    }

    private static Case of(Map<String, Map<String, Case>> suites, String file, String name) {
        Map<String, Case> cases = suites.get(file);
        if (cases == null) {
            cases = new LinkedHashMap<>();
            suites.put(file, cases);
        }
        Case known = cases.get(name);
        if (known != null) return known;
        Case fresh = Case.named(name);
        cases.put(name, fresh);
        return fresh;
    }

    private boolean fails(Case test) {
        for (Outcome outcome : test.outcomes) {
            if (failOn != FailOn.NEVER && !outcome.evaluation().allowed()) return true;
        }
        for (Finding finding : test.findings) {
            if (failOn.fails(finding)) return true;
        }
        return false;
    }

    /** A report without any test is an error for Jenkins. */
    private void writeSummary(Report report) {
        openSuite("leastwise", 1, 0, 0, 0);
        openCase("leastwise", "check");
        out.append("      <system-out>");
        escape(Words.checked(report.counts()) + "; " + report.undecided() + " undecided, " + report.suppressed()
                + " suppressed\n");
        out.append("</system-out>\n    </testcase>\n  </testsuite>\n");
    }

    private void writeSuite(String file, Iterable<Case> cases) {
        int tests = 0;
        int failures = 0;
        int errors = 0;
        int skipped = 0;
        for (Case test : cases) {
            tests++;
            if (!test.errors.isEmpty()) errors++;
            else if (fails(test)) failures++;
            else if (test.isSkipped()) skipped++;
        }
        openSuite(file, tests, failures, errors, skipped);
        for (Case test : cases) writeCase(file, test);
        out.append("  </testsuite>\n");
    }

    private void openSuite(String name, int tests, int failures, int errors, int skipped) {
        out.append("  <testsuite");
        attribute("name", name);
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(errors));
        attribute("skipped", String.valueOf(skipped));
        attribute("time", "0");
        out.append(">\n");
    }

    private void openCase(String file, String name) {
        out.append("    <testcase");
        attribute("classname", file);
        attribute("name", name);
        attribute("time", "0");
        out.append(">\n");
    }

    private void writeCase(String file, Case test) {
        openCase(file, test.name);
        if (!test.errors.isEmpty()) writeErrors(test.errors);
        else if (fails(test)) writeFailure(test);
        else if (test.isSkipped()) writeSkipped(test);
        else if (!test.findings.isEmpty()) writeOutput(test.findings);
        out.append("    </testcase>\n");
    }

    private void writeErrors(List<InputError> errors) {
        out.append("      <error");
        attribute("message", errors.getFirst().message());
        attribute("type", "error");
        out.append('>');
        for (InputError error : errors) escape(TextReport.error(error) + '\n');
        out.append("</error>\n");
    }

    private void writeFailure(Case test) {
        out.append("      <failure");
        if (test.outcomes.isEmpty()) {
            attribute("message", message(test.findings));
            attribute("type", worst(test.findings).id());
        } else {
            attribute("message", message(test.outcomes.getFirst().evaluation()));
            attribute("type", "refused");
        }
        out.append('>');
        for (Outcome outcome : test.outcomes) writeRefusal(outcome);
        writeTexts(test.findings);
        out.append("</failure>\n");
    }

    private String message(List<Finding> findings) {
        String first = "";
        int failing = 0;
        for (Finding finding : findings) {
            if (!failOn.fails(finding)) continue;
            if (failing++ == 0) first = finding.message();
        }
        return failing <= 1 ? first : first + " (and " + (failing - 1) + " more)";
    }

    private static String message(Evaluation evaluation) {
        return evaluation.message().orElse("");
    }

    private Severity worst(List<Finding> findings) {
        Severity worst = Severity.INFO;
        for (Finding finding : findings) {
            if (failOn.fails(finding)) worst = worst.worseOf(finding.severity());
        }
        return worst;
    }

    private void writeRefusal(Outcome outcome) {
        for (Violation violation : outcome.evaluation().violations()) {
            int line = violation.places().isEmpty()
                    ? outcome.line()
                    : violation.places().getFirst().at().line();
            escape(outcome.file() + ':' + line + ": " + violation.text() + '\n');
        }
    }

    /** A suppressed test is skipped, as is an input that must be rendered first. */
    private void writeSkipped(Case test) {
        String reason = test.skipped.isEmpty()
                ? test.findings.getFirst().suppressed().map(Suppression::reason).orElse("")
                : test.skipped.getFirst().reason();
        out.append("      <skipped");
        attribute("message", reason);
        out.append("/>\n");
        if (!test.findings.isEmpty()) writeOutput(test.findings);
    }

    private void writeOutput(List<Finding> findings) {
        out.append("      <system-out>");
        writeTexts(findings);
        out.append("</system-out>\n");
    }

    /** Each place with its fact, the reason and the remedy where they are others than the last. */
    private void writeTexts(List<Finding> findings) {
        String why = "";
        String remedy = "";
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            escape(finding.at().file() + ':' + finding.at().line() + ':'
                    + finding.at().column() + Words.template(finding.object()) + ": " + finding.message() + '\n');
            boolean last = i == findings.size() - 1
                    || !finding.remedy().equals(findings.get(i + 1).remedy())
                    || !finding.why().equals(findings.get(i + 1).why());
            if (!last) continue;
            if (!finding.why().equals(why)) {
                escapeRepeated(finding.why());
                out.append('\n');
            }
            if (!finding.remedy().equals(remedy)) {
                out.append("Fix: ");
                escapeRepeated(finding.remedy());
                out.append(".\n");
            }
            why = finding.why();
            remedy = finding.remedy();
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
    }

    /** A text that stands in many places. */
    private void escapeRepeated(String text) {
        String known = repeated.get(text);
        if (known == null) {
            int start = out.length();
            escape(text);
            repeated.put(text, out.substring(start));
        } else {
            out.append(known);
        }
    }

    /** What XML 1.0 cannot hold is shown as an escape, as is what would steer a terminal that prints a log. */
    private void escape(String text) {
        int written = 0;
        for (int i = Terminal.plainEnd(text, 0); i < text.length(); i = Terminal.plainEnd(text, i + 1)) {
            char c = text.charAt(i);
            if (isPlain(c) && !Terminal.steers(text, i)) continue;
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
                continue;
            }
            out.append(text, written, i);
            writeEscaped(c);
            written = i + 1;
        }
        out.append(text, written, text.length());
    }

    private static boolean isPlain(char c) {
        return c != '<' && c != '>' && c != '&' && c != '"' && !Character.isSurrogate(c) && c < 0xFFFE;
    }

    private void writeEscaped(char c) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\n' -> out.append('\n');
            default -> Terminal.escape(c, out);
        }
    }
}
