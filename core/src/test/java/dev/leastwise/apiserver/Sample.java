package dev.leastwise.apiserver;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Judge;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A document with one object, which rules judge and the server answers. */
record Sample(SourceText source, Document.Parsed document, Manifest manifest) {

    static List<Sample> of(String text) {
        SourceText source = SourceText.of("sample.yaml", text);
        List<Sample> samples = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            Document.Parsed parsed = (Document.Parsed) document;
            samples.add(new Sample(source, parsed, Manifest.of(source, parsed).getFirst()));
        }
        return samples;
    }

    /** The examples of a rule that are about the newest version and kinds of Kubernetes' own. */
    static List<Sample> examples(Rule rule) {
        return rule.info().examples().stream()
                .filter(example -> example.target().equals(Target.DEFAULT))
                .flatMap(example -> of(example.manifest()).stream())
                .filter(sample -> List.of("", "apps", "batch").contains(sample.manifest.group()))
                .toList();
    }

    static List<Rule> rules(String... ids) {
        return Stream.of(ids).map(id -> Rules.named(id).orElseThrow()).toList();
    }

    List<Finding> findings(List<Rule> rules) {
        return new Judge(rules, Grants.under(Target.DEFAULT)).judge(Contents.of(source, document));
    }

    String text() {
        return source.text(0, source.length());
    }

    String name() {
        return manifest.kind() + " in document " + document.number();
    }
}
