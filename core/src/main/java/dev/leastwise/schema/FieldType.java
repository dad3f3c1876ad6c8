package dev.leastwise.schema;

/** What a field holds. */
public sealed interface FieldType {

    /** A scalar, or what Kubernetes decodes from one. */
    enum ScalarType implements FieldType {
        BOOLEAN,
        INT32,
        INT64,
        STRING,
        INT_OR_STRING,
        QUANTITY,
        TIME
    }

    /** An object of a type that the index knows by this name. */
    record ObjectRef(String name) implements FieldType {}

    record ListOf(FieldType element) implements FieldType {}

    /** A mapping whose keys the author chooses. */
    record MapOf(FieldType value) implements FieldType {}

    /** Something that is not looked into, such as a status. */
    record Any() implements FieldType {}
}
