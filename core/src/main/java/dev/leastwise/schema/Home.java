package dev.leastwise.schema;

/** A place where a misplaced field belongs, as the field is there. */
public record Home(Place place, Field field) {

    /** Whether the field decides what a process may do. */
    public boolean isOfSecurity() {
        return Homes.isOfSecurity(place, field.name());
    }

    /** The path from the container or, where the place is not within one, from the pod spec. */
    public String path() {
        return place.path().isEmpty() ? field.name() : place.path() + '.' + field.name();
    }
}
