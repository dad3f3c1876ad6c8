package dev.leastwise.kube;

import java.util.List;
import java.util.Optional;

/**
 * A pod, or what makes pods.
 *
 * @param podMetadata the metadata that its pods get
 * @param podSpec the pod spec, or what stands for it in a custom resource
 * @param podDefaults where a pod setting is looked up that the pod spec lacks: an Argo workflow's spec or a Tekton run, else
 *     the pod spec itself
 * @param partial whether it only changes a pod that stands elsewhere, so that what it leaves out is not known here
 */
public record Workload(
        Manifest manifest,
        KubeNode podMetadata,
        KubeNode podSpec,
        KubeNode podDefaults,
        Found found,
        boolean partial,
        List<Container> containers) {

    /** Where the token of a pod's service account is mounted (k8s.io/kubernetes plugin/pkg/admission/serviceaccount). */
    public static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** How the pod template was found. */
    public enum Found {
        /** A kind of Kubernetes' own. */
        KIND,
        /** A well-known place in a custom resource. */
        WELL_KNOWN,
        /** A place in a custom resource that a configuration names. */
        CONFIGURED,
        /** A mapping in a custom resource that looks like a pod spec. */
        SHAPE
    }

    /** Whether its pods are of Kubernetes' own type; custom resources may lay fields of theirs beside it. */
    public boolean isPlainPod() {
        return found == Found.KIND || (found == Found.WELL_KNOWN && WellKnownTemplates.arePlain(manifest));
    }

    /** A field of the pod spec. */
    public KubeNode pod(String field) {
        KubeNode own = podSpec.get(field);
        if (own.written() || podDefaults == podSpec) return own;
        KubeNode inherited = podDefaults.get(field);
        return inherited.written() ? inherited : own;
    }

    /** A field of the pod's security context. */
    public KubeNode podSetting(String field) {
        return pod("securityContext").get(field);
    }

    /** The service account that it names; {@code serviceAccount} is its old name (pkg/apis/core/v1/conversion.go). */
    public Optional<String> serviceAccount() {
        Optional<String> name = pod("serviceAccountName").text().filter(text -> !text.isEmpty());
        return name.isPresent() ? name : pod("serviceAccount").text().filter(text -> !text.isEmpty());
    }

    /** Whether pods are created from it as they stand here: API defaults for pods hold, those for templates do not. */
    public boolean isPod() {
        return manifest.kind().equals("Pod") && manifest.group().isEmpty();
    }

    /** Whether the API server holds it to what a pod must be: what a custom resource or a patch says it lets pass. */
    public boolean isValidated() {
        return found == Found.KIND && !partial;
    }

    /** Whether {@code os.name} says windows (kubernetes pkg/apis/core/validation: nothing else makes it one). */
    public boolean isWindows() {
        return isFor("windows");
    }

    /** Whether {@code os.name} says linux, so that what Windows has is refused. */
    public boolean isLinux() {
        return isFor("linux");
    }

    private boolean isFor(String system) {
        return pod("os").get("name").text().filter(system::equals).isPresent();
    }
}
