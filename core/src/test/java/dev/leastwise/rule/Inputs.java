package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Contents;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** Judges several files together by one rule. */
final class Inputs {

    private final Rule rule;
    private final Judge judge;
    private final List<Finding> findings = new ArrayList<>();

    private Inputs(Rule rule, Target target) {
        this.rule = rule;
        this.judge = new Judge(List.of(rule), Grants.under(target));
    }

    static Inputs of(String rule) {
        return new Inputs(Rules.named(rule).orElseThrow(), Target.DEFAULT);
    }

    static Inputs of(String rule, Target target) {
        return new Inputs(Rules.named(rule).orElseThrow(), target);
    }

    Inputs file(String name, String text) {
        SourceText source = SourceText.of(name, text);
        for (Document document : YamlReader.documents(source)) {
            findings.addAll(judge.judge(Contents.of(source, (Document.Parsed) document)));
        }
        return this;
    }

    /** What is found, with the inventory's findings last. */
    List<Finding> findings() {
        findings.addAll(judge.inventoryFindings());
        assertThat(judge.crashes()).isEmpty();
        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.rule()).isEqualTo(rule.info().id()));
        return findings;
    }

    /** {@code FILE:LINE severity: message} of each finding. */
    List<String> lines() {
        return findings().stream().map(Inputs::line).toList();
    }

    static String line(Finding finding) {
        return finding.at().file() + ':' + finding.at().line() + ' '
                + finding.severity().id() + ": " + finding.message();
    }
}
