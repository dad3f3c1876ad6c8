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
import java.util.function.UnaryOperator;

/** What changes make of a value, without any text. */
public final class ChangedTree {

    /** The object after changes that fit it. */
    public static Tree of(Tree object, List<Change> changes) {
        Tree changed = object;
        for (Change change : changes) changed = of(changed, change);
        return changed;
    }

    static Tree of(Tree object, Change change) {
        return switch (change) {
            case Change.Set set -> put(object, set.path(), ignored -> set.value());
            case Change.Append append -> put(object, append.path(), sequence -> append(sequence, append.item()));
            case Change.Remove remove -> remove.effect() == Change.Effect.NONE ? object : remove(object, remove.path());
            case Change.Move move -> {
                Tree moved = at(object, move.path()).orElseThrow(() -> misfit(move.path()));
                yield put(remove(object, move.path()), move.to(), ignored -> moved);
            }
        };
    }

    /** What is at a path; empty where there is nothing, not even null. */
    static Optional<Tree> at(Tree object, FieldPath path) {
        Optional<Tree> at = Optional.of(object);
        for (Step step : path.steps()) at = at.flatMap(container -> child(container, step));
        return at;
    }

    private static Optional<Tree> child(Tree container, Step step) {
        return switch (step) {
            case Field(String name)
            when container instanceof Tree.Fields(Map<String, Tree> fields) -> Optional.ofNullable(fields.get(name));
            case Item(int index)
            when container instanceof Tree.Items(List<Tree> items) && index < items.size() ->
                Optional.of(items.get(index));
            default -> Optional.empty();
        };
    }

    private static Tree put(Tree object, FieldPath path, UnaryOperator<Tree> change) {
        return put(object, path, 0, change);
    }

    private static Tree put(Tree at, FieldPath path, int depth, UnaryOperator<Tree> change) {
        if (depth == path.steps().size()) return change.apply(at);
        return switch (path.steps().get(depth)) {
            case Field(String name) -> {
                if (!(at instanceof Tree.Fields) && !at.isNull()) throw misfit(path);
                Tree old = at instanceof Tree.Fields fields
                        ? fields.fields().getOrDefault(name, Tree.ofNull())
                        : Tree.ofNull();
                yield at.with(name, put(old, path, depth + 1, change));
            }
            case Item(int index) -> {
                if (!(at instanceof Tree.Items items) || index >= items.items().size()) throw misfit(path);
                List<Tree> changed = new ArrayList<>(items.items());
                changed.set(index, put(changed.get(index), path, depth + 1, change));
                yield new Tree.Items(changed);
            }
        };
    }

    private static Tree append(Tree sequence, Tree item) {
        if (sequence.isNull()) return Tree.items(item);
        if (!(sequence instanceof Tree.Items(List<Tree> before))) {
            throw new IllegalArgumentException("an item for what is no sequence");
        }
        List<Tree> items = new ArrayList<>(before);
        items.add(item);
        return new Tree.Items(items);
    }

    private static Tree remove(Tree object, FieldPath path) {
        if (at(object, path).isEmpty()) throw misfit(path);
        return put(
                object,
                path.parent(),
                container -> without(container, path.steps().getLast()));
    }

    private static Tree without(Tree container, Step step) {
        return switch (step) {
            case Field(String name) -> {
                Map<String, Tree> fields = new LinkedHashMap<>(((Tree.Fields) container).fields());
                fields.remove(name);
                yield new Tree.Fields(fields);
            }
            case Item(int index) -> {
                List<Tree> items = new ArrayList<>(((Tree.Items) container).items());
                items.remove(index);
                yield new Tree.Items(items);
            }
        };
    }

    private static IllegalArgumentException misfit(FieldPath path) {
        return new IllegalArgumentException("there is no " + path);
    }

    private ChangedTree() {}
}
