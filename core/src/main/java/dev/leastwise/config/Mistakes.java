package dev.leastwise.config;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Nearest;
import java.util.List;
import java.util.Optional;

/** Takes values out of a configuration, and notes what is wrong with them. */
final class Mistakes {

    private final String file;
    private final List<InputError> errors;

    Mistakes(String file, List<InputError> errors) {
        this.file = file;
        this.errors = errors;
    }

    /** Something is wrong with a field, or with what lacks one. */
    void at(KubeNode node, String fact, String remedy) {
        errors.add(InputError.at(file, node.position(), fact, remedy));
    }

    /** Something is wrong with a value. */
    void value(KubeNode node, String fact, String remedy) {
        int start = node.node().map(value -> value.start()).orElse(0);
        errors.add(InputError.at(file, node.source().position(start), fact, remedy));
    }

    /** A value is none of those that there are. */
    void noneOf(KubeNode node, String text, String what, List<String> known) {
        String remedy = Nearest.to(text, known)
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElse("use " + String.join(", ", known));
        value(node, "\"" + text + "\" is no " + what, remedy);
    }

    void unknownKeys(KubeNode mapping, List<String> known) {
        for (KubeNode field : mapping.fields()) {
            if (known.contains(field.name())) continue;
            String remedy = Nearest.to(field.name(), known)
                    .map(nearest -> "did you mean \"" + nearest + "\"?")
                    .orElse("use " + String.join(", ", known));
            at(field, "unknown key \"" + field.name() + "\"", remedy);
        }
    }

    /** The rule of that id. */
    Optional<Rule> rule(KubeNode node, String id) {
        Optional<Rule> rule = Rules.named(id);
        if (rule.isEmpty()) {
            String remedy = Rules.nearest(id)
                    .map(nearest -> "did you mean \"" + nearest + "\"?")
                    .orElse("leastwise rules lists them");
            if (node.name().equals(id)) at(node, "no rule \"" + id + "\"", remedy);
            else value(node, "no rule \"" + id + "\"", remedy);
        }
        return rule;
    }

    /** The text of a value; empty where nothing is said. */
    Optional<String> text(KubeNode node) {
        if (!node.exists()) return Optional.empty();
        if (node.scalar() instanceof KubeValue.Text text && !text.value().isBlank()) return Optional.of(text.value());
        if (node.scalar() instanceof KubeValue.Text) {
            value(node, "\"\" says nothing", "write what is meant");
        } else {
            String shown = node.isScalar() ? "\"" + node.scalar().shown() + "\" is no text" : "text is expected here";
            value(node, shown, "put it in quotes, if it is meant so");
        }
        return Optional.empty();
    }

    /** The text of a field that must be there. */
    Optional<String> needed(KubeNode mapping, String field) {
        KubeNode node = mapping.get(field);
        if (!node.exists()) at(mapping, "\"" + field + "\" is missing", "write what it is");
        return text(node);
    }

    /** The items of a list; none where nothing is said. */
    List<KubeNode> items(KubeNode node, String what) {
        if (node.exists() && !node.isSequence()) {
            value(node, "\"" + node.name() + "\" must be a list", "write its " + what + " in [ ]");
        }
        return node.items();
    }

    /** Whether a mapping stands here; where its keys are known, others are mistakes. */
    boolean isMapping(KubeNode node, List<String> keys) {
        if (!node.exists()) return false;
        if (!node.isMapping()) {
            String what = node.name().isEmpty() ? "the entry" : "\"" + node.name() + "\"";
            value(node, what + " must be a mapping", "write it as { key: value }");
            return false;
        }
        if (!keys.isEmpty()) unknownKeys(node, keys);
        return true;
    }
}
