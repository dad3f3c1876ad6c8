package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Location;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a check for people: each finding leads with the problem and shows its line, then the reason and the remedy. */
public final class TextReport {

    private static final String INDENT = "    ";
    private static final int WIDEST = 120;

    private final StringBuilder out;
    private final Terminal terminal;
    private final boolean withInfo;
    private final Set<String> explained = new HashSet<>();
    private final Map<String, String> wrapped = new HashMap<>();
    private String file = "";

    private TextReport(StringBuilder out, Terminal terminal, boolean withInfo) {
        this.out = out;
        this.terminal = terminal;
        this.withInfo = withInfo;
    }

    /** The findings grouped by file, the reason of a rule once a file, and a summary; info findings only where asked for. */
    public static void write(Report report, Terminal terminal, boolean withInfo, StringBuilder out) {
        new TextReport(out, terminal, withInfo).write(report);
    }

    private void write(Report report) {
        for (Finding finding : report.findings()) {
            if (withInfo || finding.severity() != Severity.INFO) writeFinding(finding);
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
    }

    private void writeFinding(Finding finding) {
        if (!finding.at().file().equals(file)) {
            file = finding.at().file();
            explained.clear();
            out.append(terminal.bold(Terminal.harmless(file))).append("\n\n");
        }
        String severity = finding.severity().id();
        if (finding.verdict() == Verdict.UNDECIDED) severity += ", undecided";
        writeHeadline(finding.severity(), severity, Terminal.harmless(finding.message()));
        for (String line : Columns.lines(place(finding), width() - INDENT.length())) {
            out.append(INDENT).append(terminal.faint(line)).append('\n');
        }
        writeExcerpt(finding.at());
        for (Related related : finding.related()) {
            out.append(INDENT)
                    .append(terminal.faint("see "))
                    .append(Terminal.harmless(related.at().file()))
                    .append(':')
                    .append(related.at().line())
                    .append(": ")
                    .append(Terminal.harmless(related.message()))
                    .append('\n');
        }
        if (explained.add(finding.rule() + finding.why())) writeWrapped(finding.why());
        writeWrapped("Fix: " + finding.remedy() + ".");
        out.append(INDENT).append(terminal.faint(finding.rule())).append("\n\n");
    }

    private void writeHeadline(Severity severity, String label, String message) {
        out.append("  ").append(terminal.severity(severity, label)).append("  ");
        String pad = " ".repeat(label.length() + 2);
        List<String> lines = Columns.lines(pad + message, width() - 2);
        out.append(terminal.bold(lines.getFirst().substring(pad.length()))).append('\n');
        for (String line : lines.subList(1, lines.size()))
            out.append(INDENT).append(terminal.bold(line)).append('\n');
    }

    private static String place(Finding finding) {
        ObjectName object = finding.object();
        StringBuilder place = new StringBuilder();
        place.append("line ")
                .append(finding.at().line())
                .append(':')
                .append(finding.at().column());
        place.append(", ").append(object.kind());
        object.name().ifPresent(name -> place.append(" \"").append(name).append('"'));
        object.namespace()
                .ifPresent(namespace ->
                        place.append(" in namespace \"").append(namespace).append('"'));
        place.append(", ").append(finding.path());
        if (finding.byShape()) place.append(", a pod by its shape");
        return Terminal.harmless(place.toString());
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
        if (judged.files() == 0 || (judged.workloads() == 0 && !report.skipped().isEmpty())) {
            writeRest(report, 0, 0);
            return;
        }
        out.append(count(judged.containers(), "container")).append(" of ");
        out.append(count(judged.workloads(), "workload")).append(" in ");
        out.append(count(judged.files(), "file")).append(" checked: ");
        if (counts.isEmpty()) out.append(terminal.good("no findings"));
        else out.append(counts);
        if (report.undecided() > 0) out.append(" (").append(report.undecided()).append(" undecided)");
        out.append(".\n");
        writeRest(report, shown, bySeverity.getOrDefault(Severity.INFO, 0));
    }

    private void writeRest(Report report, int shown, int info) {
        if (!report.errors().isEmpty()) {
            out.append(count(report.errors().size(), "input")).append(" could not be read.\n");
        }
        if (!report.skipped().isEmpty()) {
            out.append(count(report.skipped().size(), "input")).append(" skipped: render them first.\n");
        }
        if (info > 0 && !withInfo)
            out.append(terminal.faint("Info findings are shown with -v.")).append('\n');
        if (shown > 0)
            out.append(terminal.faint("More about a rule: leastwise rules ID")).append('\n');
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
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
