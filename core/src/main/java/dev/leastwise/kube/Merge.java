package dev.leastwise.kube;

import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlNode;

/** The merge key {@code <<}, which go-yaml applies where it stands: it overrides the keys written before it. */
final class Merge {

    static boolean is(YamlNode key) {
        return key instanceof Scalar scalar && scalar.plain() && scalar.is("<<");
    }

    private Merge() {}
}
