package dev.leastwise.change;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value as JSON has it. Two are equal that say the same, in whatever order their fields are. */
public sealed interface Tree {

    /** An object. */
    record Fields(Map<String, Tree> fields) implements Tree {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** An array. */
    record Items(List<Tree> items) implements Tree {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** A string, a number, a boolean or null. */
    record Leaf(KubeValue value) implements Tree {}

    /** What Kubernetes reads at a place; null where there is nothing. */
    static Tree of(KubeNode place) {
        if (place.isMapping()) {
            Map<String, Tree> fields = new LinkedHashMap<>();
            for (KubeNode field : place.fields()) fields.put(field.name(), of(field));
            return new Fields(fields);
        }
        if (place.isSequence()) {
            List<Tree> items = new ArrayList<>();
            for (KubeNode item : place.items()) items.add(of(item));
            return new Items(items);
        }
        return new Leaf(place.scalar());
    }

    static Tree of(String text) {
        return new Leaf(new KubeValue.Text(text));
    }

    static Tree of(boolean value) {
        return new Leaf(new KubeValue.Bool(value));
    }

    static Tree of(long number) {
        return new Leaf(new KubeValue.Int(BigInteger.valueOf(number)));
    }

    static Tree ofNull() {
        return new Leaf(new KubeValue.Null());
    }

    static Tree items(Tree... items) {
        return new Items(List.of(items));
    }

    /** An object of one field. */
    static Tree field(String name, Tree value) {
        return new Fields(Map.of(name, value));
    }

    /** The same with one more field, or another value for it. */
    default Tree with(String name, Tree value) {
        Map<String, Tree> fields = new LinkedHashMap<>();
        if (this instanceof Fields before) fields.putAll(before.fields());
        fields.put(name, value);
        return new Fields(fields);
    }

    /** Whether it is null, which for Kubernetes is the same as not set. */
    default boolean isNull() {
        return this instanceof Leaf leaf && leaf.value() instanceof KubeValue.Null;
    }

    /** As JSON on one line. */
    default String json() {
        if (this instanceof Leaf leaf) return Quoting.scalar(leaf.value, true);
        if (this instanceof Items items) {
            return items.items.stream().map(Tree::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((Fields) this)
                .fields.entrySet().stream()
                        .map(field -> Quoting.key(field.getKey(), true) + ": "
                                + field.getValue().json())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
