package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.FieldPath.Field;
import dev.leastwise.kube.FieldPath.Item;
import dev.leastwise.kube.FieldPath.Step;
import dev.leastwise.kube.KubeKey;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.kube.Merge;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        switch (path.steps().get(depth)) {
            case Field(String name) -> {
                Draft.Fields mapping = mapping(at, path, depth);
                Draft old = mapping.fields.getOrDefault(name, new Draft.Leaf(new KubeValue.Null()));
                Draft changed = update(old, path, depth + 1, change);
                if (changed != old && isMerged(old)) checkNotWritten(mapping, name);
                mapping.fields.put(name, changed);
                return mapping;
            }
            case Item(int index) -> {
                Draft.Items sequence = sequence(at, path, depth);
                if (index >= sequence.items.size()) throw misfit(path, depth + 1);
                sequence.items.set(index, update(sequence.items.get(index), path, depth + 1, change));
                return sequence;
            }
        }
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
        if (kept.merged()) throw merged(kept.place(), "to change it here alone, write it out below the <<");
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
            case Tree.Fields(Map<String, Tree> trees) when isMappingHere(old) ->
                setFields((Draft.Fields) opened(old), trees);
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
        trees.forEach((name, tree) -> {
            Draft old = mapping.fields.getOrDefault(name, new Draft.Leaf(new KubeValue.Null()));
            Draft changed = set(old, tree);
            if (changed != old && isMerged(old)) checkNotWritten(mapping, name);
            mapping.fields.put(name, changed);
        });
        return mapping;
    }

    private Draft setItems(Draft.Items sequence, List<Tree> trees) {
        while (sequence.items.size() > trees.size()) sequence.remove(sequence.items.size() - 1);
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
        FieldPath container = path.parent();
        if (path.steps().isEmpty()) throw misfit(path, 0);
        update(container, at -> {
            switch (path.steps().getLast()) {
                case Field(String name) -> {
                    Draft.Fields mapping = mapping(at, path, container.steps().size());
                    if (!mapping.fields.containsKey(name)) throw misfit(path, path.steps().size());
                    take(mapping, name);
                    return mapping;
                }
                case Item(int index) -> {
                    Draft.Items sequence = sequence(at, path, container.steps().size());
                    if (index >= sequence.items.size()) throw misfit(path, path.steps().size());
                    sequence.remove(index);
                    return sequence;
                }
            }
        });
    }

    private void take(Draft.Fields mapping, String name) {
        Draft field = mapping.fields.get(name);
        checkSettled(field);
        mapping.fields.remove(name);
        if (field instanceof Draft.Kept kept && kept.merged()) {
            throw merged(kept.place(), "take it away where it is written, or write out what the << brings");
        }
        mapping.written.ifPresent(written -> checkNotMerged(written, name));
    }

    /** What is taken away must not come back by a merge. */
    private void checkNotMerged(Mapping mapping, String name) {
        for (int i = 0; i < mapping.size(); i++) {
            if (!Merge.is(mapping.key(i))) continue;
            KubeNode merged = KubeNode.object(object.source(), mapping.value(i));
            for (KubeNode base : merged.isSequence() ? merged.items() : List.of(merged)) {
                if (!base.get(name).written()) continue;
                throw new Refusal(
                        Obstacle.MERGE,
                        mapping.key(i).start(),
                        mapping.value(i).end(),
                        "this << brings \"" + name + "\" as well, and would have it come back",
                        "take it away where it is written, or write out what the << brings");
            }
        }
    }

    /** What a merge overrides cannot be set by adding it once more. */
    private static void checkNotWritten(Draft.Fields mapping, String name) {
        written(mapping, name).ifPresent(key -> {
            throw new Refusal(
                    Obstacle.MERGE,
                    key.start(),
                    key.end(),
                    "a << below this overrides \"" + name + "\"",
                    "put the << above it");
        });
    }

    /** The key of a field that is written here, in effect or not. */
    private static Optional<YamlNode> written(Draft.Fields mapping, String name) {
        if (mapping.written.isEmpty()) return Optional.empty();
        Mapping written = mapping.written.get();
        for (int i = 0; i < written.size(); i++) {
            YamlNode key = written.key(i);
            if (!Merge.is(key) && KubeKey.text(follow(key)).equals(name)) return Optional.of(key);
        }
        return Optional.empty();
    }

    static YamlNode follow(YamlNode node) {
        YamlNode followed = node;
        while (followed instanceof Alias alias) followed = alias.target();
        return followed;
    }

    private void clear(FieldPath path) {
        update(path.parent(), at -> {
            if (!(path.steps().getLast() instanceof Field(String name))) throw misfit(path, path.steps().size());
            Draft.Fields mapping = mapping(at, path, path.steps().size() - 1);
            if (!mapping.fields.containsKey(name)) throw misfit(path, path.steps().size());
            mapping.cleared.add(name);
            return mapping;
        });
    }

    private void move(Change.Move move) {
        FieldPath from = move.path();
        if (from.steps().isEmpty()
                || (move.to().startsWith(from) && !move.to().equals(from))
                || !(from.steps().getLast() instanceof Field(String name))
                || !(lastOf(move.to()) instanceof Field target)) {
            throw new Refusal(Obstacle.MISFIT, object.node().orElseThrow().start(), object.node().orElseThrow().start(),
                    "\"" + from + "\" cannot be moved to \"" + move.to() + "\"", "move a field to a place outside of it");
        }
        boolean inPlace = move.to().parent().equals(from.parent());
        AtomicReference<Draft> moved = new AtomicReference<>();
        update(from.parent(), at -> {
            Draft.Fields mapping = mapping(at, from, from.steps().size() - 1);
            Draft field = mapping.fields.get(name);
            if (field == null) throw misfit(from, from.steps().size());
            if (move.to().equals(from)) return mapping;
            if (inPlace && mayRename(mapping, name, target.name())) {
                rename(mapping, name, target.name());
                return mapping;
            }
            if (!(field instanceof Draft.Kept kept)) throw new Unsettled();
            take(mapping, name);
            anchors.checkFree(kept.place().node().orElseThrow());
            moved.set(new Draft.Moved(kept.place()));
            mapping.moved.add(name);
            return mapping;
        });
        if (moved.get() == null) return;
        update(move.to(), old -> {
            checkSettled(old);
            return moved.get();
        });
    }

    private static boolean mayRename(Draft.Fields mapping, String name, String to) {
        return !mapping.fields.containsKey(to)
                && !mapping.renamed.containsValue(name)
                && written(mapping, name).isPresent()
                && written(mapping, to).isEmpty();
    }

    private void rename(Draft.Fields mapping, String name, String to) {
        Draft field = mapping.fields.get(name);
        checkSettled(field);
        take(mapping, name);
        mapping.fields.put(to, field);
        mapping.renamed.put(name, to);
    }

    private static @Nullable Step lastOf(FieldPath path) {
        return path.steps().isEmpty() ? null : path.steps().getLast();
    }

    private static Refusal merged(KubeNode place, String remedy) {
        YamlNode written = place.key().orElseThrow();
        return new Refusal(
                Obstacle.MERGE,
                written.start(),
                written.end(),
                named(place) + " is written here, and a << brings it to where it would change",
                remedy);
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
            if (next == at || next.node().isEmpty()) break;
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
