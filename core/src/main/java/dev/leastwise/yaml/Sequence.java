package dev.leastwise.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sequence and its items. */
public final class Sequence implements YamlNode {

    private final int start;
    private final int end;
    private final boolean flow;
    private final String tag;
    private final String anchor;
    private final List<YamlNode> items;
    private Optional<Map<String, Integer>> index = Optional.empty();

    Sequence(int start, int end, boolean flow, String tag, String anchor, List<YamlNode> items) {
        this.start = start;
        this.end = end;
        this.flow = flow;
        this.tag = tag;
        this.anchor = anchor;
        this.items = items;
    }

    public List<YamlNode> items() {
        return items;
    }

    /** The positions of items by their names, where somebody has kept them. */
    public Optional<Map<String, Integer>> index() {
        return index;
    }

    /** Keeps what was found in all items for the next that looks for one. */
    public void keep(Map<String, Integer> positions) {
        index = Optional.of(positions);
    }

    /** Whether it is written as {@code [a, b]}. */
    public boolean flow() {
        return flow;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public String anchor() {
        return anchor;
    }
}
