package dev.leastwise.rule.validation;

import dev.leastwise.kube.KubeNode;
import java.util.Optional;

/**
 * One thing that the API server refuses.
 *
 * @param at the setting
 * @param text the server's own answer: the field, the kind of mistake, the bad value, what is wrong with it
 * @param choice what there is to do, as an order
 * @param meant the word that the server takes and that differs only in case and signs
 */
public record Refusal(KubeNode at, String text, String choice, Optional<String> meant) {

    /** The field and the kind of mistake. */
    public String kind() {
        int field = text.indexOf(": ");
        int kind = text.indexOf(": ", field + 2);
        return kind < 0 ? text : text.substring(0, kind);
    }
}
