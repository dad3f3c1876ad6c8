package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ProfileAnnotations;
import java.util.Optional;

/** A pod's AppArmor annotation, which the API server makes the field of a container that has none (pod/strategy.go). */
final class AppArmorAnnotation {

    /** Whether the container's annotation is one that can become its field, or says what the pod's says. */
    static boolean isCopied(Workload workload, Container container) {
        if (!workload.isPod()
                || workload.isWindows()
                || container.setting("appArmorProfile").exists()) return false;
        return value(workload, container)
                .filter(value -> !type(value).isEmpty())
                .isPresent();
    }

    /** The annotation that becomes the container's field: one that says what the pod's profile says does not. */
    static Optional<String> copied(Workload workload, Container container) {
        if (!isCopied(workload, container)) return Optional.empty();
        return value(workload, container)
                .filter(value -> !says(value, workload.podSpec().at("securityContext", "appArmorProfile")));
    }

    private static Optional<String> value(Workload workload, Container container) {
        KubeNode annotations = workload.podMetadata().get("annotations");
        return annotations.get(ProfileAnnotations.APPARMOR + container.name()).text();
    }

    private static boolean says(String value, KubeNode profile) {
        return profile.get("type").text().orElse("").equals(type(value))
                && profile.get("localhostProfile").text().equals(localhost(value));
    }

    /** The type of profile that an annotation asks for; empty where it is no valid one. */
    static String type(String value) {
        return switch (value) {
            case "unconfined" -> "Unconfined";
            case "runtime/default" -> "RuntimeDefault";
            default ->
                localhost(value).filter(ProfileValidation::isAppArmorFile).isPresent() ? "Localhost" : "";
        };
    }

    /** The file that a value such as {@code localhost/app.json} names. */
    static Optional<String> localhost(String value) {
        return value.startsWith("localhost/") ? Optional.of(value.substring("localhost/".length())) : Optional.empty();
    }

    private AppArmorAnnotation() {}
}
