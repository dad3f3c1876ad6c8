package dev.leastwise.report;

import dev.leastwise.change.DiffPart;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.page.Head;
import dev.leastwise.page.Head.Count;
import dev.leastwise.page.Head.Notice;
import dev.leastwise.page.JtegridGenerated;
import dev.leastwise.page.JtelinesGenerated;
import dev.leastwise.page.JtepageGenerated;
import dev.leastwise.page.JtesectionGenerated;
import dev.leastwise.page.Section;
import dev.leastwise.page.Section.DiffLine;
import dev.leastwise.page.Section.Entry;
import dev.leastwise.page.Section.Mending;
import dev.leastwise.page.Section.Tile;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.FixPreview.Refused;
import dev.leastwise.report.FixPreview.Replacing;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.PodScope;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Location;
import dev.leastwise.source.SourceText;
import gg.jte.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a check as one page that needs nothing else: each object with what its containers are granted and what was found in
 * it. While the inputs are read it keeps what the report alone does not hold, the lines around findings and a few words on each
 * container; no input stays in memory for it.
 */
public final class HtmlReport {

    /** The digests of the page's style and script, which are all that a browser may apply and run. */
    static final String STYLE_DIGEST = "Mcxwd+9Fjd9/fCFwaDNNldl3yfAE+8/2VSf4GiTcrI8=";

    static final String SCRIPT_DIGEST = "Hzgac+dqMXk8DoakUpvOn9W5WmQrtPjf2XVesg9I0TI=";

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + STYLE_DIGEST
            + "'; script-src 'sha256-" + SCRIPT_DIGEST + "'; base-uri 'none'; form-action 'none'";

    /** What is kept of a container. */
    private record Kept(
            String name,
            String role,
            String image,
            List<Tile> tiles,
            CapabilitySet bounding,
            Optional<CapabilitySet> effective) {}

    /** What there is to say of an object. */
    private record Subject(
            ObjectName object,
            String title,
            String file,
            List<Kept> containers,
            List<Integer> findings,
            List<Outcome> outcomes) {}

    private final FixPreviews previews;
    private final SourceLines lines = new SourceLines();
    private final Map<String, Map<String, Subject>> subjects = new LinkedHashMap<>();
    private final HtmlOutput out = new HtmlOutput();
    private final Map<String, Content> grids = new HashMap<>();
    private Optional<Location> shown = Optional.empty();
    private Content shownLines = output -> {};

    /** One that has seen nothing yet. */
    public HtmlReport(FixPreviews previews) {
        this.previews = previews;
    }

    /** Takes the lines of a document that findings are about. */
    public void see(SourceText source, List<Finding> findings) {
        for (Finding finding : findings) lines.keep(source, finding.at());
    }

    /** Takes what the containers of a pod are granted; of the values no more than words, for their origins are whole inputs. */
    public void see(PodScope pod) {
        Workload workload = pod.workload();
        Subject subject = subject(workload.manifest().source().name(), ObjectName.of(workload.manifest()));
        // findings on all workloads together come when the text is gone: they are about the pod or the user of a
        // container
        keepStart(workload.podSpec());
        for (ContainerScope scope : pod.containers()) {
            Container container = scope.container();
            keepStart(container.node());
            keepStart(container.setting("runAsUser"));
            Optional<Capabilities> capabilities =
                    scope.privileges().capabilities().known();
            if (capabilities.isEmpty()) continue;
            subject.containers.add(new Kept(
                    Terminal.harmless(container.name()),
                    container.role().words(),
                    Terminal.harmless(container.image().orElse("")),
                    GrantTiles.of(scope.privileges()),
                    capabilities.get().bounding(),
                    capabilities.get().permitted().known()));
        }
    }

    private void keepStart(KubeNode node) {
        int line = node.position().line();
        lines.keep(node.source(), line, line);
    }

    private Subject subject(String file, ObjectName object) {
        Map<String, Subject> inFile = subjects.get(file);
        if (inFile == null) {
            inFile = new LinkedHashMap<>();
            subjects.put(file, inFile);
        }
        String name = Words.of(object);
        Subject known = inFile.get(name);
        if (known != null) return known;
        Subject fresh = new Subject(object, name, file, new ArrayList<>(1), new ArrayList<>(), new ArrayList<>(0));
        inFile.put(name, fresh);
        return fresh;
    }

    public void write(Report report, Writer writer) throws IOException {
        List<Finding> findings = report.findings();
        for (int i = 0; i < findings.size(); i++) {
            subject(findings.get(i).at().file(), findings.get(i).object())
                    .findings
                    .add(i);
        }
        for (Outcome outcome : report.standards().all())
            subject(outcome.file(), outcome.object()).outcomes.add(outcome);
        try {
            JtepageGenerated.render(out.escaping(), null, head(report), output -> writeSections(report, writer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.finish(writer);
    }

    private void writeSections(Report report, Writer writer) {
        for (Map<String, Subject> inFile : subjects.values()) {
            for (Subject subject : inFile.values()) {
                JtesectionGenerated.render(out.escaping(), null, section(subject, report));
                out.moveTo(writer);
            }
        }
    }

    private Head head(Report report) {
        List<Count> counts = new ArrayList<>();
        report.bySeverity()
                .forEach((severity, count) -> counts.add(new Count(severity.id(), count, severity != Severity.INFO)));
        Set<String> rules = new TreeSet<>();
        for (Finding finding : report.findings()) rules.add(finding.rule());
        Set<String> workloads = new LinkedHashSet<>();
        for (Map<String, Subject> inFile : subjects.values()) {
            for (Subject subject : inFile.values())
                workloads.add(Terminal.harmless(subject.object.name().orElse("")));
        }
        workloads.remove("");
        int refused = report.standards().refused();
        int allowed = report.standards().all().size() - refused;
        String standards = allowed + refused == 0
                ? ""
                : "Pod Security Standards: " + allowed + " allowed, " + refused + " refused.";
        return new Head(
                POLICY,
                Words.checked(report.counts()),
                target(report.target()),
                counts,
                report.undecided(),
                report.suppressed(),
                standards,
                List.copyOf(rules),
                List.copyOf(workloads),
                notices(report));
    }

    private static String target(Target target) {
        String seccomp = target.seccompDefault() ? ", seccompDefault" : "";
        return target.runtime().title() + ", Kubernetes v1." + target.kubernetes() + seccomp;
    }

    private static List<Notice> notices(Report report) {
        List<Notice> notices = new ArrayList<>();
        for (InputError error : report.errors()) {
            String line = error.line().isPresent() ? ":" + error.line().getAsInt() : "";
            notices.add(new Notice(
                    "not read",
                    Terminal.harmless(error.file() + line),
                    Terminal.harmless(error.message() + "; " + error.remedy())));
        }
        for (Skipped skipped : report.skipped()) {
            notices.add(new Notice(
                    "skipped",
                    Terminal.harmless(skipped.file() + ':' + skipped.line()),
                    Terminal.harmless(skipped.reason())));
        }
        return notices;
    }

    private Section section(Subject subject, Report report) {
        String title = Terminal.harmless(subject.title);
        String file = Terminal.harmless(subject.file);
        List<Section.Verdict> verdicts = new ArrayList<>();
        for (Outcome outcome : subject.outcomes) verdicts.add(verdict(outcome));
        List<Section.Container> containers = new ArrayList<>();
        for (Kept kept : subject.containers) {
            Content grid = grid(kept, report.target());
            containers.add(new Section.Container(kept.name, kept.role, kept.image, kept.tiles, grid));
        }
        List<Entry> entries = new ArrayList<>();
        for (int index : subject.findings) {
            entries.add(
                    entry(report.findings().get(index), report.fingerprints().of(index)));
        }
        String words = (title + ' ' + file).toLowerCase(Locale.ROOT);
        return new Section(title, file, words, verdicts, containers, entries);
    }

    private static Section.Verdict verdict(Outcome outcome) {
        List<String> violations = new ArrayList<>();
        for (Violation violation : outcome.evaluation().violations()) {
            String place = violation.places().isEmpty()
                    ? ""
                    : "line " + violation.places().getFirst().at().line() + ": ";
            violations.add(place + Terminal.harmless(violation.text()));
        }
        return new Section.Verdict(
                outcome.evaluation().standard().id(), outcome.evaluation().allowed(), violations);
    }

    /** Many containers have the same. */
    private Content grid(Kept kept, Target target) {
        String key = kept.bounding.bits() + " "
                + (kept.effective.isEmpty() ? -1 : kept.effective.get().bits());
        Content known = grids.get(key);
        if (known != null) return known;
        CapabilitySet byDefault = target.runtime().defaultCapabilities();
        Content fresh = out.fragment(() -> JtegridGenerated.render(
                out.escaping(), null, GrantTiles.grid(byDefault, kept.bounding, kept.effective)));
        grids.put(key, fresh);
        return fresh;
    }

    /** Findings on one place follow each other. */
    private Content lines(Location at) {
        if (shown.isEmpty() || !shown.get().equals(at)) {
            shown = Optional.of(at);
            shownLines = out.fragment(() -> JtelinesGenerated.render(out.escaping(), null, lines.around(at)));
        }
        return shownLines;
    }

    private Entry entry(Finding finding, String fingerprint) {
        String severity = finding.severity().id();
        String label = finding.verdict() == Verdict.UNDECIDED ? severity + ", undecided" : severity;
        List<String> related = new ArrayList<>(finding.related().size());
        for (Related other : finding.related()) {
            String place = other.at().file() + ':' + other.at().line() + ": ";
            related.add(Terminal.harmless("see " + place + other.message()));
        }
        String path = finding.path().isEmpty() ? "" : ", " + finding.path();
        return new Entry(
                fingerprint,
                finding.counts() ? severity : severity + " suppressed",
                label,
                finding.rule(),
                Terminal.harmless(finding.message()),
                Terminal.harmless("line " + finding.at().line() + ':'
                        + finding.at().column() + Words.template(finding.object()) + path),
                lines(finding.at()),
                related,
                out.text(finding.why()),
                out.text(finding.remedy()),
                finding.fix().map(this::mending),
                finding.suppressed().map(HtmlReport::settled).orElse(""));
    }

    private Mending mending(Fix fix) {
        List<List<DiffLine>> diff = new ArrayList<>();
        String obstacle = "";
        Optional<FixPreview> preview = previews.of(fix);
        if (preview.isPresent() && preview.get() instanceof Replacing replacing) {
            for (DiffPart part : replacing.diff()) diff.add(lines(part));
        } else if (preview.isPresent() && preview.get() instanceof Refused(Location at, String fact, String remedy)) {
            obstacle = "line " + at.line() + ':' + at.column() + ": " + fact + "; " + remedy;
        }
        return new Mending(
                fix.safety().id(),
                Words.of(fix.safety()),
                Terminal.harmless(fix.title()),
                diff,
                Terminal.harmless(obstacle));
    }

    /** A line that comes has no number yet. */
    private static List<DiffLine> lines(DiffPart part) {
        List<DiffLine> lines = new ArrayList<>();
        int number = part.line();
        for (String line : part.text().lines().toList()) {
            char sign = line.charAt(0);
            String shown = sign == '+' ? "" : String.valueOf(number++);
            lines.add(new DiffLine(
                    shown, sign, Terminal.harmless(line.substring(1).replace('\t', ' '))));
        }
        return lines;
    }

    private static String settled(Suppression suppression) {
        String until = suppression.until().map(date -> " until " + date).orElse("");
        return Terminal.harmless("Suppressed by " + suppression.by().words() + until + ": " + suppression.reason());
    }
}
