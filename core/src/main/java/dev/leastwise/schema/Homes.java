package dev.leastwise.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where a field belongs that Kubernetes knows, but not where it stands. */
public final class Homes {

    /** Types around a pod: whatever a pod has may have been meant for it. */
    private static final Set<String> AROUND_A_POD = Set.of(
            "Pod",
            "PodTemplate",
            "PodTemplateSpec",
            "Deployment",
            "DeploymentSpec",
            "ReplicaSet",
            "ReplicaSetSpec",
            "StatefulSet",
            "StatefulSetSpec",
            "DaemonSet",
            "DaemonSetSpec",
            "ReplicationController",
            "ReplicationControllerSpec",
            "Job",
            "JobSpec",
            "JobTemplateSpec",
            "CronJob",
            "CronJobSpec");

    /** Fields of a pod spec, but for those of security contexts, that decide what it may do. */
    private static final Set<String> OF_SECURITY = Set.of(
            "automountServiceAccountToken",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "hostUsers",
            "runtimeClassName",
            "securityContext",
            "serviceAccountName",
            "shareProcessNamespace");

    /** A version that has every field which is still there. */
    static final int ANY_VERSION = Field.STILL_THERE - 1;

    /** Where a field belongs that stands in a place that lacks it, nearest first. */
    public static List<Home> of(String field, Place where) {
        return of(field, where.type(), Optional.of(where), ANY_VERSION);
    }

    /** Where a field belongs that stands in an object of a type that lacks it, nearest first. */
    public static List<Home> of(String field, ObjectType where) {
        return of(field, where, Place.of(where), ANY_VERSION);
    }

    /** The same for a field within the nearest place, or else around the pod, and for one Kubernetes version. */
    static List<Home> of(String field, ObjectType where, Optional<Place> nearest, int kubernetesMinor) {
        boolean anything = surroundsPod(where);
        List<Home> homes = new ArrayList<>();
        for (Place place : Place.values()) {
            Optional<Field> there = place.type().field(field);
            if (there.isEmpty() || !there.get().existsIn(kubernetesMinor)) continue;
            if (anything ? isTelling(field) : isOfSecurity(place, field))
                add(homes, new Home(place, there.get()), nearest);
        }
        return homes;
    }

    /** Adds a home before those that are farther away. */
    private static void add(List<Home> homes, Home home, Optional<Place> nearest) {
        int at = homes.size();
        while (at > 0 && distance(nearest, homes.get(at - 1)) > distance(nearest, home)) at--;
        homes.add(at, home);
    }

    /** Whether it is one of the places, or an object around a pod. */
    static boolean surroundsPod(ObjectType type) {
        return Place.of(type).isPresent() || AROUND_A_POD.contains(type.name());
    }

    /** Whether the name says what is meant: everything has a name. */
    private static boolean isTelling(String field) {
        return !field.equals("name");
    }

    static boolean isOfSecurity(Place place, String field) {
        boolean holdsMore = place == Place.POD_SPEC || place == Place.CONTAINER;
        return !holdsMore || OF_SECURITY.contains(field);
    }

    private static int distance(Optional<Place> from, Home home) {
        return from.isPresent()
                ? from.get().distanceTo(home.place())
                : home.place().levels();
    }

    private Homes() {}
}
