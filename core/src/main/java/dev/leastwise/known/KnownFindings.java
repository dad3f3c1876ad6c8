package dev.leastwise.known;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.Location;
import dev.leastwise.suppression.Suppressions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** What a file of {@code --known} names, and what of it a run has found again. */
public final class KnownFindings {

    public static final String SCHEMA = "leastwise.dev/known/v1";

    /**
     * A finding that is known.
     *
     * @param file from the root of its repository
     * @param object its kind and name
     * @param at where the file names it
     */
    record Entry(String rule, String file, String object, Optional<String> container, Location at) {

        String words() {
            String of = container.map(name -> ", container \"" + name + '"').orElse("");
            return "\"" + rule + "\" of " + object + of + " in " + file;
        }
    }

    private static final ObjectName OBJECT =
            new ObjectName(SCHEMA, "KnownFindings", Optional.empty(), Optional.empty(), Optional.empty());

    private final String name;
    private final Map<String, Entry> byFingerprint;
    private final Set<String> foundAgain = new HashSet<>();

    private KnownFindings(String name, Map<String, Entry> byFingerprint) {
        this.name = name;
        this.byFingerprint = byFingerprint;
    }

    /** Reads a file; where errors are added, nothing may be asked of it. */
    public static KnownFindings read(String name, Path file, List<InputError> errors) {
        return new KnownFindings(name, KnownReader.read(name, file, errors));
    }

    /** Suppresses a finding that is known. */
    public Optional<Suppression> of(String fingerprint) {
        if (!byFingerprint.containsKey(fingerprint)) return Optional.empty();
        foundAgain.add(fingerprint);
        return Optional.of(new Suppression(Suppression.By.KNOWN, "recorded in " + name, Optional.empty()));
    }

    /**
     * Names the entries that have not been found again, of inputs that were read.
     *
     * @param isOff whether a rule is switched off for an input
     */
    public List<Finding> gone(Inputs inputs, BiPredicate<String, String> isOff) {
        Map<String, String> read = new HashMap<>();
        for (Input input : inputs.found()) read.put(Fingerprints.place(input.name()), input.name());
        List<String> folders = new ArrayList<>();
        for (Path folder : inputs.folders()) {
            folders.add(Fingerprints.folder(folder.resolve("file").toString()));
        }
        List<Finding> findings = new ArrayList<>();
        byFingerprint.forEach((fingerprint, entry) -> {
            if (foundAgain.contains(fingerprint) || Suppressions.mayBeUsed(entry.rule())) return;
            String input = read.get(entry.file());
            if (input == null && folders.stream().noneMatch(folder -> lies(entry.file(), folder))) return;
            if (input != null && isOff.test(input, entry.rule())) return;
            findings.add(Rules.UNUSED_SUPPRESSION.finding(
                    Severity.INFO,
                    "the known finding " + entry.words() + " is gone",
                    "take it out of the file, or write the file anew with --write-known",
                    entry.at(),
                    1,
                    OBJECT));
        });
        return findings;
    }

    private static boolean lies(String file, String folder) {
        return folder.isEmpty() || file.startsWith(folder + '/');
    }
}
