package dev.leastwise.yaml;

import java.util.List;

/** A mapping as written: every entry in its order, duplicates and merges too. */
public final class Mapping implements YamlNode {

    private final int start;
    private final int end;
    private final boolean flow;
    private final String tag;
    private final String anchor;
    private final YamlNode[] keysAndValues;

    Mapping(int start, int end, boolean flow, String tag, String anchor, List<YamlNode> keysAndValues) {
        this(start, end, flow, tag, anchor, keysAndValues.toArray(new YamlNode[0]));
    }

    Mapping(int start, int end, boolean flow, String tag, String anchor, YamlNode[] keysAndValues) {
        this.start = start;
        this.end = end;
        this.flow = flow;
        this.tag = tag;
        this.anchor = anchor;
        this.keysAndValues = keysAndValues;
    }

    /** Its keys and values by turns. */
    YamlNode[] keysAndValues() {
        return keysAndValues;
    }

    public int size() {
        return keysAndValues.length / 2;
    }

    public YamlNode key(int index) {
        return keysAndValues[2 * index];
    }

    public YamlNode value(int index) {
        return keysAndValues[2 * index + 1];
    }

    /** Whether it is written as {@code {a: b}}. */
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
