package dev.leastwise.cli;

import dev.leastwise.report.RulePages;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.RuleInfo;
import dev.leastwise.rule.Rules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code leastwise rules}. */
final class RulesCommand implements Command {

    private static final List<String> FORMATS = List.of("text", "json", "markdown");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "rules",
                "[ID]",
                ids(),
                Commands.SUMMARIES.getOrDefault("rules", ""),
                List.of(),
                List.of(Output.option(FORMATS, "text (default), json or markdown")));
    }

    private static Values ids() {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Rule rule : Rules.ALL) titles.put(rule.info().id(), rule.info().title());
        return Values.of(titles);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<Output> outputs = Output.read(arguments.values("output"), FORMATS);
        List<String> ids = arguments.operands();
        if (ids.size() > 1) throw new UsageError("rules shows one rule at a time; name one");
        for (Output output : outputs) {
            StringBuilder text = new StringBuilder();
            if (ids.isEmpty()) writeAll(output, text, console);
            else writeOne(named(ids.getFirst()), output, text, console);
            output.write(text, console);
        }
        return Exit.CLEAN;
    }

    private static void writeAll(Output output, StringBuilder text, Console console) {
        switch (output.format()) {
            case "json" -> RulePages.json(Rules.ALL.stream().map(Rule::info).toList(), text);
            case "markdown" -> text.append(RulePages.markdownIndex());
            default -> RulePages.catalogue(output.terminal(console), text);
        }
    }

    private static void writeOne(RuleInfo info, Output output, StringBuilder text, Console console) {
        switch (output.format()) {
            case "json" -> RulePages.json(List.of(info), text);
            case "markdown" -> text.append(RulePages.markdown(info));
            default -> RulePages.text(info, output.terminal(console), text);
        }
    }

    /** The rule of that id. */
    static RuleInfo named(String id) {
        return Rules.named(id).map(Rule::info).orElseThrow(() -> {
            String hint = Rules.nearest(id)
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("leastwise rules lists them");
            return new UsageError("no rule \"" + id + "\"; " + hint);
        });
    }
}
