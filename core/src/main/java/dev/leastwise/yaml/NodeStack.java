package dev.leastwise.yaml;

import java.util.Arrays;

/** The children of all collections that are being read, those of the innermost on top. */
final class NodeStack {

    private YamlNode[] nodes = new YamlNode[64];
    private int size;

    int size() {
        return size;
    }

    void push(YamlNode node) {
        if (size == nodes.length) nodes = Arrays.copyOf(nodes, size * 2);
        nodes[size++] = node;
    }

    /** Where the topmost node ends. */
    int lastEnd() {
        return nodes[size - 1].end();
    }

    /** Takes away the nodes from an index on. */
    YamlNode[] pop(int from) {
        YamlNode[] popped = new YamlNode[size - from];
        System.arraycopy(nodes, from, popped, 0, popped.length);
        size = from;
        return popped;
    }
}
