package dev.leastwise.cli;

import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.source.Input;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that decide about pods of other inputs: service accounts about tokens, namespaces about standards. They may
 * stand behind these pods; few files have any, and only those are read twice.
 */
final class Elsewhere {

    private final boolean namespaces;
    private final List<Manifest> objects = new ArrayList<>();

    private Elsewhere(boolean namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * Those of all inputs.
     *
     * @param namespaces whether the labels of namespaces matter
     */
    static List<Manifest> read(List<Input> inputs, boolean namespaces) {
        Elsewhere elsewhere = new Elsewhere(namespaces);
        for (Input input : inputs) elsewhere.read(input);
        return elsewhere.objects;
    }

    private void read(Input input) {
        try {
            byte[] bytes = input.read(Limits.INPUT_BYTES);
            if (bytes.length <= Limits.INPUT_BYTES) read(SourceText.decode(input.name(), bytes));
        } catch (IOException e) {
            // whoever reads it for good says so
        }
    }

    private void read(SourceText source) {
        if (!mayHold(source)) return;
        for (Document document : KubeReader.documents(source)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(source, parsed).resources()) {
                String kind = resource.manifest().kind();
                if (kind.equals("ServiceAccount") || kind.equals("Namespace")) objects.add(resource.manifest());
            }
        }
    }

    private boolean mayHold(SourceText source) {
        if (namespaces && source.find("pod-security.kubernetes.io", 0) >= 0) return true;
        return holds(source, "automountServiceAccountToken") && holds(source, "ServiceAccount");
    }

    /** Whether a word is there that no longer one begins with. */
    private static boolean holds(SourceText source, String word) {
        for (int at = source.find(word, 0); at >= 0; at = source.find(word, at + 1)) {
            int end = at + word.length();
            if (end >= source.length() || !Character.isLetter((char) source.bytes()[end])) return true;
        }
        return false;
    }
}
