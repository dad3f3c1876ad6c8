package dev.leastwise.report;

import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rule.Case;
import dev.leastwise.rule.RuleInfo;
import dev.leastwise.rule.RuleInfo.Example;
import dev.leastwise.rule.RuleInfo.Mended;
import dev.leastwise.rule.Rules;
import java.util.List;
import java.util.Optional;

/** Writes the catalogue of rules for terminals, as pages of Markdown and as JSON, all from what rules say of themselves. */
public final class RulePages {

    /** A line a rule: its id, its severities, its title. */
    public static void catalogue(Terminal terminal, StringBuilder out) {
        int width = 0;
        for (Rule rule : Rules.ALL) width = Math.max(width, rule.info().id().length());
        for (Rule rule : Rules.ALL) {
            RuleInfo info = rule.info();
            out.append(terminal.bold(info.id())).repeat(' ', width - info.id().length());
            out.append("  ").append(info.title());
            out.append(terminal.faint(" (" + severities(info) + ")")).append('\n');
        }
        out.append(terminal.faint("\nOne rule with its reason and examples: leastwise rules ID"))
                .append('\n');
    }

    /** All about one rule. */
    public static void text(RuleInfo info, Terminal terminal, StringBuilder out) {
        out.append(terminal.bold(info.id())).append(": ").append(info.title());
        out.append(terminal.faint(" (" + severities(info) + ")")).append("\n\n");
        int width = Math.min(terminal.width(), 100);
        section("Why", info.why(), terminal, width, out);
        section("Fix", sentence(info.remedy()), terminal, width, out);
        section("What may break", info.mayBreak(), terminal, width, out);
        cases(info, terminal, width, out);
        for (Example example : info.examples()) {
            out.append(terminal.bold(title(example))).append("\n\n");
            out.append(example.manifest().indent(2)).append('\n');
            if (example.mended().isEmpty()) continue;
            Mended mended = example.mended().get();
            out.append(terminal.bold(title(mended))).append("\n\n");
            out.append(mended.manifest().indent(2)).append('\n');
        }
    }

    private static void section(String title, String text, Terminal terminal, int width, StringBuilder out) {
        out.append(terminal.bold(title)).append('\n');
        Columns.wrap(text, "  ", width, out);
        out.append('\n');
    }

    private static List<Case> cases(RuleInfo info) {
        return Rules.named(info.id()).map(Rule::cases).orElse(List.of());
    }

    private static void cases(RuleInfo info, Terminal terminal, int width, StringBuilder out) {
        List<Case> cases = cases(info);
        if (cases.isEmpty()) return;
        out.append(terminal.bold("In particular")).append('\n');
        for (Case named : cases) {
            Columns.wrap(named.name() + " (" + severity(named) + "): " + named.text(), "  ", width, out);
        }
        out.append('\n');
    }

    private static String severity(Case named) {
        return named.severity().map(Severity::id).orElse("not reported");
    }

    private static void markdownCases(RuleInfo info, StringBuilder page) {
        List<Case> cases = cases(info);
        if (cases.isEmpty()) return;
        page.append("## In particular\n\n| name | severity | |\n| --- | --- | --- |\n");
        for (Case named : cases) {
            page.append("| ").append(named.name()).append(" | ").append(severity(named));
            page.append(" | ").append(named.text()).append(" |\n");
        }
        page.append('\n');
    }

    /** The page of docs/rules. */
    public static String markdown(RuleInfo info) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(info.id()).append("\n\n");
        page.append(info.title())
                .append(". Severity: ")
                .append(severities(info))
                .append(".\n\n");
        page.append("## Why\n\n").append(info.why()).append("\n\n");
        page.append("## Fix\n\n").append(sentence(info.remedy())).append("\n\n");
        page.append("## What may break\n\n").append(info.mayBreak()).append("\n\n");
        markdownCases(info, page);
        page.append("## Examples\n");
        for (Example example : info.examples()) {
            markdownExample(title(example), example.manifest(), page);
            example.mended().ifPresent(mended -> markdownExample(title(mended), mended.manifest(), page));
        }
        return page.toString();
    }

    private static void markdownExample(String title, String manifest, StringBuilder page) {
        page.append('\n')
                .append(title)
                .append(":\n\n```yaml\n")
                .append(manifest)
                .append("```\n");
    }

    /** The page that lists all of them. */
    public static String markdownIndex() {
        StringBuilder page = new StringBuilder("# Rules\n\n| rule | finds | severity |\n| --- | --- | --- |\n");
        for (Rule rule : Rules.ALL) {
            RuleInfo info = rule.info();
            page.append("| [").append(info.id()).append("](").append(info.id()).append(".md) | ");
            page.append(info.title().replace("|", "\\|"))
                    .append(" | ")
                    .append(severities(info))
                    .append(" |\n");
        }
        return page.toString();
    }

    /** The given rules as an array. */
    public static void json(List<RuleInfo> rules, StringBuilder out) {
        JsonWriter json = new JsonWriter(out);
        json.object().field("schema", "leastwise.dev/rules/v1");
        json.name("rules").array();
        for (RuleInfo info : rules) {
            json.object().field("id", info.id()).field("title", info.title());
            json.name("severities").array();
            for (Severity severity : info.severities()) json.value(severity.id());
            json.endArray();
            json.field("why", info.why()).field("remedy", info.remedy()).field("mayBreak", info.mayBreak());
            json.name("cases").array();
            for (Case named : cases(info)) {
                json.object().field("name", named.name());
                json.field("severity", named.severity().map(Severity::id))
                        .field("text", named.text())
                        .endObject();
            }
            json.endArray();
            json.name("examples").array();
            for (Example example : info.examples()) {
                json.object().field("bad", example.bad()).field("manifest", example.manifest());
                becomes(example, json);
                json.endObject();
            }
            json.endArray().endObject();
        }
        json.endArray().endObject();
        out.append('\n');
    }

    private static void becomes(Example example, JsonWriter json) {
        if (example.mended().isEmpty()) {
            json.field("becomes", Optional.empty());
            return;
        }
        Mended mended = example.mended().get();
        json.name("becomes").object();
        json.field("safety", mended.safety().id()).field("manifest", mended.manifest());
        json.endObject();
    }

    private static String severities(RuleInfo info) {
        StringBuilder severities = new StringBuilder();
        for (Severity severity : info.severities()) {
            severities.append(severities.isEmpty() ? "" : ", ").append(severity.id());
        }
        return severities.toString();
    }

    private static String title(Example example) {
        StringBuilder title = new StringBuilder(example.bad() ? "Bad" : "Good");
        if (example.bad()) {
            title.append(", ").append(example.severity().id());
            if (example.verdict() == Verdict.UNDECIDED) title.append(", undecided");
        }
        Target target = example.target();
        if (target.runtime() != Target.DEFAULT.runtime())
            title.append(", under ").append(target.runtime().title());
        if (target.kubernetes() != Target.DEFAULT.kubernetes())
            title.append(", under v1.").append(target.kubernetes());
        if (target.seccompDefault()) title.append(", with the kubelet's seccompDefault");
        target.lsm().ifPresent(lsm -> title.append(", on hosts with --lsm ").append(lsm.id()));
        if (example.image().isPresent()) title.append(", with the image known");
        return title.toString();
    }

    private static String title(Mended mended) {
        return switch (mended.safety()) {
            case SAFE -> "Becomes, with nothing changed for what runs";
            case NEEDS_TEST -> "Becomes, to be tested";
            case SHOW_ONLY -> "May become";
        };
    }

    private static String sentence(String remedy) {
        return Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }

    private RulePages() {}
}
