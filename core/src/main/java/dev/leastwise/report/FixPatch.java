package dev.leastwise.report;

import dev.leastwise.change.JsonPatch;
import dev.leastwise.fix.Mended;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.fix.Mended.ChangedObject;
import dev.leastwise.fix.Mended.Refused;
import dev.leastwise.report.Report.Skipped;
import dev.leastwise.source.InputError;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Writes fixes as JSON Patches (RFC 6902), one for each object that changes, for manifests that something generates. */
public final class FixPatch {

    public static final String SCHEMA = "leastwise.dev/fix/v1";

    private final Writer out;
    private final StringBuilder text = new StringBuilder();
    private final JsonWriter json = new JsonWriter(text, 4);
    private final List<Refused> refused = new ArrayList<>();

    public FixPatch(Writer out) {
        this.out = out;
        json.object().field("schema", SCHEMA).name("patches").array();
    }

    /** The objects of a file that change. */
    public void write(Mended mended) throws IOException {
        for (ChangedObject object : mended.objects()) write(mended.before().name(), object);
        refused.addAll(mended.refused());
        Pieces.moveWhole(text, out);
    }

    private void write(String file, ChangedObject object) {
        json.object().field("file", file).name("document").value(object.document());
        JsonReport.writeObject(json.name("object"), object.name());
        json.name("fixes").array();
        for (Applied applied : object.applied()) {
            json.object()
                    .field("rule", applied.finding().rule())
                    .field("safety", applied.fix().safety().id())
                    .field("title", applied.fix().title())
                    .endObject();
        }
        json.endArray().name("patch").array();
        for (JsonPatch.Operation operation : JsonPatch.of(object.before(), object.changes())) {
            ChangeJson.write(json, operation);
        }
        json.endArray().endObject();
    }

    /** What was refused, and what could not be read. */
    public void end(List<Skipped> skipped, List<InputError> errors) throws IOException {
        json.endArray().name("refused").array();
        for (Refused refusal : refused) write(refusal);
        json.endArray();
        JsonReport.writeSkipped(json, skipped);
        JsonReport.writeErrors(json, errors);
        json.endObject();
        text.append('\n');
        Pieces.move(text, out);
    }

    private void write(Refused refusal) {
        json.object()
                .field("rule", refusal.finding().rule())
                .field("file", refusal.at().file())
                .field("line", refusal.at().line())
                .field("column", refusal.at().column())
                .field("document", refusal.finding().document());
        JsonReport.writeObject(json.name("object"), refusal.finding().object());
        json.field("title", refusal.fix().title())
                .field("message", refusal.fact())
                .field("remedy", refusal.remedy())
                .endObject();
    }
}
