package dev.leastwise.schema;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeScalar;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.schema.FieldProblem.Misplaced;
import dev.leastwise.schema.FieldProblem.TooNew;
import dev.leastwise.schema.FieldProblem.Unknown;
import dev.leastwise.schema.FieldProblem.WrongType;
import dev.leastwise.schema.FieldType.Any;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds an object to the field index, as the API server's decoder does. It goes over the nodes as they are written and
 * makes {@link KubeNode}s only where something is wrong.
 */
public final class FieldWalk {

    private final KubeNode root;
    private final byte[] bytes;
    private final int kubernetesMinor;
    private final FieldIndex index = FieldIndex.newest();
    private final List<FieldProblem> problems = new ArrayList<>();
    private final Set<YamlNode> reported = new HashSet<>();

    /** The way from the root, which is the first, to where the walk is. */
    private Step[] steps = new Step[24];

    private int depth;

    private FieldWalk(KubeNode root, int kubernetesMinor) {
        this.root = root;
        this.bytes = root.source().bytes();
        this.kubernetesMinor = kubernetesMinor;
        for (int i = 0; i < steps.length; i++) steps[i] = new Step();
        steps[0].place = Optional.of(root);
        steps[0].placed = true;
    }

    /**
     * What is wrong with the fields of an object of that type, in the order in which it is written. A line that several
     * places share by alias or merge is reported once. Overridden duplicates count for nothing, as in Kubernetes.
     */
    public static List<FieldProblem> problems(KubeNode node, String typeName, int kubernetesMinor) {
        Optional<YamlNode> written = node.node();
        if (written.isEmpty()) return List.of();
        FieldWalk walk = new FieldWalk(node, kubernetesMinor);
        walk.value(new ObjectRef(typeName), written.get());
        return walk.problems;
    }

    /** A field, an entry of a map or an item of a list on the way; used over and over. */
    private static final class Step {
        @Nullable
        YamlNode key;

        @Nullable
        YamlNode value;

        int item;
        /** The type whose field it is; none for entries and items. */
        @Nullable
        ObjectType owner;

        Field field = Field.NONE;

        /** What is made only where something is wrong. */
        Optional<KubeNode> place = Optional.empty();

        boolean placed;

        @Nullable
        Map<YamlNode, KubeNode> fields;

        @Nullable
        List<KubeNode> items;
    }

    private void value(FieldType type, YamlNode written) {
        YamlNode node = written;
        while (node instanceof Alias alias) node = alias.target();
        if (type instanceof Any) return;
        if (node instanceof Scalar scalar) {
            scalar(type, scalar);
        } else if (node instanceof Mapping mapping) {
            if (type instanceof ObjectRef object) {
                entries(mapping, index.known(object.name()), type);
            } else if (type instanceof MapOf map) {
                entries(mapping, null, map.value());
            } else {
                refuse(type, "object");
            }
        } else if (type instanceof ListOf list) {
            items((Sequence) node, list.element());
        } else {
            refuse(type, "array");
        }
    }

    private void items(Sequence sequence, FieldType element) {
        List<YamlNode> items = sequence.items();
        for (int i = 0; i < items.size(); i++) {
            Step step = enter(null, items.get(i), null, Field.NONE);
            step.item = i;
            value(element, items.get(i));
            depth--;
        }
    }

    /** Goes over the fields of an object, or over the entries of a map, whose type is then given. */
    private void entries(Mapping mapping, @Nullable ObjectType owner, FieldType valueType) {
        if (hasMerge(mapping)) {
            merged(owner, valueType);
            return;
        }
        for (int i = 0; i < mapping.size(); i++) entry(mapping.key(i), mapping.value(i), owner, valueType);
    }

    /** Goes over a mapping that takes in others: over its entries that are in effect. */
    private void merged(@Nullable ObjectType owner, FieldType valueType) {
        Optional<KubeNode> here = place(depth);
        if (here.isEmpty()) return;
        for (KubeNode entry : here.get().fields()) {
            entry(entry.key().orElseThrow(), entry.node().orElseThrow(), owner, valueType);
        }
    }

    private static boolean hasMerge(Mapping mapping) {
        for (int i = 0; i < mapping.size(); i++) {
            if (mapping.key(i) instanceof Scalar scalar && scalar.plain() && scalar.is("<<")) return true;
        }
        return false;
    }

    private void entry(YamlNode key, YamlNode value, @Nullable ObjectType owner, FieldType valueType) {
        if (owner == null) {
            enter(key, value, null, Field.NONE);
            value(valueType, value);
            depth--;
            return;
        }
        YamlNode name = key;
        while (name instanceof Alias alias) name = alias.target();
        Field field = name instanceof Scalar scalar ? owner.find(scalar, bytes) : Field.NONE;
        enter(key, value, owner, field);
        if (field.existsIn(kubernetesMinor)) {
            value(field.type(), value);
        } else {
            unknown(owner, field);
        }
        depth--;
    }

    private void unknown(ObjectType owner, Field field) {
        Optional<KubeNode> place = unreported();
        if (place.isEmpty()) return;
        KubeNode at = place.get();
        if (field.since() > kubernetesMinor) {
            problems.add(new TooNew(at, field));
            return;
        }
        Optional<Place> nearest = nearestPlace();
        List<Home> homes = Homes.of(at.name(), owner, nearest, kubernetesMinor);
        problems.add(
                homes.isEmpty()
                        ? new Unknown(at, owner, Suggestions.forUnknown(owner, at.name(), nearest, kubernetesMinor))
                        : new Misplaced(at, owner, homes));
    }

    private Optional<Place> nearestPlace() {
        for (int i = depth; i >= 0; i--) {
            ObjectType owner = steps[i].owner;
            Optional<Place> place = owner == null ? Optional.empty() : Place.of(owner);
            if (place.isPresent()) return place;
        }
        return Optional.empty();
    }

    private void scalar(FieldType type, Scalar scalar) {
        if (!(type instanceof ScalarType scalarType)) {
            KubeValue value = KubeScalar.resolve(scalar);
            if (!(value instanceof KubeValue.Null)) refuse(type, kind(value));
            return;
        }
        switch (scalarType) {
            case BOOLEAN -> bool(scalar);
            case INT32, INT64 -> integer(scalarType, scalar);
            case INT_OR_STRING -> {
                if (!isPlainlyText(scalar)) integer(scalarType, scalar);
            }
            case STRING -> text(scalar);
            case TIME -> time(scalar);
            case QUANTITY -> quantity(scalar);
        }
    }

    private void bool(Scalar scalar) {
        if (scalar.plain() && (scalar.is("true") || scalar.is("false"))) return;
        KubeValue value = KubeScalar.resolve(scalar);
        if (value instanceof KubeValue.Bool || value instanceof KubeValue.Null) return;
        refuse(ScalarType.BOOLEAN, kind(value));
    }

    private void text(Scalar scalar) {
        if (isPlainlyText(scalar)) return;
        KubeValue value = KubeScalar.resolve(scalar);
        if (value instanceof KubeValue.Text || value instanceof KubeValue.Null) return;
        refuse(ScalarType.STRING, kind(value));
    }

    private void time(Scalar scalar) {
        KubeValue value = KubeScalar.resolve(scalar);
        if (value instanceof KubeValue.Null) return;
        if (value instanceof KubeValue.Text text) TimeText.refusal(text.value()).ifPresent(this::wrongType);
        else refuse(ScalarType.TIME, kind(value));
    }

    private void integer(ScalarType type, Scalar scalar) {
        if (isSmallNumber(scalar)) return;
        KubeValue value = KubeScalar.resolve(scalar);
        if (value instanceof KubeValue.Null) return;
        if (value instanceof KubeValue.Text && type == ScalarType.INT_OR_STRING) return;
        if (value instanceof KubeValue.Int whole && fits(whole.value(), type)) return;
        if (value instanceof KubeValue.Decimal decimal && fits(decimal.value(), type)) return;
        String number = number(value);
        refuse(type, number.isEmpty() ? kind(value) : "number ".concat(number));
    }

    private static boolean fits(BigInteger number, ScalarType type) {
        return number.bitLength() < (type == ScalarType.INT64 ? Long.SIZE : Integer.SIZE);
    }

    /** Whether kubectl sends it as a whole number that fits, as it does with 1000.0 even in JSON. */
    private static boolean fits(double number, ScalarType type) {
        if (type != ScalarType.INT64) return number == (int) number;
        return number == Math.rint(number) && Math.abs(number) < 0x1p63;
    }

    private void quantity(Scalar scalar) {
        KubeValue value = KubeScalar.resolve(scalar);
        if (value instanceof KubeValue.Int || value instanceof KubeValue.Decimal) return;
        if (value instanceof KubeValue.Null) return;
        Optional<String> refusal = value instanceof KubeValue.Text text
                ? QuantityText.refusal(text.value())
                : Optional.of(QuantityText.MALFORMED);
        if (refusal.isPresent()) wrongType(refusal.get());
    }

    private static String number(KubeValue value) {
        if (value instanceof KubeValue.Int whole) return GoNumber.text(whole.value());
        return value instanceof KubeValue.Decimal decimal ? GoNumber.text(decimal.value()) : "";
    }

    private static String kind(KubeValue value) {
        if (value instanceof KubeValue.Bool) return "bool";
        return value instanceof KubeValue.Text ? "string" : "number";
    }

    /** Whether its looks alone say that it is a string: it is quoted, or begins as no number, boolean or null does. */
    private boolean isPlainlyText(Scalar scalar) {
        if (!scalar.tag().isEmpty() || !scalar.anchor().isEmpty()) return false;
        if (scalar.style() == Scalar.Style.JSON_LITERAL || scalar.start() == scalar.end()) return false;
        if (scalar.style() != Scalar.Style.PLAIN) return true;
        return switch (bytes[scalar.start()]) {
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~', '.', '+', '-', '<', '=' -> false;
            default -> bytes[scalar.start()] < '0' || bytes[scalar.start()] > '9';
        };
    }

    /** Whether its looks alone say that it is a whole number which fits everywhere. */
    private boolean isSmallNumber(Scalar scalar) {
        int length = scalar.end() - scalar.start();
        if (!scalar.plain() || !scalar.anchor().isEmpty() || length < 1 || length > 9) return false;
        if (bytes[scalar.start()] == '0' && length > 1) return false;
        for (int i = scalar.start(); i < scalar.end(); i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return false;
        }
        return true;
    }

    private void refuse(FieldType type, String found) {
        if (type == ScalarType.QUANTITY) {
            wrongType(QuantityText.MALFORMED);
            return;
        }
        StringBuilder answer =
                new StringBuilder("json: cannot unmarshal ").append(found).append(" into Go ");
        int last = lastField();
        ObjectType owner = steps[last].owner;
        if (owner == null) {
            answer.append("value of type ").append(GoTypes.of(type));
        } else {
            answer.append("struct field ").append(owner.name()).append('.');
            appendGoPath(answer, root);
            for (int i = 1; i <= last; i++) {
                ObjectType holder = steps[i].owner;
                if (holder == null) continue;
                answer.append(GoTypes.embedding(holder, steps[i].field))
                        .append(steps[i].field.name())
                        .append(i == last ? "" : ".");
            }
            answer.append(" of type ");
            boolean decodesItself = type instanceof ScalarType scalar && GoTypes.decodesItself(scalar);
            answer.append(decodesItself ? GoTypes.of(type) : GoTypes.of(owner, steps[last].field, depth - last));
        }
        wrongType(answer.toString());
    }

    /** The names of the fields on the way to where the walk began; lists are not seen in them. */
    private static void appendGoPath(StringBuilder path, KubeNode node) {
        if (node.parent() == node) return;
        appendGoPath(path, node.parent());
        if (!node.name().isEmpty()) path.append(node.name()).append('.');
    }

    private int lastField() {
        int last = depth;
        while (last > 0 && steps[last].owner == null) last--;
        return last;
    }

    private void wrongType(String answer) {
        Optional<KubeNode> at = unreported();
        if (at.isPresent()) problems.add(new WrongType(at.get(), steps[lastField()].field, answer));
    }

    /** Where the walk is, unless that is not in effect, or its line has been reported. */
    private Optional<KubeNode> unreported() {
        Optional<KubeNode> place = place(depth);
        if (place.isEmpty()) return place;
        Optional<YamlNode> key = place.get().key();
        YamlNode written = (key.isPresent() ? key : place.get().node()).orElseThrow();
        return reported.add(written) ? place : Optional.empty();
    }

    /** The place of a step; empty where a later duplicate or a merge overrides it or one before it. */
    private Optional<KubeNode> place(int number) {
        Step step = steps[number];
        if (step.placed) return step.place;
        step.placed = true;
        Optional<KubeNode> parent = place(number - 1);
        step.place = parent.isEmpty() ? parent : child(steps[number - 1], parent.get(), step);
        return step.place;
    }

    private static Optional<KubeNode> child(Step above, KubeNode parent, Step step) {
        if (step.key == null) {
            if (above.items == null) above.items = parent.items();
            return Optional.of(above.items.get(step.item));
        }
        if (above.fields == null) {
            above.fields = new HashMap<>();
            for (KubeNode field : parent.fields()) above.fields.put(field.key().orElseThrow(), field);
        }
        Optional<KubeNode> field = Optional.ofNullable(above.fields.get(step.key));
        boolean effective = field.isPresent() && field.get().node().equals(Optional.ofNullable(step.value));
        return effective ? field : Optional.empty();
    }

    private Step enter(@Nullable YamlNode key, YamlNode value, @Nullable ObjectType owner, Field field) {
        if (++depth == steps.length) {
            steps = Arrays.copyOf(steps, 2 * depth);
            for (int i = depth; i < steps.length; i++) steps[i] = new Step();
        }
        Step step = steps[depth];
        step.key = key;
        step.value = value;
        step.owner = owner;
        step.field = field;
        step.placed = false;
        step.fields = null;
        step.items = null;
        return step;
    }
}
