package dev.leastwise.cli;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a kubelet and its runtime did with a pod of {@code harness/pods}.
 *
 * @param about what the pod is about
 * @param exitCode what {@code run} promises to end with for that
 * @param refusals the words with which it, or a container of it, was refused
 * @param containers those that ran
 */
record KubeletAnswer(String pod, String about, int exitCode, List<String> refusals, Map<String, Ran> containers) {

    /**
     * A container that ended.
     *
     * @param says what it found out of itself
     */
    record Ran(int exit, List<String> says) {}

    /** What the runtime puts before its words: the steps that it was at, some with the id of a container. */
    private static final String STEPS = "^(failed to create containerd task: failed to create shim task: "
            + "OCI runtime create failed: runc create failed: "
            + "|failed to generate container \"ID\" spec: failed to generate spec: "
            + "|failed to create containerd container: "
            + "|Failed to create pod sandbox: (rpc error: code = Unknown desc = )?"
            + "(failed to start sandbox \"ID\": failed to generate sandbox container spec options: "
            + "failed to generate user string: )?"
            + "|Pod was rejected: |Pod \"[a-z-]+\" is invalid: )";

    /** Where the kubelet refused something: {@code run} says that in its own way, with the line. */
    private static final String PLACE = " \\(pod: \"[a-z-]+_default\\(UID\\)\", container: [a-z]+\\)$";

    /** Reads a recording. */
    static List<KubeletAnswer> in(Path recording, KubeletMachine machine) throws IOException {
        KubeNode root = root(recording);
        List<KubeletAnswer> answers = new ArrayList<>();
        for (KubeNode pod : root.get("pods").fields())
            answers.add(of(pod, root.get("usual").texts(), machine));
        return answers;
    }

    /** What the recording was made with. */
    static KubeNode versions(Path recording) throws IOException {
        return root(recording).get("versions");
    }

    private static KubeNode root(Path recording) throws IOException {
        SourceText source = SourceText.of("answers.json", Files.readString(recording));
        Document.Parsed document =
                (Document.Parsed) YamlReader.documents(source).iterator().next();
        return KubeNode.object(source, document.root());
    }

    private static KubeletAnswer of(KubeNode pod, List<String> usual, KubeletMachine machine) {
        List<KubeNode> refused = new ArrayList<>();
        List<KubeNode> codes = new ArrayList<>();
        Map<String, Ran> containers = new LinkedHashMap<>();
        if (pod.get("refused").exists()) refused.add(pod.get("refused"));
        for (KubeNode container : pod.get("containers").fields()) {
            if (container.get("refused").exists()) refused.add(container.get("refused"));
            codes.add(container.get("exit"));
            codes.add(container.get("refused").get("exitCode"));
            if (!container.get("exit").exists()) continue;
            List<String> says = new ArrayList<>(usual);
            says.removeAll(container.get("less").texts());
            says.addAll(container.get("more").texts());
            containers.put(container.name(), new Ran(code(container.get("exit")), machine.expected(says)));
        }
        // of a container that the runtime cannot start the kubelet says a code, and what is left of the pod goes on
        boolean started = refused.stream().allMatch(one -> one.get("exitCode").exists());
        int first = codes.stream()
                .mapToInt(KubeletAnswer::code)
                .filter(code -> code != 0)
                .findFirst()
                .orElse(0);
        return new KubeletAnswer(
                pod.name(),
                pod.get("about").text().orElseThrow(),
                started ? first : Exit.REFUSED,
                refused.stream().map(KubeletAnswer::words).toList(),
                containers);
    }

    private static int code(KubeNode node) {
        return node.integer().map(Math::toIntExact).orElse(0);
    }

    private static String words(KubeNode refused) {
        return refused.get("message")
                .text()
                .orElseThrow()
                .replaceFirst(STEPS, "")
                .replaceFirst(PLACE, "");
    }
}
