package dev.leastwise.change;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to become of a value: it still knows what of it is written where. */
sealed interface Draft {

    /** The value that it stands for. */
    Tree tree();

    /** Whether it is this node with changes at most within it. */
    boolean isWrittenAs(YamlNode node);

    /**
     * What stays as it is written.
     *
     * @param merged whether it is written elsewhere and a merge brings it here
     */
    record Kept(KubeNode place, boolean merged) implements Draft {

        @Override
        public Tree tree() {
            return Tree.of(place);
        }

        @Override
        public boolean isWrittenAs(YamlNode node) {
            return true;
        }
    }

    /** A field that is written elsewhere and moves with its comments. */
    record Moved(KubeNode place) implements Draft {

        @Override
        public Tree tree() {
            return Tree.of(place);
        }

        @Override
        public boolean isWrittenAs(YamlNode node) {
            return false;
        }
    }

    /** A new scalar. */
    record Leaf(KubeValue value) implements Draft {

        @Override
        public Tree tree() {
            return new Tree.Leaf(value);
        }

        @Override
        public boolean isWrittenAs(YamlNode node) {
            return false;
        }
    }

    /** A mapping, a new one or one that has been looked into. */
    final class Fields implements Draft {

        final Optional<Mapping> written;
        final Map<String, Draft> fields = new LinkedHashMap<>();

        /** The fields that moved away: their comments are not lost. */
        final Set<String> moved = new HashSet<>();

        /** The new names of fields by those that are written. */
        final Map<String, String> renamed = new HashMap<>();

        /** The fields whose entries without effect go. */
        final Set<String> cleared = new HashSet<>();

        Fields(Optional<Mapping> written) {
            this.written = written;
        }

        @Override
        public Tree tree() {
            Map<String, Tree> trees = new LinkedHashMap<>();
            fields.forEach((name, field) -> trees.put(name, field.tree()));
            return new Tree.Fields(trees);
        }

        @Override
        public boolean isWrittenAs(YamlNode node) {
            return written.isPresent() && written.get().equals(node);
        }
    }

    /** A sequence, a new one or one that has been looked into. */
    final class Items implements Draft {

        final Optional<Sequence> written;
        final List<Draft> items = new ArrayList<>();

        /** Which of the written items the first of the items are. */
        final List<Integer> origins = new ArrayList<>();

        Items(Optional<Sequence> written) {
            this.written = written;
        }

        void remove(int index) {
            items.remove(index);
            if (index < origins.size()) origins.remove(/* index */ index);
        }

        @Override
        public Tree tree() {
            return new Tree.Items(items.stream().map(Draft::tree).toList());
        }

        @Override
        public boolean isWrittenAs(YamlNode node) {
            return written.isPresent() && written.get().equals(node);
        }
    }

    /** The node of a field that moves, if it is the last that is written of a value. */
    static Optional<YamlNode> lastMoved(Draft draft) {
        return switch (draft) {
            case Moved moved -> moved.place().node();
            case Fields fields
            when !fields.fields.isEmpty() ->
                lastMoved(List.copyOf(fields.fields.values()).getLast());
            case Items items when !items.items.isEmpty() -> lastMoved(items.items.getLast());
            default -> Optional.empty();
        };
    }

    /** A value that is written nowhere yet. */
    static Draft of(Tree tree) {
        return switch (tree) {
            case Tree.Leaf(KubeValue value) -> new Leaf(value);
            case Tree.Fields(Map<String, Tree> trees) -> {
                Fields fields = new Fields(Optional.empty());
                trees.forEach((name, field) -> fields.fields.put(name, of(field)));
                yield fields;
            }
            case Tree.Items(List<Tree> trees) -> {
                Items items = new Items(Optional.empty());
                for (Tree item : trees) items.items.add(of(item));
                yield items;
            }
        };
    }
}
