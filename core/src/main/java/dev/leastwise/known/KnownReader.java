package dev.leastwise.known;

import dev.leastwise.known.KnownFindings.Entry;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Limits;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of known findings, and tells what is wrong with it. */
final class KnownReader {

    private static final String REMEDY = "write the file anew with --write-known";

    private final SourceText source;
    private final List<InputError> errors;

    private KnownReader(SourceText source, List<InputError> errors) {
        this.source = source;
        this.errors = errors;
    }

    /** The entries by their fingerprints. */
    static Map<String, Entry> read(String name, Path file, List<InputError> errors) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Limits.INPUT_BYTES + 1);
            if (bytes.length > Limits.INPUT_BYTES) throw new IOException("too large");
            SourceText source = SourceText.decode(name, bytes);
            return new KnownReader(source, errors).entries();
        } catch (IOException e) {
            String reason = Inputs.reason(e, "cannot be read");
            errors.add(InputError.of(name, reason, "check the path, or write the file with --write-known"));
            return Map.of();
        }
    }

    private Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        boolean empty = true;
        for (Document document : YamlReader.documents(source)) {
            empty = false;
            if (document instanceof Document.Parsed parsed) {
                KubeNode root = KubeNode.object(source, parsed.root());
                if (isOurs(root)) addAll(root.get("findings"), entries);
                else mistake(root, "this is no list of known findings");
            } else if (document instanceof Document.Broken broken) {
                errors.add(InputError.at(source.name(), source.position(broken.offset()), broken.fact(), REMEDY));
            }
        }
        if (empty) errors.add(InputError.of(source.name(), "the file is empty", REMEDY));
        return entries;
    }

    private static boolean isOurs(KubeNode root) {
        return root.get("schema").text().filter(KnownFindings.SCHEMA::equals).isPresent()
                && root.get("findings").isSequence();
    }

    private void addAll(KubeNode findings, Map<String, Entry> entries) {
        for (KubeNode item : findings.items()) {
            Optional<String> fingerprint = item.get("fingerprint").text().filter(KnownReader::isFingerprint);
            Optional<String> rule = item.get("rule").text();
            Optional<String> file = item.get("file").text();
            Optional<String> object = item.get("object").text();
            if (fingerprint.isEmpty() || rule.isEmpty() || file.isEmpty() || object.isEmpty()) {
                mistake(item, "an entry lacks its fingerprint, rule, file or object");
                continue;
            }
            Optional<String> container = item.get("container").text();
            entries.put(
                    fingerprint.get(),
                    new Entry(
                            rule.get(),
                            file.get(),
                            object.get(),
                            container,
                            item.get("fingerprint").location()));
        }
    }

    private void mistake(KubeNode node, String fact) {
        errors.add(InputError.at(source.name(), node.position(), fact, REMEDY));
    }

    private static boolean isFingerprint(String text) {
        return text.length() == 32 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
