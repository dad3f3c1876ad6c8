package dev.leastwise.kube;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of Kubernetes' own that is a pod or makes pods (k8s.io/api core, apps and batch types.go).
 *
 * @param title its name as Kubernetes writes it
 * @param apiVersion the version in which every Kubernetes that can be a target serves it, and the only one
 * @param template the fields to the template of its pods; none where it is a pod itself
 */
public record WorkloadKind(String title, String apiVersion, List<String> template) {

    private static final List<WorkloadKind> ALL = List.of(
            new WorkloadKind("Pod", "v1", List.of()),
            new WorkloadKind("PodTemplate", "v1", List.of("template")),
            new WorkloadKind("ReplicationController", "v1", List.of("spec", "template")),
            new WorkloadKind("Deployment", "apps/v1", List.of("spec", "template")),
            new WorkloadKind("ReplicaSet", "apps/v1", List.of("spec", "template")),
            new WorkloadKind("StatefulSet", "apps/v1", List.of("spec", "template")),
            new WorkloadKind("DaemonSet", "apps/v1", List.of("spec", "template")),
            new WorkloadKind("Job", "batch/v1", List.of("spec", "template")),
            new WorkloadKind("CronJob", "batch/v1", List.of("spec", "jobTemplate", "spec", "template")));

    /** The kind of exactly that name. */
    public static Optional<WorkloadKind> named(String name) {
        for (WorkloadKind kind : ALL) {
            if (kind.title.equals(name)) return Optional.of(kind);
        }
        return Optional.empty();
    }

    /**
     * The kind that a name was meant to be which is none: it has another case, or is a letter away. No other kind of
     * Kubernetes' own has a name so near to one of these.
     */
    public static Optional<WorkloadKind> meantBy(String name) {
        String letters = name.toLowerCase(Locale.ROOT);
        for (WorkloadKind kind : ALL) {
            if (kind.title.equals(name)) return Optional.empty();
            if (isNear(letters, kind.title.toLowerCase(Locale.ROOT))) return Optional.of(kind);
        }
        return Optional.empty();
    }

    /** Whether nothing is between them, or a letter that is missing, too many, another, or swapped with its neighbour. */
    private static boolean isNear(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) start++;
        String left = one.substring(start);
        String right = other.substring(start);
        int end = 0;
        while (end < Math.min(left.length(), right.length())
                && left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) end++;
        left = left.substring(0, left.length() - end);
        right = right.substring(0, right.length() - end);
        if (left.length() <= 1 && right.length() <= 1) return true;
        return left.length() == 2
                && right.length() == 2
                && left.charAt(0) == right.charAt(1)
                && left.charAt(1) == right.charAt(0);
    }
}
