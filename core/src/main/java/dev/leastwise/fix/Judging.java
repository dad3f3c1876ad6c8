package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.Manifest;
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

/**
 * How a file is judged, before it is mended and after that.
 *
 * @param settings what a configuration says of the file
 * @param templates where its custom resources keep pod templates
 * @param elsewhere objects of other inputs that bear on what is found in this one
 * @param settling makes of the findings in the documents of a text what people have said of them
 */
public record Judging(
        List<Rule> rules,
        Grants grants,
        Settings settings,
        List<CustomTemplate> templates,
        List<Manifest> elsewhere,
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
        settled.sort(Finding.IN_FILE);
        return new Judged(source, documents, contents, settled, pods, judge.crashes());
    }
}
