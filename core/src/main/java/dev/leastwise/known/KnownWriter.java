package dev.leastwise.known;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Suppression.By;
import dev.leastwise.report.JsonWriter;
import dev.leastwise.report.Report;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.SuppressionRule;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the findings of a run as known ones: those that nothing else suppresses, sorted by what stays when lines move, so
 * that two versions of the file differ in what is new and what is gone.
 */
public final class KnownWriter {

    private record Row(String file, String object, String container, String rule, String message, String fingerprint) {}

    private static final Comparator<Row> ORDER = Comparator.comparing(Row::file)
            .thenComparing(Row::object)
            .thenComparing(Row::container)
            .thenComparing(Row::rule)
            .thenComparing(Row::fingerprint);

    public static void write(Report report, Writer out) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < report.findings().size(); i++) {
            Finding finding = report.findings().get(i);
            if (isToBeKnown(finding))
                rows.add(row(finding, report.fingerprints().of(i)));
        }
        rows.sort(ORDER);
        StringBuilder text = new StringBuilder();
        JsonWriter json = new JsonWriter(text);
        json.object().field("schema", KnownFindings.SCHEMA);
        json.name("findings").array();
        for (Row row : rows) write(row, json);
        json.endArray().endObject();
        out.append(text.append('\n'));
    }

    /** What is wrong with suppressions is never known; what is known stays so. */
    private static boolean isToBeKnown(Finding finding) {
        if (Rules.named(finding.rule())
                .filter(rule -> rule instanceof SuppressionRule)
                .isPresent()) return false;
        return finding.suppressed().filter(by -> by.by() != By.KNOWN).isEmpty();
    }

    private static Row row(Finding finding, String fingerprint) {
        return new Row(
                Fingerprints.place(finding.at().file()),
                object(finding.object()),
                finding.container().orElse(""),
                finding.rule(),
                finding.message(),
                fingerprint);
    }

    private static String object(ObjectName object) {
        String namespace = object.namespace().map(text -> text + '/').orElse("");
        return object.kind() + ' ' + namespace + object.name().orElse("");
    }

    private static void write(Row row, JsonWriter json) {
        json.object().field("file", row.file).field("object", row.object);
        if (!row.container.isEmpty()) json.field("container", row.container);
        json.field("rule", row.rule)
                .field("message", row.message)
                .field("fingerprint", row.fingerprint)
                .endObject();
    }

    private KnownWriter() {}
}
