package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import java.util.List;

/**
 * Reads fields so that a value of the wrong type, with which the API server refuses the whole object, is never what a
 * control asks for.
 */
final class Fields {

    private static final String NO_STRING = "(no string)";

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

    /** The string at a field; of what stands where a mapping belongs some text that no control allows. */
    static String text(KubeNode mapping, String field) {
        return mapping.exists() && !mapping.isMapping() ? NO_STRING : text(mapping.get(field));
    }

    /** The string here, empty where there is none; of anything else some text that no control allows. */
    static String text(KubeNode node) {
        // No switch: to set up one over types takes a fresh JVM longer than to judge hundreds of pods.
        KubeValue value = node.scalar();
        if (value instanceof KubeValue.Text text) return text.value();
        if (value instanceof KubeValue.Int number) return number.value().toString();
        if (value instanceof KubeValue.Bool bool) return String.valueOf(bool.value());
        if (value instanceof KubeValue.Decimal number) return String.valueOf(number.value());
        return node.exists() ? NO_STRING : "";
    }

    /** Whether a number other than 0 is set, or what is no number. */
    static boolean isNonZero(KubeNode node) {
        return node.exists() && !isZero(node);
    }

    /** Whether the number 0 is set. */
    static boolean isZero(KubeNode node) {
        return node.scalar() instanceof KubeValue.Int number && number.value().signum() == 0;
    }

    private Fields() {}
}
