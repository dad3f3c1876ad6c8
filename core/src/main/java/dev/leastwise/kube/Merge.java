package dev.leastwise.kube;

import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;

/** The merge key {@code <<}, which go-yaml applies where it stands: it overrides the keys written before it. */
public final class Merge {

    public static boolean is(YamlNode key) {
        if (!(key instanceof Scalar scalar) || !scalar.is("<<")) return false;
        return scalar.plain() || scalar.tag().equals("!!merge") || scalar.tag().equals("!");
    }

    /** Whether this can be merged: a mapping, or a sequence of mappings, each of them written or an alias. */
    static boolean takes(YamlNode value) {
        if (!(value instanceof Sequence sequence)) return isMapping(value);
        for (YamlNode item : sequence.items()) {
            if (!isMapping(item)) return false;
        }
        return true;
    }

    private static boolean isMapping(YamlNode node) {
        return node instanceof Mapping || (node instanceof Alias alias && alias.target() instanceof Mapping);
    }

    private Merge() {}
}
