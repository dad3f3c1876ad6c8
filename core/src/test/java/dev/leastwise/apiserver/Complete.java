package dev.leastwise.apiserver;

import dev.leastwise.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to an object what the API server asks of its kind, where examples leave it out. */
final class Complete {

    static Map<String, Object> of(Manifest manifest) {
        Map<String, Object> object = Json.object(manifest.root());
        Map<String, Object> metadata = Json.field(object, "metadata");
        metadata.remove("namespace");
        metadata.putIfAbsent("name", Json.text("web"));
        Map<String, Object> spec = Json.field(object, "spec");
        switch (manifest.kind()) {
            case "Pod" -> pod(spec);
            case "PodTemplate" -> {
                object.remove("spec");
                pod(Json.field(Json.field(object, "template"), "spec"));
            }
            case "Job" -> job(spec);
            case "CronJob" -> {
                spec.putIfAbsent("schedule", Json.text("0 4 * * *"));
                job(Json.field(Json.field(spec, "jobTemplate"), "spec"));
            }
            case "ReplicationController" -> controller(spec, Json.field(spec, "selector"));
            default -> controller(spec, Json.field(Json.field(spec, "selector"), "matchLabels"));
        }
        return object;
    }

    private static void job(Map<String, Object> spec) {
        Map<String, Object> podSpec = Json.field(Json.field(spec, "template"), "spec");
        podSpec.putIfAbsent("restartPolicy", Json.text("Never"));
        pod(podSpec);
    }

    private static void controller(Map<String, Object> spec, Map<String, Object> selector) {
        Map<String, Object> template = Json.field(spec, "template");
        selector.putIfAbsent("made", Json.text("up"));
        Json.field(Json.field(template, "metadata"), "labels").putAll(selector);
        pod(Json.field(template, "spec"));
    }

    private static void pod(Map<String, Object> spec) {
        List<Map<String, Object>> volumes = new ArrayList<>(Json.items(spec, "volumes"));
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Map<String, Object> container : Json.items(spec, list)) {
                for (Map<String, Object> mount : Json.items(container, "volumeMounts")) {
                    Object name = mount.get("name");
                    if (volumes.stream().anyMatch(volume -> name.equals(volume.get("name")))) continue;
                    volumes.add(new TreeMap<>(Map.of("name", name)));
                }
            }
        }
        if (!volumes.isEmpty()) spec.put("volumes", volumes);
    }

    private Complete() {}
}
