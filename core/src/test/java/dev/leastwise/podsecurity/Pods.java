package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;

/** Pods as text, read bare or as the template of a controller. */
final class Pods {

    /** What makes pods, and under which fields their metadata and spec stand. */
    enum Controller {
        POD_TEMPLATE("v1", "PodTemplate", "template"),
        REPLICATION_CONTROLLER("v1", "ReplicationController", "spec.template"),
        REPLICA_SET("apps/v1", "ReplicaSet", "spec.template"),
        DEPLOYMENT("apps/v1", "Deployment", "spec.template"),
        STATEFUL_SET("apps/v1", "StatefulSet", "spec.template"),
        DAEMON_SET("apps/v1", "DaemonSet", "spec.template"),
        JOB("batch/v1", "Job", "spec.template"),
        CRON_JOB("batch/v1", "CronJob", "spec.jobTemplate.spec.template");

        private final String apiVersion;
        private final String kind;
        private final String path;

        Controller(String apiVersion, String kind, String path) {
            this.apiVersion = apiVersion;
            this.kind = kind;
            this.path = path;
        }
    }

    private static final String POD = "apiVersion: v1\nkind: Pod\n";

    /** The workload of a pod's text, which begins with its version and kind. */
    static Workload bare(String pod) {
        return all(pod).getFirst();
    }

    /** The same pod as a controller's template. */
    static Workload wrapped(String pod, Controller controller) {
        return bare(wrap(pod, controller));
    }

    static String wrap(String pod, Controller controller) {
        if (!pod.startsWith(POD)) throw new IllegalArgumentException(pod);
        StringBuilder text = new StringBuilder("apiVersion: " + controller.apiVersion + "\nkind: " + controller.kind
                + "\nmetadata:\n  name: controller\n");
        String indent = "";
        for (String key : controller.path.split("\\.", -1)) {
            text.append(indent).append(key).append(":\n");
            indent += "  ";
        }
        for (String line : pod.substring(POD.length()).lines().toList()) {
            text.append(indent).append(line).append('\n');
        }
        return text.toString();
    }

    /** Every workload of a text. */
    static List<Workload> all(String text) {
        List<Workload> workloads = new ArrayList<>();
        for (Manifest manifest : manifests("pod.yaml", text)) workloads.addAll(Workloads.of(manifest));
        return workloads;
    }

    static List<Manifest> manifests(String file, String text) {
        SourceText source = SourceText.of(file, text);
        List<Manifest> manifests = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            manifests.addAll(Manifest.of(source, (Document.Parsed) document));
        }
        return manifests;
    }

    private Pods() {}
}
