package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fingerprints;
import dev.leastwise.finding.Suppression;
import dev.leastwise.known.KnownFindings;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.Input;
import dev.leastwise.source.Inputs;
import dev.leastwise.suppression.Suppressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of findings by what people have said: configurations, suppressions in the files, known findings. */
final class Verdicts {

    private final Inputs inputs;
    private final Optional<Configurations> configurations;
    private final Optional<Suppressions> suppressions;
    private final Optional<KnownFindings> known;

    Verdicts(
            Inputs inputs,
            Optional<Configurations> configurations,
            Optional<Suppressions> suppressions,
            Optional<KnownFindings> known) {
        this.inputs = inputs;
        this.configurations = configurations;
        this.suppressions = suppressions;
        this.known = known;
    }

    /** What those who judge a file are told. */
    Settings settings(String file) {
        return configurations.isEmpty() ? Settings.NONE : configurations.get().settings(file);
    }

    /** Where the custom resources of a file keep pod templates. */
    List<CustomTemplate> templates(Input input) {
        return settings(input.name()).templates();
    }

    /** Takes note of what a document says of the findings in it. */
    void see(Contents contents) {
        if (suppressions.isPresent()) suppressions.get().see(contents);
    }

    /**
     * All findings in their order, those marked that do not count, with what is wrong with the suppressions.
     *
     * @param allRead whether every input was read and judged
     */
    List<Finding> on(List<Finding> judged, boolean allRead) {
        List<Finding> findings = new ArrayList<>(judged);
        if (configurations.isPresent()) configure(findings, configurations.get());
        sort(findings);
        Fingerprints fingerprints = new Fingerprints(List.copyOf(findings));
        for (int i = 0; i < findings.size(); i++) {
            Optional<Suppression> suppression = suppression(findings.get(i), i, fingerprints);
            if (suppression.isPresent()) findings.set(i, findings.get(i).suppressed(suppression.get()));
        }
        int before = findings.size();
        addFaults(findings, allRead);
        if (findings.size() > before) sort(findings);
        return findings;
    }

    /** The findings in the documents of one text, without those that are off, those marked that do not count. */
    List<Finding> settle(List<Contents> contents, List<Finding> judged) {
        List<Finding> findings = new ArrayList<>(judged);
        if (configurations.isPresent()) configure(findings, configurations.get());
        Optional<Suppressions> ofText = suppressions.map(Suppressions::fresh);
        if (ofText.isPresent()) contents.forEach(ofText.get()::see);
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            Optional<Suppression> said = ofText.flatMap(text -> text.of(finding))
                    .or(() -> configurations.flatMap(configured -> configured.allowing(finding)));
            if (said.isPresent()) findings.set(i, finding.suppressed(said.get()));
        }
        return findings;
    }

    private static void configure(List<Finding> findings, Configurations configurations) {
        findings.removeIf(finding -> configurations.isOff(finding.at().file(), finding.rule()));
        findings.replaceAll(configurations::apply);
    }

    /** All that say something of a finding are asked, so that none of them is taken for unused. */
    private Optional<Suppression> suppression(Finding finding, int index, Fingerprints fingerprints) {
        Optional<Suppression> said =
                suppressions.isPresent() ? suppressions.get().of(finding) : Optional.empty();
        if (configurations.isPresent()) {
            Optional<Suppression> allowed = configurations.get().allowing(finding);
            if (said.isEmpty()) said = allowed;
        }
        if (known.isPresent()) {
            Optional<Suppression> recorded = known.get().of(fingerprints.of(index));
            if (said.isEmpty()) said = recorded;
        }
        return said;
    }

    private void addFaults(List<Finding> findings, boolean allRead) {
        if (suppressions.isPresent()) {
            List<Finding> faults = suppressions.get().findings(this::isOff);
            if (configurations.isPresent()) configure(faults, configurations.get());
            findings.addAll(faults);
        }
        if (configurations.isPresent()) findings.addAll(configurations.get().findings(allRead));
        if (known.isPresent() && allRead) findings.addAll(known.get().gone(inputs, this::isOff));
    }

    private boolean isOff(String file, String rule) {
        return configurations.isPresent() && configurations.get().isOff(file, rule);
    }

    /** As the files were walked, those of configurations behind them, then by line, column and rule. */
    private void sort(List<Finding> findings) {
        Map<String, Integer> order = new HashMap<>();
        for (Input input : inputs.found()) order.put(input.name(), order.size());
        findings.sort((a, b) -> {
            int byFile = Integer.compare(
                    order.getOrDefault(a.at().file(), order.size()), order.getOrDefault(b.at().file(), order.size()));
            return byFile != 0 ? byFile : Finding.IN_FILE.compare(a, b);
        });
    }
}
