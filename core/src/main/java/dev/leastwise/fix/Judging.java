package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.privilege.Grants;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.PodScope;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How a file is judged, before it is mended and after that.
 *
 * @param settings what a configuration says of the file
 * @param templates where its custom resources keep pod templates
 * @param elsewhere objects of other inputs that bear on what is found in this one
 * @param standards whose violations are findings, too
 * @param settling makes of the findings in the documents of a text what people have said of them
 */
public record Judging(
        List<Rule> rules,
        Grants grants,
        Settings settings,
        List<CustomTemplate> templates,
        List<Manifest> elsewhere,
        Demand standards,
        BiFunction<List<Contents>, List<Finding>, List<Finding>> settling) {

    /** What is found in a text. */
    Judged judge(SourceText source, List<Document> documents) {
        Judge judge = new Judge(rules, grants);
        judge.askForFixes();
        elsewhere.forEach(judge::see);
        List<PodScope> pods = new ArrayList<>();
        judge.watch(pods::add);
        List<Contents> contents = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Document document : documents) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            Contents read = Contents.of(source, parsed, templates);
            contents.add(read);
            findings.addAll(judge.judge(read, settings));
        }
        findings.addAll(judge.inventoryFindings());
        List<Finding> settled = new ArrayList<>(settling.apply(contents, findings));
        List<String> crashes = new ArrayList<>(judge.crashes());
        addViolations(contents, pods, settled, crashes);
        settled.sort(Finding.IN_FILE);
        return new Judged(source, documents, contents, settled, pods, crashes);
    }

    private void addViolations(
            List<Contents> contents, List<PodScope> pods, List<Finding> findings, List<String> crashes) {
        List<Manifest> objects = new ArrayList<>(elsewhere);
        for (Contents read : contents) {
            for (Resource resource : read.resources()) objects.add(resource.manifest());
        }
        Function<Workload, List<Standard>> demanded = standards.among(objects);
        for (PodScope pod : pods) {
            for (Standard standard : demanded.apply(pod.workload())) {
                try {
                    findings.addAll(Violations.of(pod, standard));
                } catch (RuntimeException | StackOverflowError e) {
                    crashes.add(pod.manifest().source().name() + ": internal error in the fixes for " + standard.id()
                            + ": " + e + "; please report it at https://leastwise.dev/issues");
                }
            }
        }
    }
}
