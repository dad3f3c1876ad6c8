package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.FieldPath.Field;
import dev.leastwise.kube.FieldPath.Item;
import dev.leastwise.kube.FieldPath.Step;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes changes to the draft of an object, which is opened where they go. */
final class Drafting {

    /** A change is about what an earlier one has moved or is within: that one must be written and read first. */
    @SuppressWarnings("serial")
    static final class Unsettled extends RuntimeException {

        Unsettled() {
            super("what moved must be read again", null, false, false);
        }
    }

    private final KubeNode object;
    private final Anchors anchors;
    private Draft draft;

    Drafting(KubeNode object, Anchors anchors) {
        this.object = object;
        this.anchors = anchors;
        this.draft = new Draft.Kept(object, false);
    }

    /** The object after the changes so far. */
    Draft draft() {
        return draft;
    }

    void make(Change change) {
        switch (change) {
            case Change.Set set -> update(set.path(), old -> set(old, set.value()));
            case Change.Append append -> update(append.path(), old -> append(old, append.path(), append.item()));
            case Change.Remove remove when remove.effect() == Change.Effect.NONE -> clear(remove.path());
            case Change.Remove remove -> take(remove.path());
            case Change.Move move -> move(move);
        }
    }

    private void update(FieldPath path, UnaryOperator<Draft> change) {
        draft = update(draft, path, 0, change);
    }

    private Draft update(Draft at, FieldPath path, int depth, UnaryOperator<Draft> change) {
        if (depth == path.steps().size()) return change.apply(at);
        return switch (path.steps().get(depth)) {
            case Field(String name) -> {
                Draft.Fields mapping = mapping(at, path, depth);
                put(mapping, name, old -> update(old, path, depth + 1, change));
                yield mapping;
            }
            case Item(int index) -> {
                Draft.Items sequence = sequence(at, path, depth);
                if (index >= sequence.items.size()) throw misfit(path, depth + 1);
                sequence.items.set(index, update(sequence.items.get(index), path, depth + 1, change));
                yield sequence;
            }
        };
    }

    private static void put(Draft.Fields mapping, String name, UnaryOperator<Draft> change) {
        Draft old = mapping.fields.getOrDefault(name, new Draft.Leaf(new KubeValue.Null()));
        Draft changed = change.apply(old);
        if (!changed.equals(old) && isMerged(old)) Merges.checkNotWritten(mapping, name);
        mapping.fields.put(name, changed);
    }

    private static boolean isMerged(Draft draft) {
        return draft instanceof Draft.Kept kept && kept.merged();
    }

    private Draft.Fields mapping(Draft at, FieldPath path, int depth) {
        if (at instanceof Draft.Fields fields) return fields;
        if (isNull(at)) return new Draft.Fields(Optional.empty());
        if (at instanceof Draft.Moved) throw new Unsettled();
        if (at instanceof Draft.Kept kept && kept.place().isMapping()) return (Draft.Fields) open(kept);
        throw misfit(path, depth);
    }

    private Draft.Items sequence(Draft at, FieldPath path, int depth) {
        if (at instanceof Draft.Items items) return items;
        if (at instanceof Draft.Moved) throw new Unsettled();
        if (at instanceof Draft.Kept kept && kept.place().isSequence()) return (Draft.Items) open(kept);
        throw misfit(path, depth);
    }

    /** What moved must be read again before anything else happens to it. */
    private static void checkSettled(Draft draft) {
        switch (draft) {
            case Draft.Moved ignored -> throw new Unsettled();
            case Draft.Fields fields -> fields.fields.values().forEach(Drafting::checkSettled);
            case Draft.Items items -> items.items.forEach(Drafting::checkSettled);
            case Draft.Kept ignored -> {}
            case Draft.Leaf ignored -> {}
        }
    }

    private static boolean isNull(Draft draft) {
        return switch (draft) {
            case Draft.Kept kept -> !kept.place().exists();
            case Draft.Leaf leaf -> leaf.value() instanceof KubeValue.Null;
            default -> false;
        };
    }

    /** What a collection that is written here has in it. */
    private Draft open(Draft.Kept kept) {
        YamlNode node = kept.place().node().orElseThrow();
        if (kept.merged()) throw Merges.refusal(kept.place(), "to change it here alone, write it out below the <<");
        if (node instanceof Alias alias) {
            throw new Refusal(
                    Obstacle.ALIAS,
                    node.start(),
                    node.end(),
                    named(kept.place()) + " is written elsewhere, and stands here as *" + alias.name(),
                    "write it out here instead of the alias, or change it where &" + alias.name() + " stands");
        }
        anchors.checkUnused(node);
        return node instanceof Mapping mapping
                ? openMapping(kept.place(), mapping)
                : openSequence(kept.place(), (Sequence) node);
    }

    private static Draft openMapping(KubeNode place, Mapping mapping) {
        Draft.Fields fields = new Draft.Fields(Optional.of(mapping));
        Map<YamlNode, YamlNode> own = new HashMap<>();
        for (int i = 0; i < mapping.size(); i++) own.put(mapping.key(i), mapping.value(i));
        for (KubeNode field : place.fields()) {
            boolean merged = !own.containsKey(field.key().orElseThrow());
            fields.fields.put(field.name(), new Draft.Kept(field, merged));
        }
        return fields;
    }

    private static Draft openSequence(KubeNode place, Sequence sequence) {
        Draft.Items items = new Draft.Items(Optional.of(sequence));
        for (KubeNode item : place.items()) {
            items.origins.add(items.items.size());
            items.items.add(new Draft.Kept(item, false));
        }
        return items;
    }

    /** Brings what there is to a value, changing within it only what is different. */
    private Draft set(Draft old, Tree value) {
        if (old.tree().equals(value) && !isAbsent(old)) return old;
        return switch (value) {
            case Tree.Fields(Map<String, Tree> trees)
            when isMappingHere(old) -> setFields((Draft.Fields) opened(old), trees);
            case Tree.Items(List<Tree> trees) when isSequenceHere(old) -> setItems((Draft.Items) opened(old), trees);
            default -> {
                checkSettled(old);
                yield Draft.of(value);
            }
        };
    }

    /** Whether nothing is written: null is written then, if that is to be set. */
    private static boolean isAbsent(Draft draft) {
        return draft instanceof Draft.Leaf leaf && leaf.value() instanceof KubeValue.Null;
    }

    private static boolean isMappingHere(Draft draft) {
        return draft instanceof Draft.Fields
                || (draft instanceof Draft.Kept kept
                        && !kept.merged()
                        && kept.place().node().orElseThrow() instanceof Mapping);
    }

    private static boolean isSequenceHere(Draft draft) {
        return draft instanceof Draft.Items
                || (draft instanceof Draft.Kept kept
                        && !kept.merged()
                        && kept.place().node().orElseThrow() instanceof Sequence);
    }

    private Draft opened(Draft draft) {
        return draft instanceof Draft.Kept kept ? open(kept) : draft;
    }

    private Draft setFields(Draft.Fields mapping, Map<String, Tree> trees) {
        for (String name : List.copyOf(mapping.fields.keySet())) {
            if (!trees.containsKey(name)) take(mapping, name);
        }
        trees.forEach((name, tree) -> put(mapping, name, old -> set(old, tree)));
        return mapping;
    }

    private Draft setItems(Draft.Items sequence, List<Tree> trees) {
        while (sequence.items.size() > trees.size()) {
            checkSettled(sequence.items.getLast());
            sequence.remove(sequence.items.size() - 1);
        }
        for (int i = 0; i < trees.size(); i++) {
            if (i < sequence.items.size()) sequence.items.set(i, set(sequence.items.get(i), trees.get(i)));
            else sequence.items.add(Draft.of(trees.get(i)));
        }
        return sequence;
    }

    private Draft append(Draft old, FieldPath path, Tree item) {
        Draft.Items sequence = isNull(old)
                ? new Draft.Items(Optional.empty())
                : sequence(old, path, path.steps().size());
        sequence.items.add(Draft.of(item));
        return sequence;
    }

    private void take(FieldPath path) {
        if (path.steps().isEmpty()) throw misfit(path, 0);
        switch (path.steps().getLast()) {
            case Field(String name) -> take(home(path, name), name);
            case Item(int index) ->
                update(path.parent(), at -> {
                    int depth = path.steps().size();
                    Draft.Items sequence = sequence(at, path, depth - 1);
                    if (index >= sequence.items.size()) throw misfit(path, depth);
                    checkSettled(sequence.items.get(index));
                    sequence.remove(index);
                    return sequence;
                });
        }
    }

    /** The mapping of a field that it has. */
    private Draft.Fields home(FieldPath path, String name) {
        int depth = path.steps().size();
        AtomicReference<Draft.Fields> home = new AtomicReference<>(new Draft.Fields(Optional.empty()));
        update(path.parent(), at -> {
            home.set(mapping(at, path, depth - 1));
            return home.get();
        });
        if (!home.get().fields.containsKey(name)) throw misfit(path, depth);
        return home.get();
    }

    private Draft take(Draft.Fields mapping, String name) {
        Draft field = Objects.requireNonNull(mapping.fields.get(name));
        checkSettled(field);
        if (field instanceof Draft.Kept kept && kept.merged()) {
            throw Merges.refusal(kept.place(), "take it away where it is written, or write out what the << brings");
        }
        mapping.written.ifPresent(written -> Merges.checkNotMerged(object.source(), written, name));
        mapping.fields.remove(name);
        return field;
    }

    private void clear(FieldPath path) {
        if (!(lastOf(path) instanceof Field(String name)))
            throw misfit(path, path.steps().size());
        home(path, name).cleared.add(name);
    }

    private void move(Change.Move move) {
        FieldPath from = move.path();
        FieldPath to = move.to();
        boolean inside = to.startsWith(from) && !to.equals(from);
        if (inside || !(lastOf(from) instanceof Field(String name)) || !(lastOf(to) instanceof Field(String newName))) {
            throw immovable(move);
        }
        Draft.Fields home = home(from, name);
        if (to.equals(from)) return;
        if (to.parent().equals(from.parent()) && mayRename(home, name, newName)) {
            home.fields.put(newName, take(home, name));
            home.renamed.put(name, newName);
            if (home.cleared.remove(name)) home.cleared.add(newName);
            return;
        }
        if (!(take(home, name) instanceof Draft.Kept kept)) throw new Unsettled();
        anchors.checkFree(kept.place().node().orElseThrow());
        home.moved.add(name);
        update(to, old -> {
            checkSettled(old);
            return new Draft.Moved(kept.place());
        });
    }

    /** Whether it is enough to write another key: the field stays where it is. */
    private static boolean mayRename(Draft.Fields mapping, String name, String newName) {
        return !mapping.fields.containsKey(newName)
                && !mapping.renamed.containsValue(name)
                && Merges.written(mapping, name).isPresent()
                && Merges.written(mapping, newName).isEmpty();
    }

    private Refusal immovable(Change.Move move) {
        int start = object.node().orElseThrow().start();
        return new Refusal(
                Obstacle.MISFIT,
                start,
                start,
                "\"" + move.path() + "\" cannot be moved to \"" + move.to() + "\"",
                "move a field to a place outside of it");
    }

    private static @Nullable Step lastOf(FieldPath path) {
        return path.steps().isEmpty() ? null : path.steps().getLast();
    }

    private static String named(KubeNode place) {
        return place.name().isEmpty() ? "what would change" : '"' + place.name() + '"';
    }

    /** What the first steps of a path lead to is not there, or is no collection that the next one leads into. */
    private Refusal misfit(FieldPath path, int depth) {
        KubeNode at = object;
        for (Step step : path.steps().subList(0, Math.max(0, depth))) {
            KubeNode next = switch (step) {
                case Field(String name) -> at.get(name);
                case Item(int index) -> index < at.items().size() ? at.items().get(index) : at;
            };
            if (next.node().isEmpty()) break;
            at = next;
        }
        YamlNode node = at.key().or(at::node).orElseThrow();
        return new Refusal(
                Obstacle.MISFIT,
                node.start(),
                node.end(),
                "\"" + path + "\" does not fit what is written here",
                "change it by hand");
    }
}
