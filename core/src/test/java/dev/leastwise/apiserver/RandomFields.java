package dev.leastwise.apiserver;

import dev.leastwise.kube.KubeValue;
import dev.leastwise.privilege.Target;
import dev.leastwise.schema.Field;
import dev.leastwise.schema.FieldIndex;
import dev.leastwise.schema.FieldType;
import dev.leastwise.schema.FieldType.Any;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Objects of all fields that there are, of which some are unknown and some of a wrong type. */
record RandomFields(Random random) {

    /** The kinds with a pod template, and the versions that serve them. */
    static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "Pod", "v1",
            "PodTemplate", "v1",
            "ReplicationController", "v1",
            "Deployment", "apps/v1",
            "ReplicaSet", "apps/v1",
            "StatefulSet", "apps/v1",
            "DaemonSet", "apps/v1",
            "Job", "batch/v1",
            "CronJob", "batch/v1"));

    private static final int DEPTH = 5;

    /** What leads to a pod's containers, without which there is no workload. */
    private static final Set<String> FRAME = Set.of("spec", "template", "jobTemplate");

    private static final Set<String> ALWAYS = Set.of("containers", "securityContext");
    private static final List<String> STRANGE =
            List.of("drop", "privileged", "runasnonroot", "foo", "a.b/c", "Spec", "hostNetwork", "metadata", "é");
    private static final List<String> TEXTS = List.of("", "a", "1", "true", "500m", "x<y");

    Map<String, Object> next() {
        List<String> kinds = List.copyOf(KINDS.keySet());
        String kind = kinds.get(random.nextInt(kinds.size()));
        Map<String, Object> object = object(kind, 0);
        object.remove("metadata"); // a wrong namespace is refused in another way
        object.put("apiVersion", Json.text(KINDS.get(kind)));
        object.put("kind", Json.text(kind));
        return object;
    }

    private Map<String, Object> object(String type, int depth) {
        Map<String, Object> object = new TreeMap<>();
        for (Field field : FieldIndex.newest().type(type).orElseThrow().fields()) {
            if (!field.existsIn(Target.NEWEST_KUBERNETES)) continue;
            if (FRAME.contains(field.name()) && field.type() instanceof ObjectRef(String frame)) {
                object.put(field.name(), object(frame, depth));
            } else if (ALWAYS.contains(field.name()) || random.nextInt(4) == 0) {
                object.put(field.name(), value(field.type(), depth + 1));
            }
        }
        if (isContainer(type)) object.put("image", Json.text("nginx")); // without one it is a patch
        if (random.nextInt(8) == 0) object.put(one(STRANGE), anything());
        return object;
    }

    private static boolean isContainer(String type) {
        return type.endsWith("Container");
    }

    private Object value(FieldType type, int depth) {
        boolean wrong = random.nextInt(25) == 0;
        return switch (type) {
            case ObjectRef(String name) when isContainer(name) -> object(name, depth);
            case ObjectRef(String name) when !wrong -> depth > DEPTH ? new TreeMap<>() : object(name, depth);
            case ListOf(FieldType element)
            when !wrong -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) items.add(value(element, depth));
                yield items;
            }
            case MapOf(FieldType value)
            when !wrong -> new TreeMap<>(Map.of("k", value(value, depth), "l.m/n", value(value, depth)));
            case Any ignored -> new TreeMap<>();
            case ScalarType scalar when !wrong -> scalar(scalar);
            default -> anything();
        };
    }

    private Object scalar(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> new KubeValue.Bool(random.nextBoolean());
            case INT32, INT64, INT_OR_STRING -> number(random.nextInt(3000));
            case STRING -> Json.text("a");
            case TIME -> Json.text("2026-01-31T12:00:00Z");
            case QUANTITY -> Json.text("1Gi");
        };
    }

    private Object anything() {
        return switch (random.nextInt(9)) {
            case 0 -> new KubeValue.Bool(random.nextBoolean());
            case 1 -> number(random.nextInt(100));
            case 2 -> number(random.nextLong());
            case 3 -> Json.text(one(TEXTS));
            case 4 -> new KubeValue.Decimal(random.nextBoolean() ? 1.5 : random.nextDouble() * 1e25);
            case 5 -> new KubeValue.Null();
            case 6 -> new ArrayList<>();
            case 7 -> new ArrayList<>(List.of(anything()));
            default -> new TreeMap<>(Map.of("a", anything()));
        };
    }

    private static KubeValue number(long value) {
        return new KubeValue.Int(BigInteger.valueOf(value));
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
