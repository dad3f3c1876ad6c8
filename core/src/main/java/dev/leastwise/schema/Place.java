package dev.leastwise.schema;

import java.util.Optional;

/** One of the five places of a pod that hold what it may do. */
public enum Place {
    POD_SPEC("PodSpec", "", false, 0),
    POD_SECURITY_CONTEXT("PodSecurityContext", "securityContext", false, 1),
    CONTAINER("Container", "", true, 1),
    CONTAINER_SECURITY_CONTEXT("SecurityContext", "securityContext", true, 2),
    CAPABILITIES("Capabilities", "securityContext.capabilities", true, 3);

    private final String typeName;
    private final String path;
    private final boolean inContainer;
    private final int levels;

    Place(String typeName, String path, boolean inContainer, int levels) {
        this.typeName = typeName;
        this.path = path;
        this.inContainer = inContainer;
        this.levels = levels;
    }

    /** The place that holds an object of that type; empty for every other type. */
    public static Optional<Place> of(ObjectType type) {
        if (type.name().equals("EphemeralContainer")) return Optional.of(CONTAINER);
        for (Place place : values()) {
            if (place.typeName.equals(type.name())) return Optional.of(place);
        }
        return Optional.empty();
    }

    public ObjectType type() {
        return FieldIndex.newest().known(typeName);
    }

    /** Its path from the container or, where it is not within one, from the pod spec; empty for these two themselves. */
    public String path() {
        return path;
    }

    /** Whether every container has one of its own. */
    public boolean inContainer() {
        return inContainer;
    }

    /** How many levels it is below the pod spec. */
    int levels() {
        return levels;
    }

    /** How many levels up and down it is from here to there. */
    int distanceTo(Place there) {
        if (this == there) return 0;
        return inContainer && there.inContainer ? Math.abs(levels - there.levels) : levels + there.levels;
    }
}
