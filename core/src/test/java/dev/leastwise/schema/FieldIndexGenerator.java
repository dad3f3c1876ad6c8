package dev.leastwise.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes FieldTable.java, the index of every field that a workload may have, from the classes of fabric8's kubernetes-model
 * and from since.txt.
 */
final class FieldIndexGenerator {

    private static final Path TABLE = Path.of("src/main/java/dev/leastwise/schema/FieldTable.java");

    private static final String BEFORE = """
            package dev.leastwise.schema;

            /** The field index as text, which a class holds because a resource takes milliseconds to open. */
            final class FieldTable {

                /**
                 * A line is a type's name, the length of what follows, and its fields: {@code name:TYPE@SINCE-LAST}, the last two
                 * being minor versions that are left out where they say nothing. TYPE is b (boolean), i (int32), l (int64),
                 * s (string), x (int or string), q (quantity), t (time), * (anything), the name of a type, or one of these behind
                 * [ (list of) or { (map of). FieldIndexGenerator makes it, and anew with
                 * {@code ./mvnw -pl core test -Dtest=FieldIndexTest -Dupdate}.
                 */
                static final String TEXT = \"""
            """;
    private static final String AFTER = """
                        \""";

                private FieldTable() {}
            }
            """;

    private static final List<Class<?>> ROOTS = List.of(
            Pod.class,
            PodTemplate.class,
            Deployment.class,
            ReplicaSet.class,
            StatefulSet.class,
            DaemonSet.class,
            ReplicationController.class,
            Job.class,
            CronJob.class);

    private static final Map<Class<?>, String> SCALARS = Map.of(
            Boolean.class, "b",
            Integer.class, "i",
            Long.class, "l",
            String.class, "s",
            IntOrString.class, "x",
            Quantity.class, "q",
            MicroTime.class, "t",
            FieldsV1.class, "*",
            Object.class, "*");

    /** What the model has as strings and Kubernetes reads as times. */
    private static final Set<String> TIMES =
            Set.of("ObjectMeta.creationTimestamp", "ObjectMeta.deletionTimestamp", "ManagedFieldsEntry.time");

    private final Map<String, Map<String, String>> types = new TreeMap<>();
    private final Deque<Class<?>> open = new ArrayDeque<>(ROOTS);

    static String generate() {
        return new FieldIndexGenerator().index();
    }

    static String committed() {
        try {
            return Files.readString(TABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void update() {
        try {
            Files.writeString(TABLE, generate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String index() {
        while (!open.isEmpty()) read(open.remove());
        for (String line : resource("since.txt").lines().toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) date(line.split(" "));
        }
        StringBuilder text = new StringBuilder(BEFORE);
        types.forEach((name, fields) -> append(text, name, fields));
        return text.append(AFTER).toString();
    }

    private void read(Class<?> type) {
        if (types.containsKey(type.getSimpleName())) return;
        Map<String, String> fields = new TreeMap<>();
        types.put(type.getSimpleName(), fields);
        for (Field field : type.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property == null || Modifier.isStatic(field.getModifiers())) continue;
            String name = property.value().isEmpty() ? field.getName() : property.value();
            fields.put(name, notation(type.getSimpleName() + "." + name, field.getGenericType()));
        }
    }

    private String notation(String field, Type type) {
        if (TIMES.contains(field)) return "t";
        if (field.endsWith(".status") && type != String.class) return "*";
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) return "[" + notation(field, arguments[0]);
            if (generic.getRawType() == Map.class) return "{" + notation(field, arguments[1]);
        }
        if (!(type instanceof Class<?> plain))
            throw new IllegalStateException(field + " is of an unknown type: " + type);
        String scalar = SCALARS.get(plain);
        if (scalar != null) return scalar;
        if (!plain.getName().startsWith("io.fabric8."))
            throw new IllegalStateException(field + " is of unknown " + type);
        open.add(plain);
        return plain.getSimpleName();
    }

    /** Takes a row of since.txt: {@code Type.field SINCE[-LAST] [NOTATION]}, the notation for what the model lacks. */
    private void date(String[] row) {
        String type = row[0].substring(0, row[0].indexOf('.'));
        String field = row[0].substring(type.length() + 1);
        Map<String, String> fields =
                row.length == 3 ? types.computeIfAbsent(type, _ -> new TreeMap<>()) : types.get(type);
        if (fields == null || fields.containsKey(field) == (row.length == 3)) {
            throw new IllegalStateException(
                    "since.txt gives a type to just what kubernetes-model lacks, and not to " + row[0]);
        }
        fields.put(field, (row.length == 3 ? row[2] : fields.get(field)) + "@" + row[1]);
    }

    private static void append(StringBuilder text, String name, Map<String, String> fields) {
        StringBuilder line = new StringBuilder();
        fields.forEach(
                (field, type) -> line.append(' ').append(field).append(':').append(type));
        line.append('\n');
        text.append(" ".repeat(12))
                .append(name)
                .append(' ')
                .append(line.length())
                .append(line);
    }

    static String resource(String name) {
        try (var in = FieldIndexGenerator.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("There is no " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
