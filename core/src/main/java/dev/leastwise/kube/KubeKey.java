package dev.leastwise.kube;

import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlNode;

/** The name that a key becomes: Kubernetes turns numbers and booleans into strings (sigs.k8s.io/yaml convertToJSONableObject). */
final class KubeKey {

    static String text(YamlNode key) {
        if (!(key instanceof Scalar scalar)) return "";
        return switch (KubeScalar.resolve(scalar)) {
            case KubeValue.Text text -> text.value();
            case KubeValue.Bool bool -> String.valueOf(bool.value());
            case KubeValue.Int number -> number.value().toString();
            case KubeValue.Decimal number -> String.valueOf(number.value());
            case KubeValue.Null ignored -> "null";
        };
    }

    private KubeKey() {}
}
