package dev.leastwise.kube;

import dev.leastwise.kube.Workload.Found;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the workloads of an object: by its kind, at the well-known places of custom resources, or by their shape. */
public final class Workloads {

    private static final Set<String> BUILT_IN_GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "extensions",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io");

    /** The workloads that an object holds; none where it is of another kind. */
    public static List<Workload> of(Manifest manifest) {
        return of(manifest, List.of());
    }

    /** The same, with those at places that somebody has named: they come beside what is found without. */
    public static List<Workload> of(Manifest manifest, List<CustomTemplate> templates) {
        Optional<WorkloadKind> kind = kind(manifest);
        if (kind.isPresent()) {
            KubeNode spec = podSpec(manifest, kind.get());
            return spec.isMapping() ? List.of(workload(manifest, spec, Found.KIND, false)) : List.of();
        }
        if (BUILT_IN_GROUPS.contains(manifest.group())) return List.of();
        List<Workload> wellKnown = WellKnownTemplates.in(manifest);
        List<Workload> found = wellKnown.isEmpty() ? byShape(manifest) : wellKnown;
        return templates.isEmpty() ? found : withTemplates(manifest, templates, found);
    }

    private static List<Workload> withTemplates(
            Manifest manifest, List<CustomTemplate> templates, List<Workload> found) {
        Map<YamlNode, Workload> byNode = new LinkedHashMap<>();
        for (CustomTemplate template : templates) {
            for (KubeNode spec : template.podSpecs(manifest)) {
                spec.node().ifPresent(node -> byNode.put(node, workload(manifest, spec, Found.CONFIGURED, false)));
            }
        }
        for (Workload workload : found) {
            workload.podSpec().node().ifPresent(node -> byNode.putIfAbsent(node, workload));
        }
        return List.copyOf(byNode.values());
    }

    /** Whether a group of the API is one of Kubernetes' own, in which there are no custom resources. */
    public static boolean isBuiltIn(String group) {
        return BUILT_IN_GROUPS.contains(group);
    }

    /** The kind of Kubernetes' own that the object is of, under whatever version. */
    public static Optional<WorkloadKind> kind(Manifest manifest) {
        return isOfKubernetes(manifest) ? WorkloadKind.named(manifest.kind()) : Optional.empty();
    }

    /** The kind of Kubernetes' own that the object was meant to be of, where it is of none that there is. */
    public static Optional<WorkloadKind> kindMeant(Manifest manifest) {
        return isOfKubernetes(manifest) ? WorkloadKind.meantBy(manifest.kind()) : Optional.empty();
    }

    /** Whether its group can only be one of Kubernetes' own: those of custom resources are domains. */
    private static boolean isOfKubernetes(Manifest manifest) {
        String group = manifest.group();
        return group.indexOf('.') < 0 || BUILT_IN_GROUPS.contains(group);
    }

    /** An object of a workload's kind that has no pod where the kind has it: a workload without containers. */
    public static Optional<Workload> withoutPod(Manifest manifest) {
        Optional<WorkloadKind> kind = kind(manifest);
        if (kind.isEmpty()) return Optional.empty();
        KubeNode spec = podSpec(manifest, kind.get());
        return spec.isMapping() ? Optional.empty() : Optional.of(workload(manifest, spec, Found.KIND, true));
    }

    /** Whether the object is of a kind that has a pod template, and has none, not even in another case: it changes another. */
    public static boolean isPatch(Manifest manifest) {
        Optional<Workload> withoutPod = withoutPod(manifest);
        return withoutPod.isPresent() && !isInAnotherCase(withoutPod.get().podSpec());
    }

    private static boolean isInAnotherCase(KubeNode place) {
        if (place.parent() == place) return false;
        for (KubeNode field : place.parent().fields()) {
            boolean same = field.name().equals(place.name());
            if (!same && field.name().equalsIgnoreCase(place.name())) return true;
        }
        return isInAnotherCase(place.parent());
    }

    private static KubeNode podSpec(Manifest manifest, WorkloadKind kind) {
        KubeNode node = manifest.root();
        for (String field : kind.template()) node = node.get(field);
        return node.get("spec");
    }

    private static List<Workload> byShape(Manifest manifest) {
        List<Workload> found = new ArrayList<>();
        for (KubeNode field : manifest.root().fields()) search(manifest, field, found);
        return found;
    }

    private static void search(Manifest manifest, KubeNode node, List<Workload> found) {
        if (looksLikePodSpec(node)) {
            found.add(workload(manifest, node, Found.SHAPE, false));
            return;
        }
        for (KubeNode field : node.fields()) search(manifest, field, found);
        for (KubeNode item : node.items()) search(manifest, item, found);
    }

    /** Containers have names, and one of them an image at least: the others may get theirs elsewhere. */
    private static boolean looksLikePodSpec(KubeNode node) {
        boolean image = false;
        for (KubeNode container : node.get("containers").items()) {
            if (!container.get("name").exists()) return false;
            image |= container.get("image").exists();
        }
        return image;
    }

    static Workload workload(Manifest manifest, KubeNode podSpec, Found found, boolean partial) {
        List<Container> containers = new ArrayList<>();
        for (KubeNode node : podSpec.get("initContainers").items()) {
            boolean sidecar =
                    node.get("restartPolicy").text().filter("Always"::equals).isPresent();
            containers.add(container(node, sidecar ? Role.SIDECAR : Role.INIT));
        }
        for (KubeNode node : podSpec.get("containers").items()) containers.add(container(node, Role.MAIN));
        for (KubeNode node : podSpec.get("ephemeralContainers").items()) {
            containers.add(container(node, Role.EPHEMERAL));
        }
        boolean patch = partial || (!containers.isEmpty() && containers.stream().allMatch(Container::partial));
        KubeNode metadata = podSpec.parent().get("metadata");
        return new Workload(manifest, metadata, podSpec, podSpec, found, patch, List.copyOf(containers));
    }

    static Container container(KubeNode node, Role role) {
        return new Container(node.get("name").text().orElseGet(node::path), role, node);
    }

    private Workloads() {}
}
