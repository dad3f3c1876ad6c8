package dev.leastwise.change;

import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes that fit an object, about paths drawn uniformly from all that it has. */
final class RandomChanges {

    private static final List<String> TEXTS = List.of(
            "plain",
            "true",
            "no",
            "y",
            "0644",
            "1e3",
            "",
            " padded ",
            "a: b",
            "# no",
            "it's",
            "say \"x\"",
            "line\nline",
            "tab\there",
            "nginx:1.27",
            "-x",
            "*a",
            "&a",
            "!t",
            "[a]",
            "{a}",
            "null",
            "~",
            "1:30",
            "2020-01-01",
            "\u00e9\u6f22",
            "\ud83d\ude00",
            "\u0007\u007f\u0085\u2028",
            "=",
            "<<",
            "500Mi",
            "0x1F",
            "RuntimeDefault",
            "NET_ADMIN",
            "/var/run");

    private final Random random;
    private int serial;

    RandomChanges(long seed) {
        this.random = new Random(seed);
    }

    /** One to three changes, each of which fits what those before it have left. */
    List<Change> next(Tree object) {
        List<Change> changes = new ArrayList<>();
        Tree now = object;
        for (int i = chance(3) ? 1 + random.nextInt(2) : 0; i >= 0; ) {
            Change change = change(now);
            try {
                now = ChangedTree.of(now, change);
            } catch (IllegalArgumentException misfit) {
                continue; // a new name was none, and what has it is no mapping
            }
            changes.add(change);
            i--;
        }
        return changes;
    }

    private Change change(Tree object) {
        while (true) {
            List<FieldPath> paths = new ArrayList<>();
            collect(object, FieldPath.OBJECT, paths);
            FieldPath path = pick(paths);
            Tree at = ChangedTree.at(object, path).orElseThrow();
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    if (!path.steps().isEmpty()) return new Change.Set(path, value(2));
                }
                case 2, 3 -> {
                    if (at instanceof Tree.Fields
                            || (at.isNull() && !path.steps().isEmpty())) {
                        FieldPath field = path.field(name());
                        return new Change.Set(chance(3) ? field.field(name()) : field, value(2));
                    }
                }
                case 4, 5, 6 -> {
                    if (!path.steps().isEmpty()) return new Change.Remove(path);
                }
                case 7 -> {
                    if (at instanceof Tree.Items
                            || (at.isNull() && !path.steps().isEmpty())) return new Change.Append(path, value(2));
                }
                case 8 -> {
                    if (isField(path)) {
                        FieldPath into = chance(3) ? path.parent() : pick(paths);
                        Tree target = ChangedTree.at(object, into).orElseThrow();
                        if ((target instanceof Tree.Fields || target.isNull()) && !into.startsWith(path)) {
                            FieldPath to = chance(4) ? into.field(name(), name()) : into.field(name());
                            if (!to.startsWith(path)) return new Change.Move(path, to);
                        }
                    }
                }
                default -> {
                    if (isField(path)) return new Change.Remove(path, Change.Effect.NONE);
                }
            }
        }
    }

    private static boolean isField(FieldPath path) {
        return !path.steps().isEmpty() && path.steps().getLast() instanceof FieldPath.Field;
    }

    private static void collect(Tree tree, FieldPath path, List<FieldPath> into) {
        into.add(path);
        switch (tree) {
            case Tree.Fields(Map<String, Tree> fields) ->
                fields.forEach((name, field) -> collect(field, path.field(name), into));
            case Tree.Items(List<Tree> items) -> {
                for (int i = 0; i < items.size(); i++) collect(items.get(i), path.item(i), into);
            }
            case Tree.Leaf ignored -> {}
        }
    }

    private String name() {
        return pick(List.of("new", "runAsUser", "yes", "a: b", "1", "a.b/c", "\u00e9"))
                + (chance(3) ? "" : "" + ++serial);
    }

    private Tree value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0, 1 -> Tree.of(pick(TEXTS));
            case 2 -> Tree.of(random.nextBoolean());
            case 3 -> Tree.of(random.nextInt(100_000) - 5);
            case 4 ->
                pick(List.of(
                        new Tree.Leaf(new KubeValue.Decimal(0.5)),
                        Tree.ofNull(),
                        Tree.items(),
                        new Tree.Fields(Map.of())));
            case 5 -> {
                List<Tree> items = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) items.add(value(depth - 1));
                yield new Tree.Items(items);
            }
            default -> {
                Map<String, Tree> fields = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) fields.put(name(), value(depth - 1));
                yield new Tree.Fields(fields);
            }
        };
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
