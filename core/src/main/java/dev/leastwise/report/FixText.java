package dev.leastwise.report;

import dev.leastwise.change.UnifiedDiff;
import dev.leastwise.change.UnifiedDiff.Marked;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.fix.Mended;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.fix.Mended.Refused;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes fixes for people, and for {@code patch} and {@code git apply}: these pass over lines that begin with a number
 * sign, so that each fix is named before the diff of its file.
 */
public final class FixText {

    private final Terminal terminal;
    private final boolean forPeople;
    private final Writer out;
    private final Map<Safety, Integer> made = new EnumMap<>(Safety.class);
    private final StringBuilder choices = new StringBuilder();
    private int files;
    private int refused;
    private int left;

    /**
     * For a terminal or a pipe.
     *
     * @param forPeople whether what could steer a terminal is to be shown instead of sent
     */
    public FixText(Terminal terminal, boolean forPeople, Writer out) {
        this.terminal = terminal;
        this.forPeople = forPeople;
        this.out = out;
    }

    /**
     * What has become of a file.
     *
     * @param written whether it has been written, so that nobody needs the diff
     */
    public void write(Mended mended, boolean written) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (Applied applied : mended.applied()) {
            made.merge(applied.fix().safety(), 1, Integer::sum);
            lines.add(line(applied.finding().at(), applied.fix().safety().name(), applied.finding(), applied.fix()));
        }
        for (String line : lines) out.append(line);
        for (Refused no : mended.refused()) out.append(refusal(no));
        for (String comment : mended.commentsTaken()) {
            out.append(terminal.faint("# " + mended.before().name() + ": this comment goes with what it was about: "
                            + Terminal.harmless(comment)))
                    .append('\n');
        }
        refused += mended.refused().size();
        note(mended, written);
        if (!mended.changed()) return;
        files++;
        if (written)
            out.append("# wrote ")
                    .append(Terminal.harmless(mended.before().name()))
                    .append('\n');
        else writeDiff(mended);
        out.append('\n');
    }

    /** What was done, and what is left. */
    public void end(List<Skipped> skipped) throws IOException {
        for (Skipped left : skipped) {
            out.append(Terminal.harmless("# skipped " + left.file() + ':' + left.line() + ": " + left.reason()) + '\n');
        }
        if (!choices.isEmpty()) {
            out.append("# Only a person can choose:\n").append(choices).append('\n');
        }
        int safe = made.getOrDefault(Safety.SAFE, 0);
        int needsTest = made.getOrDefault(Safety.NEEDS_TEST, 0);
        out.append("# ")
                .append(Words.count(safe + needsTest, "fix").replace("fixs", "fixes"))
                .append(" in ")
                .append(Words.count(files, "file"))
                .append(" (")
                .append(String.valueOf(safe))
                .append(" SAFE, ")
                .append(String.valueOf(needsTest))
                .append(" NEEDS_TEST), ")
                .append(String.valueOf(refused))
                .append(" refused, ")
                .append(Words.count(left, "finding"))
                .append(" left\n");
    }

    private void writeDiff(Mended mended) throws IOException {
        List<Marked> edits =
                mended.edits().stream().map(edit -> new Marked(edit, "")).toList();
        UnifiedDiff.of(mended.before(), edits).writeTo(this::writeLine);
    }

    private void writeLine(UnifiedDiff.Kind kind, String line) throws IOException {
        String shown = forPeople ? Terminal.harmless(line) : line;
        String painted = switch (kind) {
            case FILE -> terminal.bold(shown);
            case HUNK -> terminal.hunk(shown);
            case ADDED -> terminal.added(shown);
            case REMOVED -> terminal.removed(shown);
            case CONTEXT, NO_LINE_FEED -> shown;
        };
        out.append(painted).append('\n');
    }

    private void note(Mended mended, boolean written) {
        for (Finding finding : mended.left()) {
            if (!finding.counts() || finding.severity() == Severity.INFO) continue;
            left++;
            boolean choice = finding.fix().isEmpty() || finding.fix().get().safety() == Safety.SHOW_ONLY;
            if (choice) choices.append(choice(finding, written ? finding.at() : mended.origin(finding.at())));
        }
    }

    private static String line(Location at, String label, Finding finding, Fix fix) {
        return Terminal.harmless(place(at) + label + ' ' + fix.title() + " (" + finding.rule() + ')') + '\n';
    }

    private static String choice(Finding finding, Location at) {
        String what = finding.fix().map(Fix::title).orElse(finding.message());
        return Terminal.harmless(place(at) + what + " (" + finding.rule() + ')') + '\n';
    }

    private static String refusal(Refused refused) {
        return Terminal.harmless(
                        place(refused.at()) + "REFUSED " + refused.fix().title() + " ("
                                + refused.finding().rule() + "): " + refused.fact() + "; " + refused.remedy())
                + '\n';
    }

    private static String place(Location at) {
        return "# " + at.file() + ':' + at.line() + ':' + at.column() + ": ";
    }
}
