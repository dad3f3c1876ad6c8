package dev.leastwise.change;

import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.FieldPath.Field;
import dev.leastwise.kube.FieldPath.Item;
import dev.leastwise.kube.FieldPath.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes as operations of a JSON Patch (RFC 6902). */
public final class JsonPatch {

    /** An operation; paths are JSON Pointers. */
    public sealed interface Operation {

        String path();

        /** Fails the patch where something else is there: the items before the place may have changed since. */
        record Test(String path, Tree value) implements Operation {}

        record Add(String path, Tree value) implements Operation {}

        record Replace(String path, Tree value) implements Operation {}

        record Remove(String path) implements Operation {}

        record Move(String from, String path) implements Operation {}

        /** What it is called. */
        default String name() {
            if (this instanceof Test) return "test";
            if (this instanceof Add) return "add";
            if (this instanceof Replace) return "replace";
            return this instanceof Move ? "move" : "remove";
        }

        /** As JSON on one line. */
        default String json() {
            Map<String, Tree> fields = new LinkedHashMap<>();
            fields.put("op", Tree.of(name()));
            fields.put("path", Tree.of(path()));
            switch (this) {
                case Test test -> fields.put("value", test.value());
                case Add add -> fields.put("value", add.value());
                case Replace replace -> fields.put("value", replace.value());
                case Move move -> fields.put("from", Tree.of(move.from()));
                case Remove ignored -> {}
            }
            return new Tree.Fields(fields).json();
        }
    }

    /** A whole patch as JSON, an operation a line. */
    public static String json(List<Operation> operations) {
        return operations.isEmpty()
                ? "[]"
                : operations.stream().map(Operation::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private final List<Operation> operations = new ArrayList<>();
    private Tree object;

    private JsonPatch(Tree object) {
        this.object = object;
    }

    /** The operations that make changes to an object; before them, tests that the named items on their way are the same. */
    public static List<Operation> of(Tree object, List<Change> changes) {
        JsonPatch patch = new JsonPatch(object);
        for (Change change : changes) patch.add(change);
        return patch.operations;
    }

    private void add(Change change) {
        Tree after = ChangedTree.of(object, change);
        if (after.equals(object)) return;
        testItems(change.path());
        switch (change) {
            case Change.Set set -> put(set.path(), after);
            case Change.Append append -> append(append, after);
            case Change.Remove remove ->
                operations.add(new Operation.Remove(remove.path().pointer()));
            case Change.Move move -> move(move);
        }
        object = after;
    }

    private void testItems(FieldPath path) {
        FieldPath way = FieldPath.OBJECT;
        for (Step step : path.steps()) {
            switch (step) {
                case Field(String name) -> way = way.field(name);
                case Item(int index) -> {
                    way = way.item(index);
                    testName(way.field("name"));
                }
            }
        }
    }

    private void testName(FieldPath name) {
        Optional<Operation> test = ChangedTree.at(object, name)
                .filter(value -> value instanceof Tree.Leaf)
                .map(value -> new Operation.Test(name.pointer(), value));
        if (test.isPresent() && !operations.contains(test.get())) operations.add(test.get());
    }

    /** Brings a path to what it is in another object; one operation for all that is missing on the way. */
    private void put(FieldPath path, Tree after) {
        FieldPath at = FieldPath.OBJECT;
        for (int i = 0; i < path.steps().size(); i++) {
            at = new FieldPath(path.steps().subList(0, i + 1));
            Optional<Tree> here = ChangedTree.at(object, at);
            if (here.isEmpty() || here.get().isNull()) break;
        }
        Tree value = ChangedTree.at(after, at).orElseThrow();
        boolean there = ChangedTree.at(object, at).isPresent();
        operations.add(there ? new Operation.Replace(at.pointer(), value) : new Operation.Add(at.pointer(), value));
    }

    private void append(Change.Append append, Tree after) {
        boolean missing = ChangedTree.at(object, append.path())
                .filter(here -> !here.isNull())
                .isEmpty();
        if (missing) put(append.path(), after);
        else operations.add(new Operation.Add(append.path().pointer() + "/-", append.item()));
    }

    private void move(Change.Move move) {
        FieldPath parent = move.to().parent();
        if (ChangedTree.at(object, parent).filter(here -> !here.isNull()).isEmpty()) {
            Tree made = ChangedTree.of(object, new Change.Set(parent, new Tree.Fields(Map.of())));
            put(parent, made);
            object = made;
        }
        operations.add(new Operation.Move(move.path().pointer(), move.to().pointer()));
    }
}
