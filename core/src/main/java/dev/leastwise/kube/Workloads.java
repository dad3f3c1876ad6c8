package dev.leastwise.kube;

import dev.leastwise.kube.Workload.Found;
import java.util.ArrayList;
import java.util.List;
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
        if (BUILT_IN_GROUPS.contains(manifest.group())) return builtIn(manifest);
        List<Workload> wellKnown = WellKnownTemplates.in(manifest);
        return wellKnown.isEmpty() ? byShape(manifest) : wellKnown;
    }

    /** Whether the object is of a kind that has a pod template, and has none: it only changes another. */
    public static boolean lacksTemplate(Manifest manifest) {
        if (!BUILT_IN_GROUPS.contains(manifest.group())) return false;
        Optional<KubeNode> spec = podSpec(manifest);
        return spec.isPresent() && !spec.get().isMapping();
    }

    private static List<Workload> builtIn(Manifest manifest) {
        Optional<KubeNode> spec = podSpec(manifest);
        if (spec.isEmpty() || !spec.get().isMapping()) return List.of();
        return List.of(workload(manifest, spec.get(), Found.KIND, false));
    }

    /** The place of the pod spec; empty for a kind without pods. */
    private static Optional<KubeNode> podSpec(Manifest manifest) {
        Optional<String[]> path = templatePath(manifest.kind());
        if (path.isEmpty()) return Optional.empty();
        return Optional.of(manifest.root().at(path.get()).get("spec"));
    }

    /** Where the kind keeps the metadata and spec of its pods (k8s.io/api core, apps and batch types.go). */
    private static Optional<String[]> templatePath(String kind) {
        return switch (kind) {
            case "Pod" -> Optional.of(new String[] {});
            case "PodTemplate" -> Optional.of(new String[] {"template"});
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController", "Job" ->
                Optional.of(new String[] {"spec", "template"});
            case "CronJob" -> Optional.of(new String[] {"spec", "jobTemplate", "spec", "template"});
            default -> Optional.empty();
        };
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
        return container(node, role, node);
    }

    static Container container(KubeNode node, Role role, KubeNode template) {
        return new Container(node.get("name").text().orElseGet(node::path), role, node, template);
    }

    private Workloads() {}
}
