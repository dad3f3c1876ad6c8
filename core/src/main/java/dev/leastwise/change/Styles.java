package dev.leastwise.change;

import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How a file is written around the place that is edited. */
final class Styles {

    private final Layout layout;
    private final Moving moving;
    private final boolean json;

    /** The collections around the place, the innermost first. */
    private final Deque<YamlNode> around = new ArrayDeque<>();

    Styles(Layout layout, Moving moving, YamlNode root) {
        this.layout = layout;
        this.moving = moving;
        this.json = root instanceof Mapping mapping && mapping.flow() && isQuoted(mapping);
    }

    /** Whether names and strings are in double quotes. */
    boolean json() {
        return json;
    }

    void enter(YamlNode collection) {
        around.push(collection);
    }

    void leave() {
        around.pop();
    }

    /** The flow collection that is in no other one. */
    YamlNode outermostFlow() {
        return around.stream()
                .filter(Layout::isFlow)
                .reduce((inner, outer) -> outer)
                .orElseThrow();
    }

    private static boolean isQuoted(Mapping mapping) {
        return mapping.size() > 0 && mapping.key(0) instanceof Scalar key && key.style() == Scalar.Style.DOUBLE_QUOTED;
    }

    /** How the file indents, nearest first. */
    BlockText blockText() {
        int step = 0;
        int offset = -1;
        int dash = 0;
        for (YamlNode node : around) {
            if (Layout.isFlow(node)) continue;
            if (node instanceof Sequence sequence && dash == 0) dash = dashWidth(sequence);
            if (!(node instanceof Mapping mapping)) continue;
            for (int i = 0; i < mapping.size(); i++) {
                YamlNode value = mapping.value(i);
                if (!Layout.isBlockCollection(value)) continue;
                int column = layout.column(layout.entryStart(mapping.key(0)));
                if (value instanceof Mapping inner && step == 0) {
                    step = layout.column(layout.entryStart(inner.key(0))) - column;
                } else if (value instanceof Sequence inner) {
                    if (offset < 0) offset = layout.column(layout.dash(inner, 0)) - column;
                    if (dash == 0) dash = dashWidth(inner);
                }
            }
        }
        return new BlockText(step == 0 ? 2 : step, Math.max(offset, 0), dash == 0 ? 2 : dash, moving);
    }

    private int dashWidth(Sequence sequence) {
        YamlNode item = sequence.items().getFirst();
        int dash = layout.dash(sequence, 0);
        return item.end() > item.start() && layout.sameLine(dash, item.start()) ? item.start() - dash : 0;
    }

    /** How values are written in a flow collection, which may be in another one. */
    FlowText flowText(YamlNode node, Optional<FlowText> outer) {
        boolean hasLines = FlowRewriting.hasLines(layout, node);
        int step = 0;
        if (json && hasLines)
            step = Math.max(1, layout.indentation(first(node).start()) - layout.indentation(node.start()));
        else if (size(node) == 0) step = outer.map(FlowText::step).orElse(0);
        boolean compact = json
                && isCompact(node)
                        .orElse(outer.isPresent() && outer.get().colon().equals(":"));
        return new FlowText(
                json,
                step,
                layout.lineBreak(node.start()),
                compact ? ":" : ": ",
                compact ? "," : ", ",
                layout.at(layout.lineStart(hasLines ? first(node).start() : node.start())) == '\t' ? "\t" : " ",
                moving);
    }

    private Optional<Boolean> isCompact(YamlNode node) {
        if (!(node instanceof Mapping mapping) || mapping.size() == 0) return Optional.empty();
        return Optional.of(layout.text(
                        /* start= */ mapping.key(0).end(),
                        /* end= */ mapping.value(0).start())
                .equals(":"));
    }

    private static int size(YamlNode node) {
        return node instanceof Mapping mapping
                ? mapping.size()
                : ((Sequence) node).items().size();
    }

    private static YamlNode first(YamlNode node) {
        return node instanceof Mapping mapping
                ? mapping.key(0)
                : ((Sequence) node).items().getFirst();
    }
}
