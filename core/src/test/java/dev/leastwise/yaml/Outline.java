package dev.leastwise.yaml;

/** A tree as text: one line for each node, with everything that a reader says about it. */
public final class Outline {

    private final StringBuilder out = new StringBuilder();

    public static String of(YamlNode root) {
        Outline outline = new Outline();
        outline.append(root, 0);
        return outline.out.toString();
    }

    private void append(YamlNode node, int depth) {
        out.append("  ".repeat(depth)).append(node.start()).append('-').append(node.end());
        if (!node.anchor().isEmpty()) out.append(" &").append(node.anchor());
        if (!node.tag().isEmpty()) out.append(' ').append(node.tag());
        switch (node) {
            case Scalar scalar -> out.append(' ').append(text(scalar)).append('\n');
            case Alias alias -> out.append(" *").append(alias.name()).append('\n');
            case Sequence sequence -> {
                out.append(sequence.flow() ? " []" : " -").append('\n');
                for (YamlNode item : sequence.items()) append(item, depth + 1);
            }
            case Mapping mapping -> {
                out.append(mapping.flow() ? " {}" : " :").append('\n');
                for (int i = 0; i < mapping.size(); i++) {
                    append(mapping.key(i), depth + 1);
                    append(mapping.value(i), depth + 2);
                }
            }
        }
    }

    private static String text(Scalar scalar) {
        String value = scalar.value().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return switch (scalar.style()) {
            case PLAIN -> value;
            case SINGLE_QUOTED -> "'" + value + "'";
            case DOUBLE_QUOTED -> '"' + value + '"';
            case LITERAL -> "| " + value;
            case FOLDED -> "> " + value;
            case JSON_LITERAL -> "json " + value;
        };
    }
}
