package dev.leastwise.rule;

import dev.leastwise.change.Tree;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.schema.FieldType;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import dev.leastwise.yaml.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is meant by a value of a type that its field does not take. */
final class Meant {

    /** Whole numbers that are the same in every notation: a leading zero is octal to some. */
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    private static final Pattern WORD = Pattern.compile("[\\w./:=@-]+");

    /** The value in the type of its field; empty where there is any doubt. */
    static Optional<Tree> by(KubeNode at, FieldType type) {
        if (!at.isScalar()) return Optional.empty();
        return switch (type) {
            case ScalarType scalar -> scalar(at, scalar);
            case ListOf list -> item(at, list.element()).map(Tree::items);
            case ObjectRef(String name) -> profile(at, name);
            default -> Optional.empty();
        };
    }

    private static Optional<Tree> scalar(KubeNode at, ScalarType type) {
        return switch (type) {
            case BOOLEAN ->
                at.text().map(text -> text.toLowerCase(Locale.ROOT)).flatMap(text -> switch (text) {
                    case "true" -> Optional.of(Tree.of(true));
                    case "false" -> Optional.of(Tree.of(false));
                    default -> Optional.empty();
                });
            case INT32, INT64 ->
                at.text().filter(text -> NUMBER.matcher(text).matches()).map(text -> Tree.of(Long.parseLong(text)));
            case STRING -> characters(at);
            case INT_OR_STRING, QUANTITY, TIME -> Optional.empty();
        };
    }

    /** A boolean or a number as it is written: {@code 1.10} is no 1.1 to its author. */
    private static Optional<Tree> characters(KubeNode at) {
        if (at.scalar() instanceof KubeValue.Text || at.scalar() instanceof KubeValue.Null) return Optional.empty();
        return at.node().orElseThrow() instanceof Scalar scalar && scalar.tag().isEmpty()
                ? Optional.of(Tree.of(scalar.value()))
                : Optional.empty();
    }

    /** One word that stands for a list of one. */
    private static Optional<Tree> item(KubeNode at, FieldType element) {
        if (element == ScalarType.STRING) {
            return at.text().filter(text -> WORD.matcher(text).matches()).map(Tree::of);
        }
        boolean number = element == ScalarType.INT32 || element == ScalarType.INT64;
        return number ? at.integer().map(Tree::of) : Optional.empty();
    }

    /** A profile's type in place of the profile. */
    private static Optional<Tree> profile(KubeNode at, String type) {
        if (!type.equals("SeccompProfile") && !type.equals("AppArmorProfile")) return Optional.empty();
        return at.text()
                .filter(List.of("RuntimeDefault", "Unconfined")::contains)
                .map(text -> Tree.field("type", Tree.of(text)));
    }

    private Meant() {}
}
