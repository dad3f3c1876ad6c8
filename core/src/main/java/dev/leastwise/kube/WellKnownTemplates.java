package dev.leastwise.kube;

import dev.leastwise.kube.Workload.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places of pod templates in custom resources that are in wide use. */
final class WellKnownTemplates {

    /**
     * Where one kind keeps what pods are made from.
     *
     * @param group the API group
     * @param path fields parted by dots; {@code *} stands for every item or every field
     */
    private record Place(String group, String kind, String path, Form form) {}

    /** What stands at a place. */
    private enum Form {
        /** A pod spec. */
        WHOLE,
        /** A pod spec that the controller lays over a pod of its own. */
        PARTIAL,
        /** The spec of an Argo workflow, each template of which is a pod. */
        WORKFLOW,
        /** The spec of a Tekton task, the steps of which are the containers of one pod. */
        TASK
    }

    private static Place whole(String group, String kind, String path) {
        return new Place(group, kind, path, Form.WHOLE);
    }

    private static Place partial(String group, String kind, String path) {
        return new Place(group, kind, path, Form.PARTIAL);
    }

    private static Place workflow(String kind, String path) {
        return new Place("argoproj.io", kind, path, Form.WORKFLOW);
    }

    private static Place task(String kind, String path) {
        return new Place("tekton.dev", kind, path, Form.TASK);
    }

    private static final String KUBEFLOW = "kubeflow.org";
    private static final String PROMETHEUS = "monitoring.coreos.com";

    private static final List<Place> PLACES = List.of(
            whole("argoproj.io", "Rollout", "spec.template.spec"),
            whole("argoproj.io", "AnalysisTemplate", "spec.metrics.*.provider.job.spec.template.spec"),
            whole("argoproj.io", "ClusterAnalysisTemplate", "spec.metrics.*.provider.job.spec.template.spec"),
            workflow("Workflow", "spec"),
            workflow("WorkflowTemplate", "spec"),
            workflow("ClusterWorkflowTemplate", "spec"),
            workflow("CronWorkflow", "spec.workflowSpec"),
            task("Task", "spec"),
            task("ClusterTask", "spec"),
            task("TaskRun", "spec.taskSpec"),
            task("Pipeline", "spec.tasks.*.taskSpec"),
            task("Pipeline", "spec.finally.*.taskSpec"),
            task("PipelineRun", "spec.pipelineSpec.tasks.*.taskSpec"),
            task("PipelineRun", "spec.pipelineSpec.finally.*.taskSpec"),
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
        List<Workload> workloads = new ArrayList<>();
        for (Place place : PLACES) {
            if (!place.group.equals(manifest.group()) || !place.kind.equals(manifest.kind())) continue;
            for (KubeNode node : FieldSteps.follow(manifest.root(), place.path)) {
                switch (place.form) {
                    case WHOLE -> workloads.add(Workloads.workload(manifest, node, Found.WELL_KNOWN, false));
                    case PARTIAL -> workloads.add(Workloads.workload(manifest, node, Found.WELL_KNOWN, true));
                    case WORKFLOW -> addWorkflow(manifest, node, workloads);
                    case TASK -> addTask(manifest, node, workloads);
                }
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

    /** The spec completes the pods that it makes of its templates (argo-workflows workflow_types.go). */
    private static void addWorkflow(Manifest manifest, KubeNode spec, List<Workload> workloads) {
        for (KubeNode template : spec.get("templates").items()) addTemplate(manifest, spec, template, workloads);
    }

    /** A template, laid over the workflow's defaults, and those that stand in its steps. */
    private static void addTemplate(Manifest manifest, KubeNode spec, KubeNode own, List<Workload> workloads) {
        KubeNode template = own.over(spec.get("templateDefaults"));
        List<Container> containers = new ArrayList<>();
        addAll(containers, template.get("initContainers").items(), Role.INIT);
        addAll(containers, template.get("sidecars").items(), Role.SIDECAR);
        for (String single : List.of("container", "script")) {
            if (own.get(single).isMapping()) containers.add(new Container("main", Role.MAIN, template.get(single)));
        }
        if (own.get("containerSet").isMapping()) {
            addAll(containers, template.at("containerSet", "containers").items(), Role.MAIN);
        }
        if (!containers.isEmpty() && makesPod(own)) {
            KubeNode metadata = template.get("metadata");
            workloads.add(
                    new Workload(manifest, metadata, template, spec, Found.WELL_KNOWN, false, List.copyOf(containers)));
        }
        for (KubeNode step : stepsOf(own)) {
            if (step.get("inline").isMapping()) addTemplate(manifest, spec, step.get("inline"), workloads);
        }
    }

    private static boolean makesPod(KubeNode template) {
        for (String field : List.of("container", "script", "containerSet", "initContainers", "sidecars")) {
            if (template.get(field).exists()) return true;
        }
        return false;
    }

    private static List<KubeNode> stepsOf(KubeNode template) {
        List<KubeNode> steps = new ArrayList<>(template.at("dag", "tasks").items());
        for (KubeNode together : template.get("steps").items()) steps.addAll(together.items());
        return steps;
    }

    /**
     * A task, whose steps are laid over its stepTemplate (tektoncd/pipeline v1 merge.go), and itself over the podTemplate of
     * its run. What a run says of one task replaces, field by field, what it says of all.
     */
    private static void addTask(Manifest manifest, KubeNode task, List<Workload> workloads) {
        List<Container> containers = new ArrayList<>();
        addAll(containers, task.get("sidecars").items(), Role.SIDECAR);
        for (KubeNode step : task.get("steps").items()) {
            containers.add(Workloads.container(step.over(task.get("stepTemplate")), Role.MAIN));
        }
        if (containers.isEmpty()) return;
        KubeNode spec = manifest.root().get("spec");
        KubeNode run = spec.get("taskRunTemplate").isMapping() ? spec.get("taskRunTemplate") : spec;
        KubeNode podTemplate = run.get("podTemplate");
        KubeNode defaults = podTemplate.over(run);
        Optional<String> name = task.parent().get("name").text();
        for (KubeNode own : spec.get("taskRunSpecs").items()) {
            if (name.isEmpty() || !own.get("pipelineTaskName").text().equals(name)) continue;
            defaults = podTemplate.over(own.over(run));
            podTemplate = own.get("podTemplate");
            break;
        }
        workloads.add(new Workload(
                manifest,
                task.get("metadata"),
                task.over(podTemplate),
                defaults,
                Found.WELL_KNOWN,
                false,
                List.copyOf(containers)));
    }

    private static void addAll(List<Container> containers, List<KubeNode> nodes, Role role) {
        for (KubeNode node : nodes) containers.add(Workloads.container(node, role));
    }

    private WellKnownTemplates() {}
}
