package dev.leastwise.sandbox.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMaps and Secrets of an input: the only ones that a pod run here can be given. */
public final class InputObjects {

    private static final String DEFAULT_NAMESPACE = "default";

    /** Which object. */
    private record Key(String kind, String namespace, String name) {}

    private final Map<Key, Manifest> objects = new HashMap<>();

    private InputObjects() {}

    /** Those among the objects of an input; the last of a name counts, as for kubectl apply. */
    public static InputObjects among(List<Manifest> manifests) {
        InputObjects found = new InputObjects();
        for (Manifest manifest : manifests) {
            boolean data =
                    manifest.kind().equals("ConfigMap") || manifest.kind().equals("Secret");
            if (!data || !manifest.apiVersion().equals("v1") || manifest.name().isEmpty()) continue;
            Key key = new Key(
                    manifest.kind(), namespace(manifest), manifest.name().get());
            found.objects.put(key, manifest);
        }
        return found;
    }

    static String namespace(Manifest manifest) {
        return manifest.namespace().orElse(DEFAULT_NAMESPACE);
    }

    /** What a ConfigMap holds, by its keys; empty where the input has none of that name. */
    public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
        return find("ConfigMap", namespace, name).map(manifest -> {
            Map<String, byte[]> data = new TreeMap<>();
            addText(manifest.root().get("data"), data);
            addBytes(manifest.root().get("binaryData"), data);
            return data;
        });
    }

    /** What a Secret holds, by its keys; empty where the input has none of that name. */
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return find("Secret", namespace, name).map(manifest -> {
            Map<String, byte[]> data = new TreeMap<>();
            addBytes(manifest.root().get("data"), data);
            addText(manifest.root().get("stringData"), data);
            return data;
        });
    }

    private Optional<Manifest> find(String kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(new Key(kind, namespace, name)));
    }

    private static void addText(KubeNode entries, Map<String, byte[]> data) {
        for (KubeNode entry : entries.fields()) {
            String text = entry.exists() ? entry.text().orElseThrow(() -> notText(entry)) : "";
            data.put(entry.name(), text.getBytes(UTF_8));
        }
    }

    private static Refused notText(KubeNode entry) {
        return new Refused(
                entry,
                "the API server refuses the object: " + entry.path() + " is no string",
                "put its value in quotes");
    }

    private static void addBytes(KubeNode entries, Map<String, byte[]> data) {
        for (KubeNode entry : entries.fields()) {
            String text = entry.exists() ? entry.text().orElseThrow(() -> notText(entry)) : "";
            try {
                // Go's decoder skips line ends (encoding/base64)
                data.put(
                        entry.name(),
                        Base64.getDecoder().decode(text.replace("\n", "").replace("\r", "")));
            } catch (IllegalArgumentException e) {
                throw new Refused(
                        entry,
                        "the API server refuses the object: " + entry.path() + " is no base64",
                        "encode its value, or write it as text under stringData");
            }
        }
    }
}
