package dev.leastwise.schema;

import dev.leastwise.schema.FieldType.Any;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import java.util.HashMap;
import java.util.Map;

/** Kubernetes' Go types, as the API server's answers name them; read when there is something to answer. */
final class GoTypes {

    /** Go types under {@code Type.field}. */
    private static final Map<String, String> NAMES = new HashMap<>();

    /** Embedded structs under {@code Type.field}. */
    private static final Map<String, String> EMBEDDED = new HashMap<>();

    static {
        for (String line : FieldIndex.resource("gotypes.txt").split("\n", -1)) {
            if (line.isEmpty() || line.charAt(0) == '#') continue;
            String[] words = line.split(" ", -1);
            if (words[1].equals("<")) {
                for (int i = 3; i < words.length; i++) EMBEDDED.put(words[0] + '.' + words[i], words[2]);
            } else {
                NAMES.put(words[0], words[1]);
            }
        }
    }

    /** The Go type of a field, or of what it is a list or a map of, as many levels down. */
    static String of(ObjectType owner, Field field, int levels) {
        String declared = NAMES.getOrDefault(owner.name() + '.' + field.name(), "");
        String type = declared.isEmpty() ? of(field.type()) : declared;
        for (int i = 0; i < levels; i++) type = type.substring(type.indexOf(']') + 1);
        return type;
    }

    /** The Go type of a field without a declaration of its own. */
    static String of(FieldType type) {
        if (type instanceof ListOf list) return "[]" + of(list.element());
        if (type instanceof MapOf map) return "map[string]" + of(map.value());
        if (type instanceof ObjectRef object) return "v1." + object.name();
        if (type instanceof Any) return "interface {}";
        return switch ((ScalarType) type) {
            case BOOLEAN -> "bool";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case STRING -> "string";
            case INT_OR_STRING -> "int32";
            case QUANTITY -> "resource.Quantity";
            case TIME -> "string";
        };
    }

    /** Whether a value decodes itself from one of another type, which is then what the answer names. */
    static boolean decodesItself(ScalarType type) {
        return type == ScalarType.INT_OR_STRING || type == ScalarType.TIME;
    }

    /** The embedded struct that a field comes from, with a dot; empty where it is its owner's own. */
    static String embedding(ObjectType owner, Field field) {
        String embedded = EMBEDDED.getOrDefault(owner.name() + '.' + field.name(), "");
        return embedded.isEmpty() ? "" : embedded + '.';
    }

    private GoTypes() {}
}
