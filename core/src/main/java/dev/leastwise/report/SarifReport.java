package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.finding.Verdict;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Place;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.report.FixPreview.Replacement;
import dev.leastwise.report.FixPreview.Replacing;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.report.SarifRules.Descriptor;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes a check as SARIF 2.1.0 (OASIS, with errata 01), within the limits of GitHub code scanning
 * (docs.github.com, "SARIF results exceed one or more limits").
 *
 * <p>A finding is a result of kind {@code fail}, also where it is undecided, for it counts all the same until it is
 * answered. Only an undecided question about the start, which counts where it is asked for, is {@code open}: a result of
 * another kind than {@code fail} has the level {@code none} (3.27.10), and nobody stops at that.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String BASE = "SRCROOT";
    private static final int MOST_RESULTS = 25_000;
    private static final int MOST_RELATED = 100;
    private static final int DEEPEST_LINE = 4;

    private final StringBuilder text = new StringBuilder();
    private final JsonWriter json = new JsonWriter(text, DEEPEST_LINE);
    private final Report report;
    private final FixPreviews previews;
    private final Artifacts artifacts;
    private final SarifRules rules;
    private final boolean anySuppressed;
    private int room = MOST_RESULTS;

    private SarifReport(Report report, FixPreviews previews, Artifacts artifacts) {
        this.report = report;
        this.previews = previews;
        this.artifacts = artifacts;
        this.rules = SarifRules.of(report);
        this.anySuppressed = report.suppressed() > 0;
    }

    public static void write(Report report, FixPreviews previews, Writer out) throws IOException {
        new SarifReport(report, previews, Artifacts.here()).writeTo(out);
    }

    private void writeTo(Writer out) throws IOException {
        json.object().field("$schema", SCHEMA).field("version", "2.1.0");
        json.name("runs").array().object();
        writeTool();
        writeInvocation();
        json.name("originalUriBaseIds").object();
        json.name(BASE).object().field("uri", artifacts.base()).endObject().endObject();
        json.field("columnKind", "unicodeCodePoints");
        json.name("newlineSequences")
                .array()
                .value("\r\n")
                .value("\n")
                .value("\r")
                .endArray();
        json.name("results").array();
        writeResults(out);
        json.endArray().endObject().endArray().endObject();
        text.append('\n');
        Pieces.move(text, out);
    }

    private void writeTool() {
        json.name("tool").object().name("driver").object();
        json.field("name", Program.NAME)
                .field("semanticVersion", Program.VERSION)
                .field("informationUri", Program.SITE);
        json.name("rules").array();
        for (Descriptor rule : rules.all()) rule.write(json);
        json.endArray();
        json.name("notifications").array();
        writeNotificationKind("cannot-read", "An input cannot be read", "error");
        writeNotificationKind("skipped", "An input must be rendered before it can be judged", "warning");
        writeNotificationKind("left-out", "There are more results than code scanning takes", "warning");
        json.endArray().endObject().endObject();
    }

    private void writeNotificationKind(String id, String description, String level) {
        json.object().field("id", id);
        json.name("shortDescription").object().field("text", description).endObject();
        json.name("defaultConfiguration").object().field("level", level).endObject();
        json.endObject();
    }

    private void writeInvocation() {
        json.name("invocations").array().object();
        json.field("executionSuccessful", report.errors().isEmpty());
        json.name("toolExecutionNotifications").array();
        for (InputError error : report.errors()) {
            String fact = error.message() + "; " + error.remedy();
            writeNotification("cannot-read", "error", fact, error.file(), error.line(), error.column());
        }
        for (Skipped skipped : report.skipped()) {
            OptionalInt line = OptionalInt.of(skipped.line());
            writeNotification("skipped", "warning", skipped.reason(), skipped.file(), line, OptionalInt.empty());
        }
        int leftOut = results() - MOST_RESULTS;
        if (leftOut > 0) {
            json.object().field("level", "warning");
            writeMessage(leftOut + " results are left out, the least severe ones");
            writeReference("left-out");
            json.endObject();
        }
        json.endArray().endObject().endArray();
    }

    private void writeNotification(
            String id, String level, String fact, String file, OptionalInt line, OptionalInt column) {
        json.object().field("level", level);
        writeMessage(fact);
        writeReference(id);
        json.name("locations").array().object().name("physicalLocation").object();
        writeArtifact(file);
        if (line.isPresent()) {
            json.name("region").object().field("startLine", line.getAsInt());
            if (column.isPresent()) json.field("startColumn", column.getAsInt());
            json.endObject();
        }
        json.endObject().endObject().endArray().endObject();
    }

    private void writeReference(String id) {
        json.name("descriptor").object().field("id", id).endObject();
    }

    private int results() {
        int results = report.findings().size();
        for (Outcome outcome : report.standards().all())
            results += outcome.evaluation().violations().size();
        return results;
    }

    /** In the report's order; where there are too many, the most severe ones first. */
    private void writeResults(Writer out) throws IOException {
        boolean all = results() <= MOST_RESULTS;
        for (Outcome outcome : report.standards().all()) {
            for (Violation violation : outcome.evaluation().violations()) {
                if (room-- > 0) writeRefusal(outcome, violation);
                Pieces.moveWhole(text, out);
            }
        }
        if (all) {
            for (int i = 0; i < report.findings().size(); i++) writeFinding(i, out);
            return;
        }
        for (Severity severity : Severity.values()) {
            for (int i = 0; i < report.findings().size(); i++) {
                if (report.findings().get(i).severity() == severity && room-- > 0) writeFinding(i, out);
            }
        }
    }

    private void writeFinding(int index, Writer out) throws IOException {
        Finding finding = report.findings().get(index);
        boolean open = finding.startUp() && finding.verdict() == Verdict.UNDECIDED;
        Descriptor rule = rules.of(finding);
        json.object().field("ruleId", rule.id()).field("ruleIndex", rule.index());
        json.field("kind", open ? "open" : "fail").field("level", open ? "none" : rule.level());
        String why = finding.why().equals(rule.why()) ? "" : finding.why() + ' ';
        writeMessage(finding.message() + ". " + why + "Fix: " + finding.remedy() + '.');
        writeLocation(finding.at(), finding.object(), finding.path());
        writeRelated(finding.related());
        json.name("partialFingerprints").object();
        json.field("leastwise/v1", report.fingerprints().of(index)).endObject();
        if (anySuppressed) writeSuppressions(finding);
        if (finding.fix().isPresent())
            writeFix(finding.at().file(), finding.fix().get());
        json.name("properties").object();
        json.field("severity", finding.severity().id())
                .field("verdict", finding.verdict().id())
                .endObject();
        json.endObject();
        Pieces.moveWhole(text, out);
    }

    /** The hindmost replacement first: so it is the same whether a reader goes by the text before or by what it has become. */
    private void writeFix(String file, Fix fix) {
        Optional<FixPreview> preview = previews.of(fix);
        if (preview.isEmpty() || !(preview.get() instanceof Replacing(List<Replacement> replacements, var diff)))
            return;
        if (replacements.isEmpty()) return; // there must be one (3.56.3)
        json.name("fixes").array().object();
        json.name("description").object();
        json.field("text", withoutLinks(fix.title() + " (" + fix.safety().name() + ')'))
                .endObject();
        json.name("artifactChanges").array().object();
        writeArtifact(file);
        json.name("replacements").array();
        for (Replacement replacement : replacements.reversed()) {
            json.object().name("deletedRegion").object();
            json.field("startLine", replacement.start().line())
                    .field("startColumn", replacement.start().column())
                    .field("endLine", replacement.end().line())
                    .field("endColumn", replacement.end().column())
                    .endObject();
            json.name("insertedContent").object().field("text", replacement.text());
            json.endObject().endObject();
        }
        json.endArray().endObject().endArray();
        json.name("properties").object().field("safety", fix.safety().id()).endObject();
        json.endObject().endArray();
    }

    /** All results of a run have them, or none (3.27.23). */
    private void writeSuppressions(Finding finding) {
        json.name("suppressions").array();
        if (finding.suppressed().isPresent()) {
            Suppression suppression = finding.suppressed().get();
            boolean inSource =
                    suppression.by() == Suppression.By.COMMENT || suppression.by() == Suppression.By.ANNOTATION;
            json.object().field("kind", inSource ? "inSource" : "external");
            json.field("status", "accepted").field("justification", suppression.reason());
            json.endObject();
        }
        json.endArray();
    }

    private void writeRefusal(Outcome outcome, Violation violation) {
        Descriptor rule = rules.of(outcome.evaluation().standard(), violation);
        String verb = outcome.evaluation().isPod() ? " violates" : " would violate";
        json.object().field("ruleId", rule.id()).field("ruleIndex", rule.index());
        json.field("kind", "fail").field("level", rule.level());
        writeMessage(Words.of(outcome.object()) + verb + " PodSecurity \""
                + outcome.evaluation().standard().id() + "\": " + violation.text());
        List<Place> places = violation.places();
        json.name("locations").array().object().name("physicalLocation").object();
        writeArtifact(outcome.file());
        if (places.isEmpty()) writeRegion(outcome.line(), 1);
        else writeRegion(places.getFirst().at().line(), places.getFirst().at().column());
        json.endObject();
        writeLogicalLocation(
                outcome.object(), places.isEmpty() ? "" : places.getFirst().path());
        json.endObject().endArray();
        if (places.size() > 1) {
            json.name("relatedLocations").array();
            for (int i = 1; i < Math.min(places.size(), MOST_RELATED); i++) {
                json.object().name("physicalLocation").object();
                writeArtifact(outcome.file());
                writeRegion(places.get(i).at().line(), places.get(i).at().column());
                json.endObject();
                writeMessage(places.get(i).path());
                json.endObject();
            }
            json.endArray();
        }
        if (anySuppressed) json.name("suppressions").array().endArray();
        json.endObject();
    }

    private void writeMessage(String fact) {
        json.name("message").object().field("text", withoutLinks(fact)).endObject();
    }

    /** No text of a manifest becomes a link (3.11.6). */
    private static String withoutLinks(String fact) {
        return fact.replace("](", "] (");
    }

    private void writeLocation(Location at, ObjectName object, String path) {
        json.name("locations").array().object();
        writePlace(at);
        writeLogicalLocation(object, path);
        json.endObject().endArray();
    }

    private void writePlace(Location at) {
        json.name("physicalLocation").object();
        writeArtifact(at.file());
        json.name("region").object();
        json.field("startLine", at.line())
                .field("startColumn", at.column())
                .field("endLine", at.endLine())
                .field("endColumn", at.endColumn())
                .endObject();
        json.endObject();
    }

    private void writeArtifact(String file) {
        String uri = artifacts.uri(file);
        json.name("artifactLocation").object().field("uri", uri);
        if (Artifacts.isRelative(uri)) json.field("uriBaseId", BASE);
        json.endObject();
    }

    private void writeRegion(int line, int column) {
        json.name("region")
                .object()
                .field("startLine", line)
                .field("startColumn", column)
                .endObject();
    }

    private void writeLogicalLocation(ObjectName object, String path) {
        String name = Words.of(object) + Words.template(object);
        json.name("logicalLocations").array().object();
        json.field("fullyQualifiedName", path.isEmpty() ? name : name + ": " + path)
                .endObject();
        json.endArray();
    }

    private void writeRelated(List<Related> all) {
        if (all.isEmpty()) return;
        json.name("relatedLocations").array();
        for (Related related : all.subList(0, Math.min(all.size(), MOST_RELATED))) {
            json.object();
            writePlace(related.at());
            writeMessage(related.message());
            json.endObject();
        }
        json.endArray();
    }
}
