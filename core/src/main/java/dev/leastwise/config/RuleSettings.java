package dev.leastwise.config;

import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.rule.Numbers;
import dev.leastwise.rule.Parameter;
import dev.leastwise.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says under {@code rules}.
 *
 * @param settings by rule
 * @param parameters by the keys of the parameters
 */
record RuleSettings(Map<String, RuleSetting> settings, Map<String, Numbers> parameters) {

    static final String SEVERITY = "severity";

    static RuleSettings read(KubeNode node, Mistakes mistakes) {
        RuleSettings read = new RuleSettings(new HashMap<>(), new HashMap<>());
        if (!mistakes.isMapping(node, List.of())) return read;
        for (KubeNode field : node.fields()) {
            Optional<Rule> rule = mistakes.rule(field, field.name());
            if (rule.isPresent() && field.exists()) read.take(rule.get(), field, mistakes);
        }
        return read;
    }

    private void take(Rule rule, KubeNode field, Mistakes mistakes) {
        String id = field.name();
        if (!field.isMapping()) {
            setting(field, mistakes).ifPresent(setting -> settings.put(id, setting));
            return;
        }
        List<String> keys = new ArrayList<>(List.of(SEVERITY));
        for (Parameter parameter : rule.parameters()) keys.add(parameter.name());
        mistakes.unknownKeys(field, keys);
        KubeNode severity = field.get(SEVERITY);
        if (severity.exists()) setting(severity, mistakes).ifPresent(setting -> settings.put(id, setting));
        for (Parameter parameter : rule.parameters()) {
            KubeNode given = field.get(parameter.name());
            if (given.exists()) parameters.put(parameter.key(), numbers(parameter, given, mistakes));
        }
    }

    /** YAML 1.1 reads {@code off} as false. */
    private static Optional<RuleSetting> setting(KubeNode node, Mistakes mistakes) {
        if (node.isFalse() || node.text().filter("off"::equals).isPresent()) return Optional.of(RuleSetting.OFF);
        if (node.isTrue() || node.text().filter("on"::equals).isPresent()) return Optional.of(RuleSetting.ON);
        Optional<Severity> severity = node.text().flatMap(Severity::of);
        if (severity.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("off", "on"));
            for (Severity known : Severity.values()) words.add(known.id());
            if (node.isScalar()) mistakes.noneOf(node, node.scalar().shown(), "setting of a rule", words);
            else
                mistakes.value(
                        node, "\"" + node.name() + "\" is a list", "write off, on, a severity or { parameters }");
        }
        return severity.map(RuleSetting::of);
    }

    private static Numbers numbers(Parameter parameter, KubeNode node, Mistakes mistakes) {
        Numbers all = Numbers.NONE;
        for (KubeNode item : mistakes.items(node, "numbers")) {
            String text = item.isScalar() && !(item.scalar() instanceof KubeValue.Null)
                    ? item.scalar().shown()
                    : "";
            Optional<Numbers> numbers =
                    Numbers.of(text).filter(given -> given.within(parameter.least(), parameter.most()));
            if (numbers.isEmpty()) {
                mistakes.value(
                        item,
                        "\"" + text + "\" is no number or range from " + parameter.least() + " to " + parameter.most(),
                        "write them as in [80, 8000-8999]");
            }
            all = numbers.map(all::and).orElse(all);
        }
        return all;
    }
}
