package dev.leastwise.report;

import dev.leastwise.change.Change;
import dev.leastwise.change.JsonPatch.Operation;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.kube.KubeValue;
import java.util.List;
import java.util.Map;
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

    private static void write(JsonWriter json, Change change) {
        json.object();
        switch (change) {
            case Change.Set set -> {
                json.field("op", "set").field("path", set.path().toString());
                write(json.name("value"), set.value());
            }
            case Change.Remove remove ->
                json.field("op", "remove").field("path", remove.path().toString());
            case Change.Append append -> {
                json.field("op", "append").field("path", append.path().toString());
                write(json.name("value"), append.item());
            }
            case Change.Move move ->
                json.field("op", "move")
                        .field("from", move.path().toString())
                        .field("path", move.to().toString());
        }
        json.endObject();
    }

    /** An operation of a JSON Patch (RFC 6902). */
    static void write(JsonWriter json, Operation operation) {
        json.object();
        switch (operation) {
            case Operation.Test test -> {
                json.field("op", "test").field("path", test.path());
                write(json.name("value"), test.value());
            }
            case Operation.Add add -> {
                json.field("op", "add").field("path", add.path());
                write(json.name("value"), add.value());
            }
            case Operation.Replace replace -> {
                json.field("op", "replace").field("path", replace.path());
                write(json.name("value"), replace.value());
            }
            case Operation.Remove remove -> json.field("op", "remove").field("path", remove.path());
            case Operation.Move move ->
                json.field("op", "move").field("from", move.from()).field("path", move.path());
        }
        json.endObject();
    }

    private static void write(JsonWriter json, Tree value) {
        switch (value) {
            case Tree.Leaf(KubeValue.Text(String text)) -> json.value(text);
            case Tree.Leaf leaf -> json.raw(leaf.json());
            case Tree.Items(List<Tree> items) -> {
                json.array();
                for (Tree item : items) write(json, item);
                json.endArray();
            }
            case Tree.Fields(Map<String, Tree> fields) -> {
                json.object();
                fields.forEach((name, field) -> write(json.key(name), field));
                json.endObject();
            }
        }
    }

    private ChangeJson() {}
}
