package dev.leastwise.kube;

import java.util.ArrayList;
import java.util.List;

/** Paths of fields parted by dots, where {@code *} stands for every item or every field. */
final class FieldSteps {

    /** The mappings at the end of a path. */
    static List<KubeNode> follow(KubeNode root, String path) {
        List<KubeNode> nodes = List.of(root);
        for (String step : path.split("\\.", -1)) {
            List<KubeNode> next = new ArrayList<>();
            for (KubeNode node : nodes) {
                if (!step.equals("*")) {
                    next.add(node.get(step));
                } else {
                    next.addAll(node.items());
                    next.addAll(node.fields());
                }
            }
            nodes = next;
        }
        return nodes.stream().filter(KubeNode::isMapping).toList();
    }

    private FieldSteps() {}
}
