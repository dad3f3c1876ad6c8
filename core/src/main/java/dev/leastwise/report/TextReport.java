package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Outcomes;
import dev.leastwise.podsecurity.Place;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a check for people: each finding leads with the problem and shows its line, then the reason and the remedy. */
public final class TextReport {

    private static final String INDENT = "    ";
    private static final int WIDEST = 120;

    private final StringBuilder out = new StringBuilder();
    private final Terminal terminal;
    private final boolean withInfo;
    private final Set<String> explained = new HashSet<>();
    private final Map<String, String> wrapped = new HashMap<>();
    private String file = "";

    private TextReport(Terminal terminal, boolean withInfo) {
        this.terminal = terminal;
        this.withInfo = withInfo;
    }

    /** The findings grouped by file, the reason of a rule once a file, and a summary; info findings only where asked for. */
    public static void write(Report report, Terminal terminal, boolean withInfo, Writer out) throws IOException {
        new TextReport(terminal, withInfo).writeTo(out, report);
    }

    private void writeTo(Writer writer, Report report) throws IOException {
        for (Finding finding : report.findings()) {
            if (!finding.counts() && withInfo) writeSuppressed(finding);
            if (finding.counts() && (withInfo || finding.severity() != Severity.INFO)) writeFinding(finding);
            Pieces.moveWhole(out, writer);
        }
        for (Outcome outcome : report.standards().all()) {
            if (!outcome.evaluation().allowed()) writeRefusal(outcome);
            Pieces.moveWhole(out, writer);
        }
        for (Skipped skipped : report.skipped()) {
            out.append(terminal.faint("skipped "))
                    .append(Terminal.harmless(skipped.file()))
                    .append(':')
                    .append(skipped.line())
                    .append(": ")
                    .append(Terminal.harmless(skipped.reason()))
                    .append('\n');
        }
        if (!report.skipped().isEmpty()) out.append('\n');
        writeSummary(report);
        Pieces.move(out, writer);
    }

    private void writeFinding(Finding finding) {
        writeFile(finding.at().file());
        String severity = finding.severity().id();
        if (finding.verdict() == Verdict.UNDECIDED) severity += ", undecided";
        writeHeadline(severity, terminal.severity(finding.severity(), severity), finding.message());
        for (String line : Columns.lines(place(finding), width() - INDENT.length())) {
            out.append(INDENT).append(terminal.faint(line)).append('\n');
        }
        writeExcerpt(finding.at());
        writeRelated(finding.related());
        if (explained.add(finding.rule() + finding.why())) writeWrapped(finding.why());
        writeWrapped("Fix: " + finding.remedy() + ".");
        out.append(INDENT).append(terminal.faint(finding.rule())).append("\n\n");
    }

    /** What somebody has settled, in short and with the reason. */
    private void writeSuppressed(Finding finding) {
        Suppression suppression = finding.suppressed().orElseThrow();
        writeFile(finding.at().file());
        String label = "suppressed " + finding.severity().id();
        writeHeadline(label, terminal.faint(label), finding.message());
        for (String line : Columns.lines(place(finding), width() - INDENT.length())) {
            out.append(INDENT).append(terminal.faint(line)).append('\n');
        }
        String until = suppression.until().map(date -> " until " + date).orElse("");
        writeWrapped("By " + suppression.by().words() + until + ": " + suppression.reason());
        out.append(INDENT).append(terminal.faint(finding.rule())).append("\n\n");
    }

    /** Known findings that are gone, which are infos, are named in any case: somebody asked for it. */
    private void writeGone(List<Finding> findings) {
        for (Finding finding : findings) {
            boolean gone = finding.rule().equals("unused-suppression") && finding.severity() == Severity.INFO;
            if (!gone || withInfo) continue;
            out.append(terminal.faint(Terminal.harmless(finding.message()))).append(".\n");
        }
    }

    private void writeFile(String name) {
        if (name.equals(file)) return;
        file = name;
        explained.clear();
        out.append(terminal.bold(Terminal.harmless(file))).append("\n\n");
    }

    private void writeRelated(List<Related> all) {
        for (Related related : all) {
            out.append(INDENT)
                    .append(terminal.faint("see "))
                    .append(Terminal.harmless(related.at().file()))
                    .append(':')
                    .append(related.at().line())
                    .append(": ")
                    .append(Terminal.harmless(related.message()))
                    .append('\n');
        }
    }

    /** What a standard refuses: each of its controls in the API server's words, with the lines to change. */
    private void writeRefusal(Outcome outcome) {
        writeFile(outcome.file());
        Evaluation evaluation = outcome.evaluation();
        String verb = evaluation.isPod() ? " violates" : " would violate";
        String fact = Words.of(outcome.object()) + verb + " PodSecurity \""
                + evaluation.standard().id() + '"';
        writeHeadline("refused", terminal.refused("refused"), fact);
        String place = Terminal.harmless("line " + outcome.line() + Words.template(outcome.object()));
        out.append(INDENT).append(terminal.faint(place)).append('\n');
        writeRelated(outcome.related());
        for (Violation violation : evaluation.violations()) {
            String text = Terminal.harmless(lines(violation.places()) + ": " + violation.text());
            Columns.wrap(text, INDENT, width(), out);
        }
        out.append('\n');
    }

    private static String lines(List<Place> places) {
        StringBuilder lines = new StringBuilder(places.size() == 1 ? "line" : "lines");
        String separator = " ";
        for (Place place : places) {
            lines.append(separator)
                    .append(place.at().line())
                    .append(':')
                    .append(place.at().column());
            separator = ", ";
        }
        return lines.toString();
    }

    private void writeHeadline(String label, String coloured, String message) {
        out.append("  ").append(coloured).append("  ");
        String pad = " ".repeat(label.length() + 2);
        List<String> lines = Columns.lines(pad + Terminal.harmless(message), width() - 2);
        out.append(terminal.bold(lines.getFirst().substring(pad.length()))).append('\n');
        for (String line : lines.subList(1, lines.size()))
            out.append(INDENT).append(terminal.bold(line)).append('\n');
    }

    private static String place(Finding finding) {
        String path = finding.path().isEmpty() ? "" : ", " + finding.path();
        String place = "line " + finding.at().line() + ':' + finding.at().column() + Words.template(finding.object())
                + ", " + Words.of(finding.object()) + path;
        return Terminal.harmless(finding.byShape() ? place + ", a pod by its shape" : place);
    }

    private void writeExcerpt(Location at) {
        String number = String.valueOf(at.line());
        Excerpt excerpt = Excerpt.of(at, width() - INDENT.length() - number.length() - " | ".length());
        out.append(INDENT).append(terminal.faint(number + " | "));
        out.append(excerpt.text()).append('\n');
        out.append(INDENT)
                .repeat(' ', number.length())
                .append(terminal.faint(" | "))
                .repeat(' ', excerpt.before())
                .append(terminal.faint("^".repeat(excerpt.marked())))
                .append('\n');
    }

    /** Writes a reason or a remedy, which many findings have in common. */
    private void writeWrapped(String text) {
        String lines = wrapped.get(text);
        if (lines == null) {
            StringBuilder fresh = new StringBuilder();
            Columns.wrap(Terminal.harmless(text), INDENT, width(), fresh);
            lines = fresh.toString();
            wrapped.put(text, lines);
        }
        out.append(lines);
    }

    private int width() {
        return Math.min(terminal.width(), WIDEST);
    }

    private void writeSummary(Report report) {
        Map<Severity, Integer> bySeverity = report.bySeverity();
        StringBuilder counts = new StringBuilder();
        int shown = 0;
        for (Map.Entry<Severity, Integer> entry : bySeverity.entrySet()) {
            if (entry.getValue() == 0) continue;
            if (entry.getKey() != Severity.INFO) shown += entry.getValue();
            if (!counts.isEmpty()) counts.append(", ");
            String count = entry.getValue() + " " + entry.getKey().id();
            counts.append(terminal.severity(entry.getKey(), count));
        }
        Report.Counts judged = report.counts();
        if (judged.files() == 0
                && judged.ignored() > 0
                && report.errors().isEmpty()
                && report.skipped().isEmpty()) {
            out.append("Nothing checked: ")
                    .append(Words.count(judged.ignored(), "input"))
                    .append(" left out.\n");
        }
        if (judged.files() == 0 || (judged.workloads() == 0 && !report.skipped().isEmpty())) {
            writeRest(report, 0, 0);
            return;
        }
        out.append(Words.count(judged.containers(), "container")).append(" of ");
        out.append(Words.count(judged.workloads(), "workload")).append(" in ");
        out.append(Words.count(judged.files(), "file")).append(" checked: ");
        if (counts.isEmpty()) out.append(terminal.good("no findings"));
        else out.append(counts);
        if (report.undecided() > 0) out.append(" (").append(report.undecided()).append(" undecided)");
        if (report.suppressed() > 0)
            out.append("; ").append(report.suppressed()).append(" suppressed");
        out.append(".\n");
        writeGone(report.findings());
        writeStandards(report.standards());
        writeRest(report, shown, bySeverity.getOrDefault(Severity.INFO, 0));
    }

    private void writeStandards(Outcomes standards) {
        int refused = standards.refused();
        int allowed = standards.all().size() - refused;
        if (allowed + refused + standards.undecided() == 0) return;
        out.append("Pod Security Standards: ").append(allowed).append(" allowed, ");
        out.append(refused == 0 ? "0 refused" : terminal.refused(refused + " refused"));
        if (standards.undecided() > 0) {
            out.append(", ").append(standards.undecided()).append(" undecided");
        }
        out.append(".\n");
        if (standards.strangers() > 0) {
            out.append(Words.count(standards.strangers(), "workload"))
                    .append(standards.strangers() == 1 ? " is" : " are")
                    .append(" in a namespace whose labels the input does not hold.\n");
        }
        if (standards.patches() > 0) {
            out.append(Words.count(standards.patches(), "verdict"))
                    .append(" left open: a patch does not show its whole pod; build it first.\n");
        }
    }

    private void writeRest(Report report, int shown, int info) {
        if (!report.errors().isEmpty()) {
            out.append(Words.count(report.errors().size(), "input")).append(" could not be read.\n");
        }
        if (!report.skipped().isEmpty()) {
            out.append(Words.count(report.skipped().size(), "input")).append(" skipped: render them first.\n");
        }
        if (info > 0 && !withInfo)
            out.append(terminal.faint("Info findings are shown with -v.")).append('\n');
        if (shown > 0)
            out.append(terminal.faint("More about a rule: leastwise rules ID")).append('\n');
    }

    /** Errors go to standard error, a line each. */
    public static String error(InputError error) {
        StringBuilder line = new StringBuilder(error.file());
        if (error.line().isPresent()) line.append(':').append(error.line().getAsInt());
        if (error.column().isPresent()) line.append(':').append(error.column().getAsInt());
        line.append(": ").append(error.message()).append("; ").append(error.remedy());
        return Terminal.harmless(line.toString());
    }
}
