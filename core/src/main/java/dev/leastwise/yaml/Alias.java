package dev.leastwise.yaml;

/**
 * A reference such as {@code *base} to a node that stands before it.
 *
 * @param target the node that the anchor names
 */
public record Alias(int start, int end, String name, YamlNode target) implements YamlNode {

    @Override
    public String tag() {
        return "";
    }

    @Override
    public String anchor() {
        return "";
    }
}
