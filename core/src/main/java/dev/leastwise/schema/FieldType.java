package dev.leastwise.schema;

/** What a field holds. */
public sealed interface FieldType {

    /** A scalar, or what Kubernetes decodes from one. */
    enum ScalarType implements FieldType {
        BOOLEAN("bool"),
        INT32("int32"),
        INT64("int64"),
        STRING("string"),
        INT_OR_STRING("int32"),
        QUANTITY("resource.Quantity"),
        TIME("string");

        /** The Go type that an answer to a value of another type names. */
        final String goType;

        ScalarType(String goType) {
            this.goType = goType;
        }
    }

    /** An object of a type that the index knows by this name. */
    record ObjectRef(String name) implements FieldType {}

    record ListOf(FieldType element) implements FieldType {}

    /** A mapping whose keys the author chooses. */
    record MapOf(FieldType value) implements FieldType {}

    /** Something that is not looked into, such as a status. */
    record Any() implements FieldType {}
}
