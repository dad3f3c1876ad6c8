package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.kube.Role;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Outcome;
import dev.leastwise.podsecurity.Place;
import dev.leastwise.podsecurity.Violation;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a check as JSON of the schema {@code leastwise.dev/check/v1}. */
public final class JsonReport {

    public static final String SCHEMA = "leastwise.dev/check/v1";

    private final StringBuilder text = new StringBuilder();
    private final JsonWriter json = new JsonWriter(text);

    private JsonReport() {}

    public static void write(Report report, Writer out) throws IOException {
        new JsonReport().writeTo(out, report);
    }

    private void writeTo(Writer out, Report report) throws IOException {
        json.object().field("schema", SCHEMA);
        writeTarget(json.name("target"), report.target());
        json.name("findings").array();
        for (int i = 0; i < report.findings().size(); i++) {
            writeFinding(report.findings().get(i), report.fingerprints().of(i));
            Pieces.moveWhole(text, out);
        }
        json.endArray();
        json.name("standards").array();
        for (Outcome outcome : report.standards().all()) {
            writeOutcome(outcome);
            Pieces.moveWhole(text, out);
        }
        json.endArray();
        writeSkipped(json, report.skipped());
        writeErrors(json, report.errors());
        writeSummary(report);
        json.endObject();
        text.append('\n');
        Pieces.move(text, out);
    }

    static void writeTarget(JsonWriter json, Target target) {
        json.object()
                .field("runtime", target.runtime().id())
                .field("kubernetes", "v1." + target.kubernetes())
                .field("seccompDefault", target.seccompDefault())
                .field("lsm", target.lsm().map(Target.Lsm::id))
                .endObject();
    }

    private void writeFinding(Finding finding, String fingerprint) {
        json.object()
                .field("rule", finding.rule())
                .field("severity", finding.severity().id())
                .field("verdict", finding.verdict().id())
                .field("message", finding.message())
                .repeated("why", finding.why())
                .repeated("remedy", finding.remedy())
                .repeated("file", finding.at().file())
                .field("line", finding.at().line())
                .field("column", finding.at().column())
                .field("endLine", finding.at().endLine())
                .field("endColumn", finding.at().endColumn())
                .field("document", finding.document())
                .field("template", finding.object().template());
        writeObject(json.name("object"), finding.object());
        json.field("byShape", finding.byShape());
        json.field("container", finding.container())
                .field("role", finding.role().map(JsonReport::role));
        json.field("path", finding.path());
        writeRelated(finding.related());
        ChangeJson.write(json, finding.fix());
        json.field("fingerprint", fingerprint);
        writeSuppression(finding.suppressed());
        json.endObject();
    }

    private void writeSuppression(Optional<Suppression> suppressed) {
        json.name("suppressed");
        if (suppressed.isEmpty()) {
            json.nothing();
            return;
        }
        Suppression suppression = suppressed.get();
        json.object()
                .field("by", suppression.by().id())
                .field("reason", suppression.reason())
                .field("until", suppression.until())
                .endObject();
    }

    private void writeRelated(List<Related> all) {
        json.name("related").array();
        for (Related related : all) {
            json.object()
                    .field("file", related.at().file())
                    .field("line", related.at().line())
                    .field("column", related.at().column())
                    .field("message", related.message())
                    .endObject();
        }
        json.endArray();
    }

    private void writeOutcome(Outcome outcome) {
        Evaluation evaluation = outcome.evaluation();
        json.object()
                .field("level", evaluation.standard().level().id())
                .field("version", evaluation.standard().version().id())
                .field("allowed", evaluation.allowed())
                .field("file", outcome.file())
                .field("line", outcome.line())
                .field("template", outcome.object().template());
        writeObject(json.name("object"), outcome.object());
        json.name("violations").array();
        for (Violation violation : evaluation.violations()) writeViolation(violation);
        json.endArray();
        json.field("message", evaluation.message());
        writeRelated(outcome.related());
        json.endObject();
    }

    private void writeViolation(Violation violation) {
        json.object()
                .field("check", violation.check())
                .field("reason", violation.reason())
                .field("detail", violation.detail());
        json.name("locations").array();
        for (Place place : violation.places()) {
            json.object()
                    .field("line", place.at().line())
                    .field("column", place.at().column())
                    .field("path", place.path())
                    .endObject();
        }
        json.endArray().endObject();
    }

    static void writeObject(JsonWriter json, ObjectName object) {
        json.object()
                .field("apiVersion", object.apiVersion())
                .field("kind", object.kind())
                .field("namespace", object.namespace())
                .field("name", object.name())
                .endObject();
    }

    static String role(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static void writeErrors(JsonWriter json, List<InputError> errors) {
        json.name("errors").array();
        for (InputError error : errors) writeError(json, error);
        json.endArray();
    }

    static void writeSkipped(JsonWriter json, List<Skipped> all) {
        json.name("skipped").array();
        for (Skipped skipped : all) {
            json.object()
                    .field("file", skipped.file())
                    .field("line", skipped.line())
                    .field("reason", skipped.reason())
                    .endObject();
        }
        json.endArray();
    }

    private static void writeError(JsonWriter json, InputError error) {
        json.object().field("file", error.file()).name("line");
        if (error.line().isPresent()) json.value(error.line().getAsInt());
        else json.nothing();
        json.name("column");
        if (error.column().isPresent()) json.value(error.column().getAsInt());
        else json.nothing();
        json.field("message", error.message()).field("remedy", error.remedy()).endObject();
    }

    private void writeSummary(Report report) {
        Report.Counts counts = report.counts();
        json.name("summary")
                .object()
                .field("files", counts.files())
                .field("documents", counts.documents())
                .field("workloads", counts.workloads())
                .field("containers", counts.containers());
        json.name("findings").object();
        report.bySeverity().forEach((Severity severity, Integer count) -> json.field(severity.id(), count));
        json.endObject();
        json.name("standards")
                .object()
                .field(
                        "allowed",
                        report.standards().all().size() - report.standards().refused())
                .field("refused", report.standards().refused())
                .field("undecided", report.standards().undecided())
                .endObject();
        json.field("undecided", report.undecided())
                .field("suppressed", report.suppressed())
                .field("ignored", counts.ignored())
                .endObject();
    }
}
