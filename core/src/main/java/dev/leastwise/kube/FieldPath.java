package dev.leastwise.kube;

import java.util.ArrayList;
import java.util.List;

/** The way to a place in an object: names of fields and indexes of items. */
public record FieldPath(List<Step> steps) {

    /** The object itself. */
    public static final FieldPath OBJECT = new FieldPath(List.of());

    public sealed interface Step {}

    /** Into the field of a mapping. */
    public record Field(String name) implements Step {}

    /** Into the item of a sequence. */
    public record Item(int index) implements Step {}

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** A path of fields alone. */
    public static FieldPath of(String... fields) {
        return OBJECT.field(fields);
    }

    /** The path to a field of what is here, or further down. */
    public FieldPath field(String... fields) {
        List<Step> longer = new ArrayList<>(steps);
        for (String field : fields) longer.add(new Field(field));
        return new FieldPath(longer);
    }

    /** The path to an item of what is here. */
    public FieldPath item(int index) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Item(index));
        return new FieldPath(longer);
    }

    /** The path to what this is a field or an item of; the object is its own. */
    public FieldPath parent() {
        return steps.isEmpty() ? this : new FieldPath(steps.subList(0, steps.size() - 1));
    }

    /** Whether it leads through the place of another path, or there. */
    public boolean startsWith(FieldPath other) {
        int length = other.steps.size();
        return length <= steps.size() && steps.subList(0, length).equals(other.steps);
    }

    /** As a JSON Pointer (RFC 6901). */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Step step : steps) {
            pointer.append('/');
            switch (step) {
                case Field(String name) ->
                    pointer.append(name.replace("~", "~0").replace("/", "~1"));
                case Item(int index) -> pointer.append(index);
            }
        }
        return pointer.toString();
    }

    /** As {@link KubeNode#path} shows it. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Field field) shown.append(KubeNode.fieldStep(field.name, i == 0));
            if (steps.get(i) instanceof Item item)
                shown.append('[').append(item.index).append(']');
        }
        return shown.toString();
    }
}
