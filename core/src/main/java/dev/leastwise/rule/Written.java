package dev.leastwise.rule;

import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** What is written at a place, as messages quote it. */
final class Written {

    private static final int LONGEST = 60;

    /** The field with its value where that is short, such as {@code "runAsUser: 0"}. */
    static String field(KubeNode node) {
        return '"' + node.name() + value(node).map(text -> ": " + text).orElse("") + '"';
    }

    /** A short scalar, or a short list of them, as one would write it; empty for anything else. */
    static Optional<String> value(KubeNode node) {
        String text = node.isScalar() ? node.scalar().shown() : list(node.items());
        return text.isEmpty() || text.length() > LONGEST ? Optional.empty() : Optional.of(text);
    }

    private static String list(List<KubeNode> items) {
        if (items.isEmpty()) return "";
        StringBuilder list = new StringBuilder();
        for (KubeNode item : items) {
            if (!item.isScalar()) return "";
            list.append(list.isEmpty() ? "[" : ", ").append(item.scalar().shown());
        }
        return list.append(']').toString();
    }

    private Written() {}
}
