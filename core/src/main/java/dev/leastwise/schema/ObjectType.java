package dev.leastwise.schema;

import dev.leastwise.yaml.Scalar;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A type of object under its Go name, such as {@code PodSpec}, and its fields. */
public final class ObjectType {

    private final String name;
    private final List<Field> fields;
    private final Field[] table;

    ObjectType(String name, List<Field> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
        this.table = new Field[Integer.highestOneBit(2 * fields.size() + 1) * 2];
        for (Field field : this.fields) {
            String text = field.name();
            int slot = slot(text.length(), text.charAt(0), text.charAt(text.length() - 1));
            while (table[slot] != null) slot = next(slot);
            table[slot] = field;
        }
    }

    public String name() {
        return name;
    }

    /** Whether it is a security context or stands in one. */
    public boolean isOfSecurityContext() {
        return switch (name) {
            case "PodSecurityContext",
                    "SecurityContext",
                    "Capabilities",
                    "SeccompProfile",
                    "AppArmorProfile",
                    "SELinuxOptions",
                    "WindowsSecurityContextOptions",
                    "Sysctl" -> true;
            default -> false;
        };
    }

    /** The fields in the order of their names. */
    public Collection<Field> fields() {
        return fields;
    }

    public Optional<Field> field(String field) {
        for (Field candidate : fields) {
            if (candidate.name().equals(field)) return Optional.of(candidate);
        }
        return Optional.empty();
    }

    /** The field that a key names, or {@link Field#NONE}; it decodes no key that is plainly written. */
    Field find(Scalar key, byte[] source) {
        if (key.style() == Scalar.Style.PLAIN
                && key.anchor().isEmpty()
                && key.tag().isEmpty()) {
            int length = key.end() - key.start();
            return length == 0 ? Field.NONE : find(key, length, source[key.start()], source[key.end() - 1]);
        }
        String text = key.value();
        return text.isEmpty() ? Field.NONE : find(key, text.length(), text.charAt(0), text.charAt(text.length() - 1));
    }

    private Field find(Scalar key, int length, int first, int last) {
        for (int slot = slot(length, first, last); table[slot] != null; slot = next(slot)) {
            if (key.is(table[slot].name())) return table[slot];
        }
        return Field.NONE;
    }

    private int slot(int length, int first, int last) {
        return (length * 31 + first * 7 + last) & (table.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (table.length - 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
