package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a check as a comment on a pull request, in the Markdown of GitHub and GitLab: the worst first, the texts of a rule
 * once, and no longer than GitHub takes. What does not fit is counted.
 */
public final class MarkdownReport {

    /** The most that GitHub takes, less what says how much was cut. */
    private static final int LONGEST = 65_536 - 512;

    /** What of it rows leave to reasons and remedies. */
    private static final int FOR_REASONS = 12_000;

    private static final int LONGEST_CELL = 300;

    private final StringBuilder out = new StringBuilder();
    private final Artifacts artifacts;
    private final Map<String, Finding> explained = new LinkedHashMap<>();
    private boolean reasonsWritten;
    private int leftOut;

    private MarkdownReport(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    public static void write(Report report, Writer out) throws IOException {
        write(report, Artifacts.here(), out);
    }

    static void write(Report report, Artifacts artifacts, Writer out) throws IOException {
        new MarkdownReport(artifacts).writeTo(out, report);
    }

    private void writeTo(Writer writer, Report report) throws IOException {
        writeHead(report);
        writeErrors(report);
        writeRefusals(report);
        writeFindings(report);
        writeReasons();
        writeSuppressed(report);
        if (leftOut > 0) {
            out.append("\n**")
                    .append(leftOut)
                    .append(" more do not fit into a comment**; the other reports have all.\n");
        }
        Pieces.move(out, writer);
    }

    private void writeHead(Report report) {
        StringBuilder found = new StringBuilder();
        report.bySeverity().forEach((severity, count) -> {
            if (count > 0) found.append(found.isEmpty() ? "" : ", ").append(count + " " + severity.id());
        });
        out.append("### Leastwise: ")
                .append(found.isEmpty() ? "no findings" : found)
                .append("\n\n");
        out.append(Words.checked(report.counts())).append('.');
        if (report.undecided() > 0)
            out.append(" Undecided: ").append(report.undecided()).append('.');
        if (report.suppressed() > 0)
            out.append(" Suppressed: ").append(report.suppressed()).append('.');
        int refused = report.standards().refused();
        int allowed = report.standards().all().size() - refused;
        if (refused + allowed > 0) {
            out.append(" Pod Security Standards: " + allowed + " allowed, " + refused + " refused.");
        }
        out.append('\n');
    }

    private void writeErrors(Report report) {
        if (report.errors().isEmpty() && report.skipped().isEmpty()) return;
        out.append('\n');
        for (InputError error : report.errors()) {
            String line = error.line().isPresent() ? ":" + error.line().getAsInt() : "";
            add("- not read: " + code(artifacts.path(error.file()) + line) + " "
                    + cell(error.message() + "; " + error.remedy()) + '\n');
        }
        for (Skipped skipped : report.skipped()) {
            add("- skipped: " + code(artifacts.path(skipped.file()) + ':' + skipped.line()) + " "
                    + cell(skipped.reason()) + '\n');
        }
    }

    private void writeRefusals(Report report) {
        if (report.standards().refused() == 0) return;
        add("\n| standard | refuses | where |\n| --- | --- | --- |\n");
        for (Outcome outcome : report.standards().all()) {
            if (outcome.evaluation().allowed()) continue;
            add("| " + text(outcome.evaluation().standard().id()) + " | "
                    + cell(Words.of(outcome.object()) + ": "
                            + outcome.evaluation().message().orElse("")) + " | "
                    + code(artifacts.path(outcome.file()) + ':' + outcome.line()) + " |\n");
        }
    }

    private void writeFindings(Report report) {
        boolean any = false;
        boolean full = false;
        for (Severity severity : Severity.values()) {
            for (Finding finding : report.findings()) {
                if (finding.severity() != severity || !finding.counts()) continue;
                if (full) {
                    leftOut++;
                    continue;
                }
                if (!any) add("\n| severity | finding | where | rule |\n| --- | --- | --- | --- |\n");
                any = true;
                String undecided = finding.verdict() == Verdict.UNDECIDED ? ", undecided" : "";
                boolean added = add("| " + severity.id() + undecided + " | "
                        + cell(Words.of(finding.object()) + Words.template(finding.object()) + ": " + finding.message())
                        + " | "
                        + code(artifacts.path(finding.at().file())
                                + ':'
                                + finding.at().line()) + " | "
                        + code(finding.rule()) + " |\n");
                full = !added;
                if (added) explained.putIfAbsent(finding.rule() + finding.why(), finding);
            }
        }
    }

    /** Reasons and remedies, once each, as far as there is room. */
    private void writeReasons() {
        reasonsWritten = true;
        if (explained.isEmpty()) return;
        String end = "\n</details>\n";
        out.append("\n<details><summary>Why, and what to do</summary>\n");
        for (Finding finding : explained.values()) {
            String reason = "\n**" + text(finding.rule()) + "** " + text(finding.why()) + " *Fix:* "
                    + text(finding.remedy()) + ".\n";
            if (out.length() + reason.length() + end.length() <= LONGEST) out.append(reason);
        }
        out.append(end);
    }

    private void writeSuppressed(Report report) {
        boolean any = false;
        for (Finding finding : report.findings()) {
            if (finding.counts()) continue;
            if (!any) add("\n| suppressed | finding | where | reason |\n| --- | --- | --- | --- |\n");
            any = true;
            Suppression suppression = finding.suppressed().orElseThrow();
            add("| " + finding.severity().id() + " | " + cell(finding.message()) + " | "
                    + code(artifacts.path(finding.at().file())
                            + ':'
                            + finding.at().line()) + " | by "
                    + suppression.by().words() + ": " + cell(suppression.reason()) + " |\n");
        }
    }

    /** Adds a row where there is room for it. */
    private boolean add(String row) {
        boolean room = out.length() + row.length() <= LONGEST - (reasonsWritten ? 0 : FOR_REASONS);
        if (room) out.append(row);
        else leftOut++;
        return room;
    }

    private static String cell(String text) {
        return text(cut(text));
    }

    /**
     * Text that is nothing but text: every character that means something to Markdown is escaped, and what GitHub makes of
     * text afterwards (mentions, references, links) is broken by a space of no width.
     */
    static String text(String text) {
        String plain = Terminal.harmless(text);
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (isMarkup(c)) escaped.append('\\');
            escaped.append(c);
            if (breaks(plain, i)) escaped.append("&#8203;");
        }
        return escaped.toString();
    }

    /** Whether a mention, a reference, a link or an emoji could begin before the place. */
    private static boolean breaks(String text, int i) {
        return switch (text.charAt(i)) {
            case '@', '#' -> true;
            case ':' -> text.startsWith("//", i + 1) || (text.indexOf(':', i + 1) > 0 && !text.startsWith(" ", i + 1));
            case '.' -> text.regionMatches(true, i - 3, "www", 0, 3);
            default -> false;
        };
    }

    private static boolean isMarkup(char c) {
        return switch (c) {
            case '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '(', ')', '#', '+', '!', '|', '~', '&', '$' -> true;
            default -> false;
        };
    }

    /** Code, fenced by more backticks than it has in a row. A table's cell ends at a bar even in code. */
    static String code(String text) {
        String plain = Terminal.harmless(cut(text));
        int longest = 0;
        int row = 0;
        for (int i = 0; i < plain.length(); i++) {
            row = plain.charAt(i) == '`' ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        String fence = "`".repeat(longest + 1);
        String space = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
        return fence + space + plain.replace("|", "\\|") + space + fence;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_CELL) return text;
        int end = Character.isHighSurrogate(text.charAt(LONGEST_CELL - 1)) ? LONGEST_CELL - 1 : LONGEST_CELL;
        return text.substring(0, end) + '…';
    }
}
