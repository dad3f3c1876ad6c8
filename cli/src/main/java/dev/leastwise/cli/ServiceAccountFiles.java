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
 * The service accounts of many inputs that decide about tokens. They may stand behind the pods that they decide for; few
 * files have any, and only those are read twice.
 */
final class ServiceAccountFiles {

    static List<Manifest> read(List<Input> inputs) {
        List<Manifest> accounts = new ArrayList<>();
        for (Input input : inputs) {
            try {
                byte[] bytes = input.read(Limits.INPUT_BYTES);
                if (bytes.length <= Limits.INPUT_BYTES) read(SourceText.decode(input.name(), bytes), accounts);
            } catch (IOException e) {
                // whoever reads it for good says so
            }
        }
        return accounts;
    }

    private static void read(SourceText source, List<Manifest> accounts) {
        if (!mayHold(source)) return;
        for (Document document : KubeReader.documents(source)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(source, parsed).resources()) {
                if (resource.manifest().kind().equals("ServiceAccount")) accounts.add(resource.manifest());
            }
        }
    }

    /** Whether it has the words of such an account. */
    private static boolean mayHold(SourceText source) {
        if (source.find("automountServiceAccountToken", 0) < 0) return false;
        for (int at = source.find("ServiceAccount", 0); at >= 0; at = source.find("ServiceAccount", at + 1)) {
            int end = at + "ServiceAccount".length();
            if (end >= source.length() || !Character.isLetter((char) source.bytes()[end])) return true;
        }
        return false;
    }

    private ServiceAccountFiles() {}
}
