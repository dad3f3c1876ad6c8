package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.Contents;
import dev.leastwise.rule.RuleInfo.Example;
import dev.leastwise.rule.RuleInfo.Mended;
import dev.leastwise.source.SourceText;
import dev.leastwise.suppression.Suppressions;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds every rule to its own examples. */
class RulesTest {

    private static final String TODAY = "2026-06-30";

    @TestFactory
    Stream<DynamicNode> rules() {
        return Rules.ALL.stream()
                .map(rule -> dynamicContainer(
                        rule.info().id(),
                        Stream.concat(
                                Stream.of(dynamicTest("is described as the others are", () -> isDescribed(rule))),
                                rule.info().examples().stream()
                                        .flatMap(example -> Stream.of(
                                                dynamicTest(name(example), () -> isHeldTo(rule, example)),
                                                dynamicTest(mending(example), () -> isMended(rule, example)))))));
    }

    private static String name(Example example) {
        return example.bad()
                ? "finds " + example.verdict().id() + ' ' + example.severity().id()
                : "lets a near miss pass";
    }

    private static String mending(Example example) {
        return example.mended()
                .map(mended -> "mends that (" + mended.safety().id() + ')')
                .orElse("leaves it as it is");
    }

    private static void isDescribed(Rule rule) {
        RuleInfo info = rule.info();
        assertThat(info.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(info.title()).doesNotEndWith(".").isNotBlank();
        assertThat(info.why()).endsWith(".");
        assertThat(info.mayBreak()).endsWith(".");
        assertThat(info.remedy()).doesNotEndWith(".").isNotBlank();
        assertThat(info.examples()).anyMatch(Example::bad).anyMatch(example -> !example.bad());
    }

    private static void isHeldTo(Rule rule, Example example) {
        List<Finding> findings = judge(rule, example);
        assertThat(findings.stream()
                        .map(finding -> finding.at().line() + " " + finding.severity() + ' ' + finding.verdict()))
                .containsExactlyElementsOf(expected(example));
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule.info().id());
            assertThat(finding.message()).doesNotContain(Findings.CONTAINER).doesNotEndWith(".");
            boolean aboutText = finding.rule().equals("text-after-document-end") || rule instanceof SuppressionRule;
            assertThat(finding.path().isEmpty()).as("only text has no path").isEqualTo(aboutText);
        });
    }

    private static void isMended(Rule rule, Example example) {
        Example bare = example.unmarked();
        List<Finding> findings = judge(rule, bare);
        List<Fix> fixes = RuleFixes.wanted(findings);
        if (example.mended().isEmpty()) {
            assertThat(fixes).isEmpty();
            return;
        }
        Mended mended = example.mended().get();
        assertThat(RuleFixes.applied(bare.manifest(), findings)).isEqualTo(mended.manifest());
        assertThat(fixes.stream().map(Fix::safety).reduce(Safety.SAFE, Safety::lessSureOf))
                .isEqualTo(mended.safety());
        assertThat(fixes)
                .allSatisfy(fix -> assertThat(fix.title()).doesNotEndWith(".").isNotBlank());
        assertThat(RuleFixes.patched(bare.manifest(), findings)).isEqualTo(RuleFixes.trees(mended.manifest()));
        List<Finding> left = judge(rule, bare.withText(mended.manifest()));
        assertThat(RuleFixes.wanted(left)).as("fixes of what was mended").isEmpty();
        assertThat(weight(left)).as("findings that are left").isLessThan(weight(findings));
    }

    private static long weight(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> Stream.of(Severity.values())
                        .filter(severity -> finding.severity().compareTo(severity) <= 0))
                .count();
    }

    private static List<String> expected(Example example) {
        List<String> expected = new ArrayList<>();
        String[] lines = example.manifest().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].endsWith("# <--")) {
                expected.add((i + 1) + " " + example.severity() + ' ' + example.verdict());
            }
        }
        return expected;
    }

    static List<Finding> judge(Rule rule, Example example) {
        boolean ofSuppressions = rule instanceof SuppressionRule;
        List<Rule> rules = ofSuppressions ? Rules.ALL : List.of(rule);
        Suppressions suppressions = new Suppressions(() -> TODAY);
        Judge judge = new Judge(rules, example.grants());
        judge.askForFixes();
        SourceText source = SourceText.of("example.yaml", example.manifest());
        List<Finding> findings = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            assertThat(document).isInstanceOf(Document.Parsed.class);
            Contents contents = Contents.of(source, (Document.Parsed) document);
            findings.addAll(judge.judge(contents));
            suppressions.see(contents);
        }
        findings.addAll(judge.inventoryFindings());
        if (ofSuppressions) {
            findings.forEach(suppressions::of);
            findings = suppressions.findings((file, id) -> false);
            findings.removeIf(finding -> !finding.rule().equals(rule.info().id()));
        }
        assertThat(judge.crashes()).isEmpty();
        findings.sort(Finding.IN_FILE);
        return findings;
    }

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(Rules.ALL.stream().map(rule -> rule.info().id())).doesNotHaveDuplicates();
    }
}
