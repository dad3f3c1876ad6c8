package dev.leastwise.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every field that a workload may have in the newest Kubernetes version that is known; a type is read when it is asked for. */
public final class FieldIndex {

    private static final FieldIndex NEWEST = new FieldIndex(FieldTable.TEXT);

    private final String text;

    private final Map<String, Integer> starts = new HashMap<>(512);
    private final Map<String, ObjectType> types = new ConcurrentHashMap<>();

    private FieldIndex(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            int nameEnd = text.indexOf(' ', at);
            int start = nameEnd + 1;
            while (text.charAt(start) > ' ') start++;
            starts.put(text.substring(at, nameEnd), start);
            at = start + Integer.parseInt(text, nameEnd + 1, start, 10);
        }
    }

    /** The index of the newest Kubernetes version; its fields say since which version they exist. */
    public static FieldIndex newest() {
        return NEWEST;
    }

    /** The type of that Go name, such as {@code PodSpec}, {@code Container} or {@code Deployment}. */
    public Optional<ObjectType> type(String name) {
        return starts.containsKey(name) ? Optional.of(known(name)) : Optional.empty();
    }

    /** The type of a name that the index is sure to have. */
    ObjectType known(String name) {
        ObjectType known = types.get(name);
        if (known != null) return known;
        ObjectType read = read(name);
        types.put(name, read);
        return read;
    }

    private ObjectType read(String name) {
        Integer start = starts.get(name);
        if (start == null) throw new IllegalArgumentException("The field index has no type " + name);
        List<Field> fields = new ArrayList<>();
        int at = start;
        while (text.charAt(at) == ' ') {
            int colon = text.indexOf(':', at);
            int end = colon + 1;
            while (text.charAt(end) > ' ') end++;
            fields.add(field(text.substring(at + 1, colon), colon + 1, end));
            at = end;
        }
        return new ObjectType(name, fields);
    }

    private Field field(String name, int start, int end) {
        int typeEnd = start;
        while (typeEnd < end && text.charAt(typeEnd) != '@') typeEnd++;
        FieldType type = type(start, typeEnd);
        if (typeEnd == end) return new Field(name, type, 0, Field.STILL_THERE);
        int dash = typeEnd + 1;
        while (dash < end && text.charAt(dash) != '-') dash++;
        int since = Integer.parseInt(text, typeEnd + 1, dash, 10);
        return new Field(
                name, type, since, dash == end ? Field.STILL_THERE : Integer.parseInt(text, dash + 1, end, 10));
    }

    private FieldType type(int start, int end) {
        return switch (text.charAt(start)) {
            case 'b' -> FieldType.ScalarType.BOOLEAN;
            case 'i' -> FieldType.ScalarType.INT32;
            case 'l' -> FieldType.ScalarType.INT64;
            case 's' -> FieldType.ScalarType.STRING;
            case 'x' -> FieldType.ScalarType.INT_OR_STRING;
            case 'q' -> FieldType.ScalarType.QUANTITY;
            case 't' -> FieldType.ScalarType.TIME;
            case '*' -> new FieldType.Any();
            case '[' -> new FieldType.ListOf(type(start + 1, end));
            case '{' -> new FieldType.MapOf(type(start + 1, end));
            default -> new FieldType.ObjectRef(text.substring(start, end));
        };
    }
}
