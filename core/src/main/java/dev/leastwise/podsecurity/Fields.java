package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import java.util.List;

/**
 * Reads fields so that a value of the wrong type, with which the API server refuses the whole object, is never what a
 * control asks for.
 */
final class Fields {

    /** A field; what stands where a mapping belongs stands for each of its fields. */
    static KubeNode get(KubeNode mapping, String field) {
        return mapping.exists() && !mapping.isMapping() ? mapping : mapping.get(field);
    }

    /** The items of a list; what stands in place of a list is its only item. */
    static List<KubeNode> items(KubeNode list) {
        return list.isSequence() || !list.exists() ? list.items() : List.of(list);
    }

    /** Whether anything but false is set. */
    static boolean isTrue(KubeNode node) {
        return node.exists() && !node.isFalse();
    }

    /** The string here, empty where there is none; of anything else some text that no control allows. */
    static String text(KubeNode node) {
        return switch (node.scalar()) {
            case KubeValue.Text text -> text.value();
            case KubeValue.Bool bool -> String.valueOf(bool.value());
            case KubeValue.Int number -> number.value().toString();
            case KubeValue.Decimal number -> String.valueOf(number.value());
            case KubeValue.Null ignored -> node.exists() ? "(no string)" : "";
        };
    }

    private Fields() {}
}
