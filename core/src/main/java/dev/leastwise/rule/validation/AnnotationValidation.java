package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ProfileAnnotations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What is refused of the annotations that seccomp and AppArmor profiles had before their fields, and beside these. */
final class AnnotationValidation {

    private final Workload workload;
    private final KubeNode annotations;
    private final KubeNode podContext;
    private final Refusals refusals;
    private final Set<String> names = new HashSet<>();

    AnnotationValidation(Workload workload, Refusals refusals) {
        this.workload = workload;
        this.annotations = workload.podMetadata().get("annotations");
        this.podContext = workload.podSpec().get("securityContext");
        this.refusals = refusals;
    }

    void validate() {
        if (!annotations.exists()) return;
        for (KubeNode annotation : annotations.fields()) {
            Optional<String> value = annotation.text();
            if (value.isPresent()) validateFormat(annotation, value.get());
        }
        matchSeccomp(annotations.get(ProfileAnnotations.SECCOMP_POD), podContext.get("seccompProfile"));
        for (Container container : workload.containers()) {
            matchSeccomp(
                    annotations.get(ProfileAnnotations.SECCOMP_CONTAINER + container.name()),
                    container.setting("seccompProfile"));
        }
        if (workload.isWindows() || !refusals.since(ProfileAnnotations.APPARMOR_FIELD_SINCE)) return;
        for (Container container : workload.containers()) matchAppArmor(container);
    }

    private void validateFormat(KubeNode annotation, String value) {
        String name = annotation.name();
        if (name.equals(ProfileAnnotations.SECCOMP_POD) || name.startsWith(ProfileAnnotations.SECCOMP_CONTAINER)) {
            validateSeccomp(annotation, value);
        } else if (name.startsWith(ProfileAnnotations.APPARMOR)) {
            validateAppArmor(annotation, value);
        }
    }

    private void validateSeccomp(KubeNode annotation, String value) {
        String field = field() + '.' + annotation.name();
        switch (value) {
            case "runtime/default", "docker/default", "unconfined" -> {}
            default -> {
                Optional<String> file = AppArmorAnnotation.localhost(value);
                if (file.isPresent()) ProfileValidation.localPath(annotation, field, file.get(), refusals);
                else refusals.invalid(annotation, field, GoText.quoted(value), "must be a valid seccomp profile");
            }
        }
    }

    private void validateAppArmor(KubeNode annotation, String value) {
        String field = field() + '[' + annotation.name() + ']';
        String container = annotation.name().substring(ProfileAnnotations.APPARMOR.length());
        if (!hasContainer(container)) {
            refusals.invalid(annotation, field, GoText.quoted(container), "container not found");
        }
        switch (value) {
            case "", "runtime/default", "unconfined" -> {}
            default -> {
                if (AppArmorAnnotation.localhost(value).isPresent()) return;
                String quoted = GoText.quoted(value);
                refusals.invalid(annotation, field, quoted, "invalid AppArmor profile name: " + quoted);
            }
        }
    }

    /** In templates the server leaves {@code metadata} out. */
    private String field() {
        if (workload.isPod()) return annotations.path();
        String template = workload.podSpec().parent().path();
        return template.isEmpty() ? "annotations" : template + ".annotations";
    }

    private boolean hasContainer(String name) {
        if (names.isEmpty()) {
            for (Container container : workload.containers()) {
                names.add(container.node().get("name").text().orElse(""));
            }
        }
        return names.contains(name);
    }

    private void matchSeccomp(KubeNode annotation, KubeNode profile) {
        Optional<String> value = annotation.text();
        if (value.isEmpty() || !profile.isMapping()) return;
        boolean same = switch (profile.get("type").text().orElse("")) {
            case "Unconfined" -> value.get().equals("unconfined");
            case "RuntimeDefault" ->
                value.get().equals("runtime/default") || value.get().equals("docker/default");
            case "Localhost" -> value.get().startsWith("localhost/");
            default -> true;
        };
        if (same) matchFile(value.get(), profile, profile, "seccomp");
        else refusals.forbidden(profile.get("type"), "seccomp type in annotation and field must match");
    }

    private void matchAppArmor(Container container) {
        Optional<String> value =
                annotations.get(ProfileAnnotations.APPARMOR + container.name()).text();
        if (value.isEmpty()) return;
        KubeNode own = container.setting("appArmorProfile");
        if (AppArmorAnnotation.isCopied(workload, container)) return;
        KubeNode profile = own.exists() ? own : podContext.get("appArmorProfile");
        if (!profile.isMapping()) return;
        boolean same = switch (profile.get("type").text().orElse("")) {
            case "Unconfined" -> value.get().equals("unconfined");
            case "RuntimeDefault" -> value.get().equals("runtime/default");
            case "Localhost" -> value.get().startsWith("localhost/");
            default -> true;
        };
        if (same) matchFile(value.get(), profile, own, "apparmor");
        else refuseAppArmor(profile.get("type"), own.get("type"), "apparmor type in annotation and field must match");
    }

    private void matchFile(String value, KubeNode profile, KubeNode named, String what) {
        if (!profile.get("type").text().orElse("").equals("Localhost")) return;
        KubeNode file = profile.get("localhostProfile");
        if (file.text().equals(AppArmorAnnotation.localhost(value))) return;
        refusals.forbidden(
                file, named.get("localhostProfile").path(), what + " profile in annotation and field must match");
    }

    /** The server names the container's field even where the pod's counts. */
    private void refuseAppArmor(KubeNode at, KubeNode named, String detail) {
        refusals.forbidden(at, named.path(), detail);
    }
}
