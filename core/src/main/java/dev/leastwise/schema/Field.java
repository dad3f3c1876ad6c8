package dev.leastwise.schema;

/**
 * A field of an object.
 *
 * @param since the Kubernetes minor version in which it appeared, 0 where that was before v1.25
 * @param last the last minor version that has it, {@link #STILL_THERE} for nearly all
 */
public record Field(String name, FieldType type, int since, int last) {

    public static final int STILL_THERE = Integer.MAX_VALUE;

    /** No field at all. */
    static final Field NONE = new Field("", new FieldType.Any(), 0, 0);

    /** Whether the API of that Kubernetes minor version has the field. */
    public boolean existsIn(int kubernetesMinor) {
        return since <= kubernetesMinor && kubernetesMinor <= last;
    }
}
