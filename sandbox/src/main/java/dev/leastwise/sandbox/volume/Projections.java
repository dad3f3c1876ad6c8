package dev.leastwise.sandbox.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.sandbox.pod.DownwardApi;
import dev.leastwise.sandbox.pod.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files that a volume of an object is to have (kubernetes pkg/volume: configmap, secret and projected MakePayload,
 * downwardapi CollectData). A cluster's own are left out and noted: no API server signs tokens here.
 */
final class Projections {

    private static final int DEFAULT_MODE = 0644;
    private static final int PERMISSIONS = 0777;
    /** What every namespace of a cluster has. */
    private static final String CLUSTER_CERTIFICATE = "kube-root-ca.crt";

    private static final String ADD_OBJECT = "put it in the same input, or make it optional";

    private final Pod pod;
    private final String volume;
    private final List<String> notes;
    private final Map<String, Projection> files = new TreeMap<>();

    private Projections(Pod pod, String volume, List<String> notes) {
        this.pod = pod;
        this.volume = volume;
        this.notes = notes;
    }

    /**
     * The files of a volume, by their paths.
     *
     * @param notes takes what is left out
     */
    static Map<String, Projection> of(Pod pod, String volume, KubeNode source, List<String> notes) {
        Projections projections = new Projections(pod, volume, notes);
        int mode = mode(source.get("defaultMode"), DEFAULT_MODE);
        switch (source.name()) {
            case "configMap", "secret", "downwardAPI" -> projections.add(source, mode);
            default -> projections.addAll(source.get("sources").items(), mode);
        }
        return projections.files;
    }

    /** All of them, and what is wrong with any as one error (apimachinery pkg/util/errors). */
    private void addAll(List<KubeNode> sources, int mode) {
        Set<String> words = new LinkedHashSet<>();
        List<String> remedies = new ArrayList<>();
        for (KubeNode item : sources) {
            for (KubeNode source : item.fields()) {
                try {
                    add(source, mode);
                } catch (Failure e) {
                    words.add(e.words());
                    remedies.add(e.remedy());
                }
            }
        }
        if (words.size() == 1) throw new Failure(String.join("", words), remedies.getFirst());
        if (!words.isEmpty()) throw new Failure('[' + String.join(", ", words) + ']', remedies.getFirst());
    }

    private void add(KubeNode source, int mode) {
        switch (source.name()) {
            case "configMap" -> add(source, "configmap", mode);
            case "secret" -> add(source, "secret", mode);
            case "downwardAPI" -> source.get("items").items().forEach(item -> addField(item, mode));
            case "serviceAccountToken" ->
                leaveOut(source.get("path").text().orElse("token"), "no API server is here to sign it");
            case "clusterTrustBundle", "podCertificate" -> leaveOut(source.name(), "no API server is here to give it");
            default -> throw new Failure("unknown source " + source.name(), "remove it");
        }
    }

    private void leaveOut(String what, String why) {
        notes.add("volume \"" + volume + "\": " + what + " is left out: " + why);
    }

    private void add(KubeNode source, String kind, int mode) {
        boolean optional = source.get("optional").isTrue();
        String name = source.get(source.get("secretName").exists() ? "secretName" : "name")
                .text()
                .orElse("");
        Optional<Map<String, byte[]>> data = kind.equals("secret")
                ? pod.input().secret(pod.namespace(), name)
                : pod.input().configMap(pod.namespace(), name);
        if (data.isEmpty() && name.equals(CLUSTER_CERTIFICATE)) {
            leaveOut("configMap " + name, "no cluster is here that it belongs to");
            return;
        }
        if (data.isEmpty() && !optional) throw new Failure(kind + " \"" + name + "\" not found", ADD_OBJECT);
        add(source.get("items").items(), data.orElse(Map.of()), kind, new Defaults(mode, optional));
    }

    /** What holds for all keys of an object. */
    private record Defaults(int mode, boolean optional) {}

    private void add(List<KubeNode> items, Map<String, byte[]> data, String kind, Defaults defaults) {
        if (items.isEmpty()) data.forEach((key, value) -> files.put(key, new Projection(value, defaults.mode)));
        for (KubeNode item : items) {
            String key = item.get("key").text().orElse("");
            byte[] value = data.get(key);
            if (value != null) {
                String path = item.get("path").text().orElse("");
                files.put(path, new Projection(value, mode(item.get("mode"), defaults.mode)));
            } else if (!defaults.optional) {
                String words = kind.equals("secret")
                        ? "references non-existent secret key: "
                        : "configmap references non-existent config key: ";
                throw new Failure(words + key, "add the key, or make it optional");
            }
        }
    }

    private void addField(KubeNode item, int mode) {
        DownwardApi api = new DownwardApi(pod);
        KubeNode field = item.get("fieldRef");
        String value = field.exists()
                ? api.field(field)
                : api.resource(
                        item.get("resourceFieldRef"),
                        pod.workload().containers().getFirst());
        String path = item.get("path").text().orElse("");
        files.put(path, new Projection(value.getBytes(UTF_8), mode(item.get("mode"), mode)));
    }

    private static int mode(KubeNode node, int otherwise) {
        return node.integer().map(mode -> (int) (mode & PERMISSIONS)).orElse(otherwise);
    }
}
