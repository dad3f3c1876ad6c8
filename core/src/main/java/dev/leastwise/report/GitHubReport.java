package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a check as workflow commands, which GitHub Actions shows beside the lines of a pull request. It shows ten of a kind
 * in a step and keeps the rest in the log, so that the worst come first.
 */
public final class GitHubReport {

    private static final int SHOWN = 10;

    private final StringBuilder out = new StringBuilder();
    private final Artifacts artifacts;
    private final Map<String, String> repeated = new HashMap<>();
    private int errors;
    private int warnings;
    private int notices;

    private GitHubReport(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    public static void write(Report report, Writer out) throws IOException {
        write(report, Artifacts.here(), out);
    }

    static void write(Report report, Artifacts artifacts, Writer out) throws IOException {
        new GitHubReport(artifacts).writeTo(out, report);
    }

    private void writeTo(Writer writer, Report report) throws IOException {
        for (InputError error : report.errors()) {
            begin("error", error.file());
            if (error.line().isPresent())
                out.append(",line=").append(error.line().getAsInt());
            if (error.column().isPresent())
                out.append(",col=").append(error.column().getAsInt());
            end("cannot be read", error.message() + "; " + error.remedy());
        }
        for (Outcome outcome : report.standards().all()) {
            for (Violation violation : outcome.evaluation().violations()) writeRefusal(outcome, violation);
            Pieces.moveWhole(out, writer);
        }
        for (Severity severity : Severity.values()) {
            for (Finding finding : report.findings()) {
                if (finding.severity() == severity && finding.counts()) writeFinding(finding);
                Pieces.moveWhole(out, writer);
            }
        }
        for (Skipped skipped : report.skipped()) {
            begin("warning", skipped.file());
            out.append(",line=").append(skipped.line());
            end("skipped", skipped.reason());
        }
        if (Math.max(errors, Math.max(warnings, notices)) > SHOWN) {
            out.append("::notice title=leastwise::")
                    .append(errors + " errors, " + warnings + " warnings and " + notices)
                    .append(" notices; GitHub shows the first ten of each, the log has all\n");
        }
        Pieces.move(out, writer);
    }

    private void writeFinding(Finding finding) {
        begin(command(finding.severity()), finding.at().file());
        writePlace(finding.at());
        String undecided = finding.verdict() == Verdict.UNDECIDED ? ", undecided" : "";
        String title = finding.rule() + " (" + finding.severity().id() + undecided + ')';
        writeTitle(title);
        escape(Words.of(finding.object()) + Words.template(finding.object()) + ": " + finding.message(), false);
        out.append("%0A");
        escapeRepeated(finding.why());
        out.append("%0AFix: ");
        escapeRepeated(finding.remedy());
        out.append(".\n");
    }

    private void writeRefusal(Outcome outcome, Violation violation) {
        begin("error", outcome.file());
        if (violation.places().isEmpty()) {
            out.append(",line=").append(outcome.line());
        } else {
            out.append(",line=").append(violation.places().getFirst().at().line());
            out.append(",col=").append(violation.places().getFirst().at().column());
        }
        String standard = outcome.evaluation().standard().id();
        end("PodSecurity " + standard, Words.of(outcome.object()) + ": " + violation.text());
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "notice";
        };
    }

    private void begin(String command, String file) {
        switch (command) {
            case "error" -> errors++;
            case "warning" -> warnings++;
            default -> notices++;
        }
        out.append("::").append(command).append(" file=");
        escape(artifacts.path(file), true);
    }

    /** Columns only within one line: the runner drops them otherwise. */
    private void writePlace(Location at) {
        out.append(",line=").append(at.line()).append(",endLine=").append(at.endLine());
        if (at.line() != at.endLine()) return;
        out.append(",col=").append(at.column()).append(",endColumn=").append(at.endColumn());
    }

    private void end(String title, String message) {
        writeTitle(title);
        escape(message, false);
        out.append('\n');
    }

    private void writeTitle(String title) {
        out.append(",title=");
        escape(title, true);
        out.append("::");
    }

    /** A text that stands in many places. */
    private void escapeRepeated(String text) {
        String known = repeated.get(text);
        if (known == null) {
            int start = out.length();
            escape(text, false);
            repeated.put(text, out.substring(start));
        } else {
            out.append(known);
        }
    }

    /** As the runner undoes it (actions/runner ActionCommand.cs); no line break is left that could begin a command. */
    private void escape(String text, boolean property) {
        int written = 0;
        for (int i = property ? 0 : Terminal.plainEnd(text, 0); i < text.length(); ) {
            char c = text.charAt(i);
            if (isSpecial(c, property)) {
                out.append(text, written, i);
                writeEscaped(c);
                written = i + 1;
            }
            i = property ? i + 1 : Terminal.plainEnd(text, i + 1);
        }
        out.append(text, written, text.length());
    }

    private static boolean isSpecial(char c, boolean property) {
        return c == '%' || Terminal.steers(c) || (property && (c == ':' || c == ','));
    }

    private void writeEscaped(char c) {
        switch (c) {
            case '%' -> out.append("%25");
            case '\r' -> out.append("%0D");
            case '\n' -> out.append("%0A");
            case ':' -> out.append("%3A");
            case ',' -> out.append("%2C");
            default -> Terminal.escape(c, out);
        }
    }
}
