package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where pods are found in objects, and which containers they have. */
class WorkloadsTest {

    @ParameterizedTest
    @CsvSource({
        "v1, PodTemplate, template.spec",
        "v1, ReplicationController, spec.template.spec",
        "apps/v1, Deployment, spec.template.spec",
        "extensions/v1beta1, Deployment, spec.template.spec",
        "apps/v1, ReplicaSet, spec.template.spec",
        "apps/v1, StatefulSet, spec.template.spec",
        "apps/v1, DaemonSet, spec.template.spec",
        "batch/v1, Job, spec.template.spec",
        "batch/v1, CronJob, spec.jobTemplate.spec.template.spec",
        "argoproj.io/v1alpha1, Rollout, spec.template.spec",
        "serving.knative.dev/v1, Service, spec.template.spec",
        "serving.knative.dev/v1, Revision, spec",
        "keda.sh/v1alpha1, ScaledJob, spec.jobTargetRef.template.spec",
        "kubeflow.org/v1, Notebook, spec.template.spec",
    })
    void finds(String apiVersion, String kind, String path) {
        StringBuilder manifest = new StringBuilder("apiVersion: " + apiVersion + "\nkind: " + kind + "\n");
        String indent = "";
        for (String step : path.split("\\.", -1)) {
            manifest.append(indent).append(step).append(":\n");
            indent += "  ";
        }
        manifest.append(indent).append("containers: [{name: app, image: nginx}]\n");

        assertThat(outline(manifest.toString())).containsExactly(path, "  main app " + path + ".containers[0]");
    }

    @Test
    void findsAPodItself() {
        assertThat(outline("""
                apiVersion: v1
                kind: Pod
                spec:
                  initContainers:
                  - {name: init, image: busybox}
                  - {name: proxy, image: envoy, restartPolicy: Always}
                  containers:
                  - {name: app, image: nginx}
                  ephemeralContainers:
                  - {name: debug, image: busybox}
                """))
                .containsExactly(
                        "spec",
                        "  init init spec.initContainers[0]",
                        "  sidecar proxy spec.initContainers[1]",
                        "  main app spec.containers[0]",
                        "  ephemeral debug spec.ephemeralContainers[0]");
    }

    @Test
    void findsEveryDeploymentOfAClusterServiceVersion() {
        assertThat(outline("""
                apiVersion: operators.coreos.com/v1alpha1
                kind: ClusterServiceVersion
                spec:
                  install:
                    spec:
                      deployments:
                      - {name: one, spec: {template: {spec: {containers: [{name: a, image: x}]}}}}
                      - {name: two, spec: {template: {spec: {containers: [{name: b, image: x}]}}}}
                """))
                .containsExactly(
                        "spec.install.spec.deployments[0].spec.template.spec",
                        "  main a spec.install.spec.deployments[0].spec.template.spec.containers[0]",
                        "spec.install.spec.deployments[1].spec.template.spec",
                        "  main b spec.install.spec.deployments[1].spec.template.spec.containers[0]");
    }

    @Test
    void findsReplicasByTheirNames() {
        assertThat(outline("""
                apiVersion: kubeflow.org/v1
                kind: PyTorchJob
                spec:
                  pytorchReplicaSpecs:
                    Master: {template: {spec: {containers: [{name: pytorch, image: x}]}}}
                    Worker: {template: {spec: {containers: [{name: pytorch, image: x}]}}}
                """))
                .containsExactly(
                        "spec.pytorchReplicaSpecs.Master.template.spec",
                        "  main pytorch spec.pytorchReplicaSpecs.Master.template.spec.containers[0]",
                        "spec.pytorchReplicaSpecs.Worker.template.spec",
                        "  main pytorch spec.pytorchReplicaSpecs.Worker.template.spec.containers[0]");
    }

    @Test
    void takesEveryTemplateOfAWorkflowForAPodThatTheSpecCompletes() {
        List<Workload> workloads = workloads("""
                apiVersion: argoproj.io/v1alpha1
                kind: CronWorkflow
                spec:
                  workflowSpec:
                    securityContext: {runAsNonRoot: true}
                    templates:
                    - name: steps
                      steps: []
                    - name: work
                      initContainers: [{name: fetch, image: git}]
                      container: {image: busybox}
                      sidecars: [{name: db, image: redis}]
                    - name: other
                      securityContext: {runAsNonRoot: false}
                      script: {image: python, source: print()}
                    - name: several
                      containerSet: {containers: [{name: a, image: a}, {name: b, image: b}]}
                """);

        assertThat(workloads).hasSize(3);
        assertThat(workloads.getFirst().podSetting("runAsNonRoot").isTrue()).isTrue();
        assertThat(workloads.get(1).podSetting("runAsNonRoot").isFalse()).isTrue();
        assertThat(outline(workloads))
                .containsExactly(
                        "spec.workflowSpec.templates[1]",
                        "  init fetch spec.workflowSpec.templates[1].initContainers[0]",
                        "  sidecar db spec.workflowSpec.templates[1].sidecars[0]",
                        "  main main spec.workflowSpec.templates[1].container",
                        "spec.workflowSpec.templates[2]",
                        "  main main spec.workflowSpec.templates[2].script",
                        "spec.workflowSpec.templates[3]",
                        "  main a spec.workflowSpec.templates[3].containerSet.containers[0]",
                        "  main b spec.workflowSpec.templates[3].containerSet.containers[1]");
    }

    @Test
    void takesTheStepsOfATaskForContainers() {
        assertThat(outline("""
                apiVersion: tekton.dev/v1
                kind: Task
                spec:
                  steps:
                  - {name: build, image: golang}
                  sidecars:
                  - {name: docker, image: docker}
                """))
                .containsExactly("spec", "  sidecar docker spec.sidecars[0]", "  main build spec.steps[0]");
    }

    @Test
    void completesTheStepsOfATaskByItsTemplate() {
        Container step = workloads("""
                apiVersion: tekton.dev/v1
                kind: Task
                spec:
                  stepTemplate: {securityContext: {privileged: true, runAsUser: 0}}
                  steps:
                  - {name: build, image: golang, securityContext: {runAsUser: 1000}}
                """).getFirst().containers().getFirst();

        assertThat(step.setting("privileged").path()).isEqualTo("spec.stepTemplate.securityContext.privileged");
        assertThat(step.setting("runAsUser").integer()).contains(1000L);
        assertThat(step.setting("procMount").path()).isEqualTo("spec.steps[0].securityContext.procMount");
    }

    @Test
    void laysAStepOverItsTemplateAsAStrategicMergePatch() {
        Container step = workloads("""
                apiVersion: tekton.dev/v1
                kind: Task
                spec:
                  stepTemplate:
                    image: golang
                    securityContext:
                      capabilities: {add: [NET_ADMIN], drop: [ALL]}
                    volumeMounts:
                    - {name: docker, mountPath: /var/run/docker.sock}
                    - {name: cache, mountPath: /cache, readOnly: true}
                  steps:
                  - name: build
                    securityContext:
                      capabilities: {add: [CHOWN]}
                    volumeMounts:
                    - {name: cache, mountPath: /cache}
                """).getFirst().containers().getFirst();

        assertThat(step.setting("capabilities").get("add").texts()).containsExactly("CHOWN");
        assertThat(step.setting("capabilities").get("drop").path())
                .isEqualTo("spec.stepTemplate.securityContext.capabilities.drop");
        assertThat(step.partial()).isFalse();
        List<KubeNode> mounts = step.node().get("volumeMounts").items();
        assertThat(mounts)
                .extracting(KubeNode::path)
                .containsExactly("spec.steps[0].volumeMounts[0]", "spec.stepTemplate.volumeMounts[0]");
        assertThat(mounts.getFirst().get("readOnly").isTrue()).isTrue();
    }

    @Test
    void findsTheTasksThatPipelinesAndRunsHold() {
        String steps = "steps: [{name: build, image: golang}]";
        assertThat(outline("""
                apiVersion: tekton.dev/v1
                kind: Pipeline
                spec:
                  tasks:
                  - {name: one, taskRef: {name: elsewhere}}
                  - {name: two, taskSpec: {%s}}
                  finally:
                  - {name: three, taskSpec: {%s}}
                """.formatted(steps, steps)))
                .containsExactly(
                        "spec.tasks[1].taskSpec",
                        "  main build spec.tasks[1].taskSpec.steps[0]",
                        "spec.finally[0].taskSpec",
                        "  main build spec.finally[0].taskSpec.steps[0]");
        assertThat(outline("""
                apiVersion: tekton.dev/v1
                kind: TaskRun
                spec: {taskSpec: {%s}}
                """.formatted(steps)))
                .containsExactly("spec.taskSpec", "  main build spec.taskSpec.steps[0]");
    }

    @Test
    void completesATaskByThePodTemplateOfItsRun() {
        Workload task = workloads("""
                apiVersion: tekton.dev/v1
                kind: TaskRun
                spec:
                  serviceAccountName: builder
                  podTemplate:
                    hostNetwork: true
                    securityContext: {runAsNonRoot: true}
                    volumes: [{name: docker, hostPath: {path: /var/run/docker.sock}}]
                  taskSpec:
                    volumes: [{name: cache, emptyDir: {}}]
                    steps: [{name: build, image: golang}]
                """).getFirst();

        assertThat(task.pod("hostNetwork").isTrue()).isTrue();
        assertThat(task.podSetting("runAsNonRoot").path()).isEqualTo("spec.podTemplate.securityContext.runAsNonRoot");
        assertThat(task.serviceAccount()).contains("builder");
        assertThat(task.pod("volumes").items())
                .extracting(KubeNode::path)
                .containsExactly("spec.taskSpec.volumes[0]", "spec.podTemplate.volumes[0]");
    }

    @Test
    void completesEachTaskByWhatThePipelineRunSaysOfIt() {
        List<Workload> tasks = workloads("""
                apiVersion: tekton.dev/v1
                kind: PipelineRun
                spec:
                  taskRunTemplate:
                    serviceAccountName: builder
                    podTemplate: {hostUsers: false, securityContext: {runAsNonRoot: true, fsGroup: 1}}
                  taskRunSpecs:
                  - pipelineTaskName: two
                    serviceAccountName: publisher
                    podTemplate: {securityContext: {runAsUser: 0}}
                  pipelineSpec:
                    tasks:
                    - {name: one, taskSpec: {steps: [{name: build, image: golang}]}}
                    - {name: two, taskSpec: {steps: [{name: build, image: golang}]}}
                """);

        assertThat(tasks).hasSize(2);
        assertThat(tasks.getFirst().podSetting("runAsNonRoot").isTrue()).isTrue();
        assertThat(tasks.getFirst().serviceAccount()).contains("builder");
        assertThat(tasks.getLast().podSetting("runAsUser").integer()).contains(0L);
        assertThat(tasks.getLast().podSetting("runAsNonRoot").exists()).isFalse();
        assertThat(tasks.getLast().pod("hostUsers").isFalse()).isTrue();
        assertThat(tasks.getLast().serviceAccount()).contains("publisher");
    }

    @Test
    void laysTheTemplatesOfAWorkflowOverItsDefaults() {
        List<Workload> workloads = workloads("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                spec:
                  templateDefaults:
                    hostAliases: []
                    securityContext: {runAsUser: 8737}
                    container: {image: busybox, securityContext: {privileged: true}}
                  templates:
                  - {name: main, steps: [[{name: one, template: work}]]}
                  - {name: work, container: {command: [ls]}}
                  - {name: other, script: {image: python}}
                """);

        assertThat(outline(workloads))
                .containsExactly(
                        "spec.templates[1]",
                        "  main main spec.templates[1].container",
                        "spec.templates[2]",
                        "  main main spec.templates[2].script");
        Container work = workloads.getFirst().containers().getFirst();
        assertThat(work.setting("privileged").isTrue()).isTrue();
        assertThat(work.image()).contains("busybox");
        assertThat(workloads
                        .getLast()
                        .containers()
                        .getFirst()
                        .setting("privileged")
                        .exists())
                .isFalse();
        assertThat(workloads.getLast().podSetting("runAsUser").integer()).contains(8737L);
    }

    @Test
    void findsTemplatesThatStandInTheStepsOfOthers() {
        assertThat(outline("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                spec:
                  templates:
                  - name: steps
                    steps:
                    - - {name: one, inline: {container: {image: busybox}}}
                  - name: graph
                    dag:
                      tasks:
                      - {name: two, inline: {script: {image: python}}}
                """))
                .containsExactly(
                        "spec.templates[0].steps[0][0].inline",
                        "  main main spec.templates[0].steps[0][0].inline.container",
                        "spec.templates[1].dag.tasks[0].inline",
                        "  main main spec.templates[1].dag.tasks[0].inline.script");
    }

    @Test
    void takesContainersForAPodThoughSomeGetTheirImageElsewhere() {
        assertThat(outline("""
                apiVersion: example.com/v1
                kind: Robot
                spec:
                  containers:
                  - {name: arm, image: arm}
                  - {name: leg, securityContext: {privileged: true}}
                """))
                .containsExactly("spec", "  main arm spec.containers[0]", "  main leg spec.containers[1]");
    }

    @Test
    void knowsResourcesThatOnlyChangeAPod() {
        assertThat(workloads("""
                apiVersion: elasticsearch.k8s.elastic.co/v1
                kind: Elasticsearch
                spec:
                  nodeSets:
                  - name: default
                    podTemplate: {spec: {containers: [{name: elasticsearch, securityContext: {privileged: true}}]}}
                """)).singleElement().satisfies(workload -> {
            assertThat(workload.partial()).isTrue();
            assertThat(workload.containers()).singleElement().matches(Container::partial);
        });
    }

    @Test
    void findsAnyOtherByItsShapeAndSaysSo() {
        assertThat(workloads("""
                apiVersion: example.com/v1
                kind: Robot
                spec:
                  arms:
                  - brain:
                      containers:
                      - {name: app, image: nginx}
                """)).singleElement().satisfies(workload -> {
            assertThat(workload.found()).isEqualTo(Workload.Found.SHAPE);
            assertThat(workload.podSpec().path()).isEqualTo("spec.arms[0].brain");
        });
    }

    @Test
    void takesNoListOfSomethingElseForContainers() {
        assertThat(workloads("""
                apiVersion: example.com/v1
                kind: Port
                spec:
                  containers:
                  - {name: blue, size: 40}
                """)).isEmpty();
    }

    @Test
    void looksForNoShapeInKindsOfKubernetesItself() {
        assertThat(workloads("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                spec:
                  containers:
                  - {name: app, image: nginx}
                """)).isEmpty();
    }

    @Test
    void opensAnyObjectWithItemsAndGivesItemsTheKindOfTheirList() {
        List<Manifest> manifests = manifests("""
                apiVersion: v1
                kind: PodList
                items:
                - metadata: {name: one}
                  spec: {containers: [{name: app, image: nginx}]}
                - apiVersion: v1
                  kind: List
                  items:
                  - {apiVersion: apps/v1, kind: Deployment, metadata: {name: two, namespace: shop}}
                """);

        assertThat(manifests)
                .extracting(
                        m -> m.apiVersion() + ' ' + m.kind() + ' ' + m.name().orElse("-"))
                .containsExactly("v1 Pod one", "apps/v1 Deployment two");
        assertThat(manifests).extracting(Manifest::document).containsOnly(1);
        assertThat(Workloads.of(manifests.getFirst()).getFirst().podSpec().path())
                .isEqualTo("spec");
        assertThat(manifests.getLast().namespace()).contains("shop");
    }

    @Test
    void knowsWhatOnlyChangesAWorkload() {
        assertThat(isPatch("{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 2}}"))
                .isTrue();
        assertThat(isPatch("{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {}}}}"))
                .isFalse();
        assertThat(isPatch("{apiVersion: apps/v1, kind: Deployment, spec: {Template: {spec: {}}}}"))
                .isFalse();
        assertThat(isPatch("{apiVersion: apps/v1, kind: Deployment, Spec: {template: {spec: {}}}}"))
                .isFalse();
        assertThat(isPatch("{apiVersion: v1, kind: ConfigMap}")).isFalse();
    }

    private static boolean isPatch(String object) {
        return Workloads.isPatch(manifests(object).getFirst());
    }

    @Test
    void knowsWhichKindOfKubernetesWasMeant() {
        assertThat(meant("apps/v1", "deployment")).contains("Deployment");
        assertThat(meant("v1", "Pdo")).contains("Pod");
        assertThat(meant("networking.k8s.io/v1", "pod")).contains("Pod");
        assertThat(meant("shop.example/v1", "deployment")).isEmpty();
        assertThat(meant("apps/v1", "Deployment")).isEmpty();
    }

    private static Optional<String> meant(String apiVersion, String kind) {
        Manifest manifest = manifests("{apiVersion: " + apiVersion + ", kind: " + kind + "}")
                .getFirst();
        return Workloads.kindMeant(manifest).map(WorkloadKind::title);
    }

    @Test
    void takesTheAccountsOldNameWhereTheNewOneIsEmpty() {
        String pod = "{apiVersion: v1, kind: Pod, spec: {%s, containers: [{name: app, image: nginx}]}}";
        assertThat(account(pod.formatted("serviceAccountName: web, serviceAccount: old")))
                .contains("web");
        assertThat(account(pod.formatted("serviceAccountName: '', serviceAccount: old")))
                .contains("old");
        assertThat(account(pod.formatted("serviceAccount: ''"))).isEmpty();
    }

    private static Optional<String> account(String pod) {
        return workloads(pod).getFirst().serviceAccount();
    }

    @Test
    void callsContainersByTheirRole() {
        assertThat(List.of(Role.values()))
                .extracting(Role::words)
                .containsExactly("init container", "sidecar", "container", "ephemeral container");
    }

    @Test
    void takesMappingsWithoutKindOrVersionForNoObjects() {
        assertThat(manifests("services: {web: {image: nginx}}")).isEmpty();
        assertThat(manifests("kind: Kustomization")).isEmpty();
        assertThat(manifests("- kind: Pod")).isEmpty();
    }

    private static List<String> outline(String manifest) {
        return outline(workloads(manifest));
    }

    private static List<String> outline(List<Workload> workloads) {
        List<String> lines = new ArrayList<>();
        for (Workload workload : workloads) {
            lines.add(workload.podSpec().path());
            for (Container container : workload.containers()) {
                String role = container.role().name().toLowerCase(java.util.Locale.ROOT);
                lines.add("  " + role + ' ' + container.name() + ' '
                        + container.node().path());
            }
        }
        return lines;
    }

    private static List<Workload> workloads(String text) {
        List<Workload> workloads = new ArrayList<>();
        for (Manifest manifest : manifests(text)) workloads.addAll(Workloads.of(manifest));
        return workloads;
    }

    private static List<Manifest> manifests(String text) {
        SourceText source = SourceText.of("test.yaml", text);
        List<Manifest> manifests = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            manifests.addAll(Manifest.of(source, (Document.Parsed) document));
        }
        return manifests;
    }
}
