package dev.leastwise.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping as written: every entry in its order, duplicates and merges too. */
public final class Mapping implements YamlNode {

    /** An entry as written. */
    public record Entry(YamlNode key, YamlNode value) {}

    private final int start;
    private final int end;
    private final boolean flow;
    private final String tag;
    private final String anchor;
    private final YamlNode[] keysAndValues;
    private Optional<Map<String, Entry>> index = Optional.empty();

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

    /** The entries by their names, where somebody has kept them. */
    public Optional<Map<String, Entry>> index() {
        return index;
    }

    /** Keeps what was found in all entries for the next that looks for one. */
    public void keep(Map<String, Entry> entries) {
        index = Optional.of(entries);
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
