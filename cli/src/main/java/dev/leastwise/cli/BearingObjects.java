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
 * Objects of many inputs that bear on pods in others, behind which they may stand: service accounts that decide about tokens,
 * and namespaces that name standards. Few files have any, and only those are read twice.
 */
final class BearingObjects {

    /** What begins the labels of namespaces; one without them names no standard that refuses anything. */
    private static final String LABEL = "pod-security.kubernetes.io/enforce";

    private final boolean withNamespaces;
    private final List<Manifest> found = new ArrayList<>();

    private BearingObjects(boolean withNamespaces) {
        this.withNamespaces = withNamespaces;
    }

    static List<Manifest> of(List<Input> inputs, boolean withNamespaces) {
        BearingObjects objects = new BearingObjects(withNamespaces);
        for (Input input : inputs) {
            try {
                byte[] bytes = input.read(Limits.INPUT_BYTES);
                if (bytes.length <= Limits.INPUT_BYTES) objects.read(SourceText.decode(input.name(), bytes));
            } catch (IOException e) {
                // whoever reads it for good says so
            }
        }
        return objects.found;
    }

    private void read(SourceText source) {
        boolean hasNamespaces = withNamespaces && source.find(LABEL, 0) >= 0;
        if (!hasNamespaces && !mayHoldAccounts(source)) return;
        for (Document document : KubeReader.documents(source)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(source, parsed).resources()) {
                String kind = resource.manifest().kind();
                if (kind.equals("ServiceAccount") || (hasNamespaces && kind.equals("Namespace"))) {
                    found.add(resource.manifest());
                }
            }
        }
    }

    /** Whether it has the words of a service account that decides. */
    private static boolean mayHoldAccounts(SourceText source) {
        if (source.find("automountServiceAccountToken", 0) < 0) return false;
        for (int at = source.find("ServiceAccount", 0); at >= 0; at = source.find("ServiceAccount", at + 1)) {
            int end = at + "ServiceAccount".length();
            if (end >= source.length() || !Character.isLetter((char) source.bytes()[end])) return true;
        }
        return false;
    }
}
