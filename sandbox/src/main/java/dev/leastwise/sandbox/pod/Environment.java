package dev.leastwise.sandbox.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A container's variables, and what its command and arguments come to with them. */
public final class Environment {

    private final Pod pod;
    private final Container container;
    private final ImageConfig image;
    private final Map<String, String> declared;

    private Environment(Pod pod, Container container, ImageConfig image, Map<String, String> declared) {
        this.pod = pod;
        this.container = container;
        this.image = image;
        this.declared = declared;
    }

    /** The variables that the manifest gives it (kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables). */
    public static Environment of(Pod pod, Container container, ImageConfig image) {
        Map<String, String> declared = new LinkedHashMap<>();
        Environment environment = new Environment(pod, container, image, declared);
        for (KubeNode source : container.node().get("envFrom").items()) environment.addAll(source);
        for (KubeNode variable : container.node().get("env").items()) environment.add(variable);
        return environment;
    }

    /** All of them, each {@code NAME=VALUE}, in containerd's order: its own, the image's, the manifest's. */
    public List<String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", Entrypoint.DEFAULT_PATH);
        if (container.node().get("tty").isTrue()) all.put("TERM", "xterm");
        all.put("HOSTNAME", pod.hostname());
        for (String variable : image.environment()) {
            int equals = variable.indexOf('=');
            if (equals >= 0) all.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        all.putAll(declared);
        List<String> variables = new ArrayList<>(all.size());
        all.forEach((name, value) -> variables.add(name + '=' + value));
        return variables;
    }

    /** The program and its arguments: the manifest's over the image's (containerd internal/cri/opts WithProcessArgs). */
    public List<String> arguments() {
        List<String> command = expanded("command");
        List<String> arguments = expanded("args");
        List<String> all = new ArrayList<>(command.isEmpty() ? image.entrypoint() : command);
        all.addAll(command.isEmpty() && arguments.isEmpty() ? image.command() : arguments);
        if (all.isEmpty()) {
            throw new Refused(
                    container.node().get("image"),
                    "the runtime does not create container \"" + container.name() + "\": no command specified",
                    "set command");
        }
        return all;
    }

    public String workingDirectory() {
        Optional<String> manifest = container.node().get("workingDir").text().filter(text -> !text.isEmpty());
        return manifest.orElse(image.workingDirectory().isEmpty() ? "/" : image.workingDirectory());
    }

    /** The variables in a text that the manifest does not set, or sets to nothing. */
    public Set<String> missing(KubeNode text) {
        Set<String> missing = new TreeSet<>();
        Expansion.of(text.text().orElse(""), name -> {
            String value = declared.getOrDefault(name, "");
            if (value.isEmpty()) missing.add(name);
            return value;
        });
        return missing;
    }

    /** A text in which variables of the manifest may stand. */
    public String expanded(KubeNode text) {
        return Expansion.of(text.text().orElse(""), declared);
    }

    /** The same with values as they are written, in which nothing is put (kubernetes ExpandContainerCommandOnlyStatic). */
    public String withWritten(KubeNode text) {
        Map<String, String> written = new LinkedHashMap<>();
        for (KubeNode variable : container.node().get("env").items()) {
            String value = variable.get("value").text().orElse("");
            written.put(variable.get("name").text().orElse(""), value);
        }
        return Expansion.of(text.text().orElse(""), written);
    }

    private List<String> expanded(String field) {
        List<String> words = new ArrayList<>();
        for (KubeNode word : container.node().get(field).items()) words.add(expanded(word));
        return words;
    }

    private void addAll(KubeNode source) {
        String prefix = source.get("prefix").text().orElse("");
        KubeNode configMap = source.get("configMapRef");
        KubeNode reference = configMap.exists() ? configMap : source.get("secretRef");
        if (!reference.exists()) return;
        data(reference).ifPresent(data -> data.forEach((key, value) -> declared.put(prefix + key, text(value))));
    }

    private void add(KubeNode variable) {
        String name = variable.get("name").text().orElse("");
        String value = variable.get("value").text().orElse("");
        KubeNode from = variable.get("valueFrom");
        if (!value.isEmpty() || !from.exists()) {
            declared.put(name, Expansion.of(value, declared));
            return;
        }
        from(from).ifPresent(found -> declared.put(name, found));
    }

    private Optional<String> from(KubeNode from) {
        if (from.get("fieldRef").exists()) return Optional.of(new DownwardApi(pod).field(from.get("fieldRef")));
        if (from.get("resourceFieldRef").exists()) {
            return Optional.of(new DownwardApi(pod).resource(from.get("resourceFieldRef"), container));
        }
        if (from.get("fileKeyRef").exists()) {
            throw new Refused(
                    from, "a variable from a file of a volume (fileKeyRef) is not read here", "set its value");
        }
        KubeNode configMap = from.get("configMapKeyRef");
        return key(configMap.exists() ? configMap : from.get("secretKeyRef"));
    }

    private Optional<String> key(KubeNode reference) {
        Optional<Map<String, byte[]>> data = data(reference);
        if (data.isEmpty()) return Optional.empty();
        String key = reference.get("key").text().orElse("");
        byte[] value = data.get().get(key);
        if (value != null) return Optional.of(text(value));
        if (reference.get("optional").isTrue()) return Optional.empty();
        String kind = isSecret(reference) ? "Secret" : "ConfigMap";
        throw refused(
                reference.get("key"),
                "couldn't find key " + key + " in " + kind + ' ' + pod.namespace() + '/' + name(reference),
                "add the key, or make it optional");
    }

    private Optional<Map<String, byte[]>> data(KubeNode reference) {
        boolean secret = isSecret(reference);
        Optional<Map<String, byte[]>> data = secret
                ? pod.input().secret(pod.namespace(), name(reference))
                : pod.input().configMap(pod.namespace(), name(reference));
        if (data.isPresent() || reference.get("optional").isTrue()) return data;
        throw refused(
                reference,
                (secret ? "secret \"" : "configmap \"") + name(reference) + "\" not found",
                "put it in the same file");
    }

    private static boolean isSecret(KubeNode reference) {
        return reference.name().startsWith("secret");
    }

    private static String name(KubeNode reference) {
        return reference.get("name").text().orElse("");
    }

    private Refused refused(KubeNode at, String words, String remedy) {
        return new Refused(at, "the kubelet refuses container \"" + container.name() + "\": " + words, remedy);
    }

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }
}
