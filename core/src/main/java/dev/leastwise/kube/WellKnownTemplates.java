package dev.leastwise.kube;

import dev.leastwise.kube.Workload.Found;
import java.util.ArrayList;
import java.util.List;

/** The places of pod templates in custom resources that are in wide use. */
final class WellKnownTemplates {

    /**
     * Where one kind keeps pod specs.
     *
     * @param group the API group
     * @param path fields parted by dots to the pod spec; {@code *} stands for every item or every field
     * @param partial whether the controller lays the spec over a pod of its own
     */
    private record Place(String group, String kind, String path, boolean partial) {}

    private static Place whole(String group, String kind, String path) {
        return new Place(group, kind, path, false);
    }

    private static Place partial(String group, String kind, String path) {
        return new Place(group, kind, path, true);
    }

    private static final String KUBEFLOW = "kubeflow.org";
    private static final String PROMETHEUS = "monitoring.coreos.com";

    private static final List<Place> PLACES = List.of(
            whole("argoproj.io", "Rollout", "spec.template.spec"),
            whole("argoproj.io", "AnalysisTemplate", "spec.metrics.*.provider.job.spec.template.spec"),
            whole("argoproj.io", "ClusterAnalysisTemplate", "spec.metrics.*.provider.job.spec.template.spec"),
            whole("serving.knative.dev", "Service", "spec.template.spec"),
            whole("serving.knative.dev", "Configuration", "spec.template.spec"),
            whole("serving.knative.dev", "Revision", "spec"),
            whole(
                    "operators.coreos.com",
                    "ClusterServiceVersion",
                    "spec.install.spec.deployments.*.spec.template.spec"),
            whole("core.strimzi.io", "StrimziPodSet", "spec.pods.*.spec"),
            whole(KUBEFLOW, "Notebook", "spec.template.spec"),
            whole(KUBEFLOW, "TFJob", "spec.tfReplicaSpecs.*.template.spec"),
            whole(KUBEFLOW, "PyTorchJob", "spec.pytorchReplicaSpecs.*.template.spec"),
            whole(KUBEFLOW, "MPIJob", "spec.mpiReplicaSpecs.*.template.spec"),
            whole(KUBEFLOW, "XGBoostJob", "spec.xgbReplicaSpecs.*.template.spec"),
            whole(KUBEFLOW, "PaddleJob", "spec.paddleReplicaSpecs.*.template.spec"),
            whole(KUBEFLOW, "JAXJob", "spec.jaxReplicaSpecs.*.template.spec"),
            whole(
                    "trainer.kubeflow.org",
                    "TrainingRuntime",
                    "spec.template.spec.replicatedJobs.*.template.spec.template.spec"),
            whole(
                    "trainer.kubeflow.org",
                    "ClusterTrainingRuntime",
                    "spec.template.spec.replicatedJobs.*.template.spec.template.spec"),
            whole("jobset.x-k8s.io", "JobSet", "spec.replicatedJobs.*.template.spec.template.spec"),
            whole("keda.sh", "ScaledJob", "spec.jobTargetRef.template.spec"),
            partial("elasticsearch.k8s.elastic.co", "Elasticsearch", "spec.nodeSets.*.podTemplate.spec"),
            partial("kibana.k8s.elastic.co", "Kibana", "spec.podTemplate.spec"),
            partial("apm.k8s.elastic.co", "ApmServer", "spec.podTemplate.spec"),
            partial("enterprisesearch.k8s.elastic.co", "EnterpriseSearch", "spec.podTemplate.spec"),
            partial("maps.k8s.elastic.co", "ElasticMapsServer", "spec.podTemplate.spec"),
            partial("logstash.k8s.elastic.co", "Logstash", "spec.podTemplate.spec"),
            partial("beat.k8s.elastic.co", "Beat", "spec.daemonSet.podTemplate.spec"),
            partial("beat.k8s.elastic.co", "Beat", "spec.deployment.podTemplate.spec"),
            partial("agent.k8s.elastic.co", "Agent", "spec.daemonSet.podTemplate.spec"),
            partial("agent.k8s.elastic.co", "Agent", "spec.deployment.podTemplate.spec"),
            partial("agent.k8s.elastic.co", "Agent", "spec.statefulSet.podTemplate.spec"),
            partial(PROMETHEUS, "Prometheus", "spec"),
            partial(PROMETHEUS, "PrometheusAgent", "spec"),
            partial(PROMETHEUS, "Alertmanager", "spec"),
            partial(PROMETHEUS, "ThanosRuler", "spec"));

    static List<Workload> in(Manifest manifest) {
        String group = manifest.group();
        if (group.equals("argoproj.io") && manifest.kind().contains("Workflow")) return argoWorkflow(manifest);
        if (group.equals("tekton.dev") && manifest.kind().endsWith("Task")) return tektonTask(manifest);
        List<Workload> workloads = new ArrayList<>();
        for (Place place : PLACES) {
            if (!place.group.equals(group) || !place.kind.equals(manifest.kind())) continue;
            for (KubeNode podSpec : follow(manifest.root(), place.path)) {
                workloads.add(Workloads.workload(manifest, podSpec, Found.WELL_KNOWN, place.partial));
            }
        }
        return workloads;
    }

    /** Whether the kind's pod specs are Kubernetes' own type, with no field of the custom resource in it. */
    static boolean arePlain(Manifest manifest) {
        return switch (manifest.group()) {
            case "argoproj.io" -> !manifest.kind().contains("Workflow");
            case "serving.knative.dev", "tekton.dev", PROMETHEUS -> false;
            default -> true;
        };
    }

    private static List<KubeNode> follow(KubeNode root, String path) {
        List<KubeNode> nodes = List.of(root);
        for (String step : path.split("\\.", -1)) {
            List<KubeNode> next = new ArrayList<>();
            for (KubeNode node : nodes) {
                if (!step.equals("*")) {
                    next.add(node.get(step));
                } else {
                    next.addAll(node.items());
                    next.addAll(node.fields());
                }
            }
            nodes = next;
        }
        return nodes.stream().filter(KubeNode::isMapping).toList();
    }

    /** Every template of a workflow is a pod whose settings the workflow's spec completes (argo-workflows workflow_types.go). */
    private static List<Workload> argoWorkflow(Manifest manifest) {
        KubeNode spec = manifest.root().get("spec");
        if (spec.get("workflowSpec").isMapping()) spec = spec.get("workflowSpec");
        List<Workload> workloads = new ArrayList<>();
        for (KubeNode template : spec.get("templates").items()) {
            List<Container> containers = new ArrayList<>();
            addAll(containers, template.get("initContainers").items(), Role.INIT);
            addAll(containers, template.get("sidecars").items(), Role.SIDECAR);
            for (String single : List.of("container", "script")) {
                KubeNode node = template.get(single);
                if (node.isMapping()) containers.add(new Container("main", Role.MAIN, node));
            }
            addAll(containers, template.at("containerSet", "containers").items(), Role.MAIN);
            if (containers.isEmpty()) continue;
            workloads.add(new Workload(
                    manifest,
                    template.get("metadata"),
                    template,
                    spec,
                    Found.WELL_KNOWN,
                    false,
                    List.copyOf(containers)));
        }
        return workloads;
    }

    /** The steps of a task are containers of one pod, which stepTemplate completes (tektoncd/pipeline task_types.go). */
    private static List<Workload> tektonTask(Manifest manifest) {
        KubeNode spec = manifest.root().get("spec");
        List<Container> containers = new ArrayList<>();
        addAll(containers, spec.get("sidecars").items(), Role.SIDECAR);
        KubeNode stepTemplate = spec.get("stepTemplate");
        for (KubeNode step : spec.get("steps").items()) {
            containers.add(Workloads.container(step, Role.MAIN, stepTemplate));
        }
        if (containers.isEmpty()) return List.of();
        return List.of(new Workload(
                manifest, spec.get("metadata"), spec, spec, Found.WELL_KNOWN, false, List.copyOf(containers)));
    }

    private static void addAll(List<Container> containers, List<KubeNode> nodes, Role role) {
        for (KubeNode node : nodes) containers.add(Workloads.container(node, role));
    }

    private WellKnownTemplates() {}
}
