package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.yaml.YamlNode;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Refuses to edit where a template stands: what it becomes is not known. */
record Templates(Layout layout, Comments comments) {

    /** A comment that Helm or Jinja takes for an instruction. */
    private static final Predicate<String> DIRECTIVE = Pattern.compile(
                    "#\\s*(?:\\{\\{-?\\s*(?:if|else|end|range|with|block|define|template|include)\\b|\\{%).*")
            .asMatchPredicate();

    /** Refuses where text that goes has a template in it. */
    void check(int start, int end) {
        for (int i = start; i < end; i++) {
            if (isTemplate(i)) throw refusal(i);
        }
    }

    private boolean isTemplate(int offset) {
        return layout.at(offset) == '{' && (layout.at(offset + 1) == '{' || layout.at(offset + 1) == '%');
    }

    /** Refuses where a template may decide which lines of a collection there are. */
    void checkLines(YamlNode node, Slot slot) {
        int next = layout.skip(layout.end(node));
        comments.find(DIRECTIVE, Math.max(slot.behind(), 0), next).ifPresent(comment -> {
            throw refusal(comment);
        });
    }

    private Refusal refusal(int offset) {
        return new Refusal(
                Obstacle.TEMPLATE,
                offset,
                layout.lineEnd(offset),
                "a template stands here, and what it becomes is not known",
                "change the template by hand, or render it first");
    }
}
