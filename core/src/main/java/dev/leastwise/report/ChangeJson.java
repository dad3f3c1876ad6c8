package dev.leastwise.report;

import dev.leastwise.change.Change;
import dev.leastwise.change.JsonPatch.Operation;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.kube.KubeValue;
import java.util.Optional;

/** Fixes, changes and values in JSON. */
final class ChangeJson {

    static void write(JsonWriter json, Optional<Fix> fix) {
        json.name("fix");
        if (fix.isEmpty()) {
            json.nothing();
            return;
        }
        json.object()
                .field("safety", fix.get().safety().id())
                .field("title", fix.get().title())
                .name("changes")
                .array();
        for (Change change : fix.get().changes()) write(json, change);
        json.endArray().endObject();
    }

    // No switch over the sealed types here: a fresh JVM takes longer to set one up than to write hundreds of fixes.
    private static void write(JsonWriter json, Change change) {
        json.object();
        if (change instanceof Change.Set set) {
            json.field("op", "set").field("path", set.path().toString());
            write(json.name("value"), set.value());
        } else if (change instanceof Change.Append append) {
            json.field("op", "append").field("path", append.path().toString());
            write(json.name("value"), append.item());
        } else if (change instanceof Change.Move move) {
            json.field("op", "move")
                    .field("from", move.path().toString())
                    .field("path", move.to().toString());
        } else {
            json.field("op", "remove").field("path", change.path().toString());
        }
        json.endObject();
    }

    /** An operation of a JSON Patch (RFC 6902). */
    static void write(JsonWriter json, Operation operation) {
        json.object().field("op", operation.name());
        if (operation instanceof Operation.Move move) json.field("from", move.from());
        json.field("path", operation.path());
        if (operation instanceof Operation.Test test) write(json.name("value"), test.value());
        if (operation instanceof Operation.Add add) write(json.name("value"), add.value());
        if (operation instanceof Operation.Replace replace) write(json.name("value"), replace.value());
        json.endObject();
    }

    private static void write(JsonWriter json, Tree value) {
        if (value instanceof Tree.Leaf leaf) {
            if (leaf.value() instanceof KubeValue.Text text) json.value(text.value());
            else json.raw(leaf.json());
        } else if (value instanceof Tree.Items items) {
            json.array();
            for (Tree item : items.items()) write(json, item);
            json.endArray();
        } else if (value instanceof Tree.Fields fields) {
            json.object();
            fields.fields().forEach((name, field) -> write(json.key(name), field));
            json.endObject();
        }
    }

    private ChangeJson() {}
}
