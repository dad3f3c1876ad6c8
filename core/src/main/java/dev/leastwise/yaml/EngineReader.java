package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one document through snakeyaml-engine's events, with go-yaml's meaning where the two differ. */
final class EngineReader {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Limits.INPUT_BYTES).build();

    private final SourceText source;
    private final Offsets offsets;
    private final ParserImpl parser;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private int lastEnd;

    private EngineReader(SourceText source, int start, int end) {
        this.source = source;
        String text = source.text(start, end);
        this.offsets = new Offsets(text, start);
        this.parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    static Optional<Document> read(SourceText source, int start, int end, int number) {
        EngineReader reader = new EngineReader(source, start, end);
        try {
            return reader.document(number);
        } catch (Unreadable e) {
            return Optional.of(new Document.Broken(number, e.offset, e.fact, e.remedy));
        } catch (MarkedYamlEngineException e) {
            int offset = e.getProblemMark().map(reader.offsets::of).orElse(start);
            return Optional.of(new Document.Broken(number, offset, e.getProblem(), "correct the YAML there"));
        } catch (YamlEngineException e) {
            return Optional.of(new Document.Broken(number, start, String.valueOf(e.getMessage()), "correct the YAML"));
        }
    }

    private Optional<Document> document(int number) {
        parser.next(); // stream start
        if (parser.checkEvent(Event.ID.StreamEnd)) return Optional.empty();
        parser.next(); // document start
        YamlNode root = node(0);
        if (root instanceof Scalar scalar && scalar.plain() && scalar.value().isEmpty()) return Optional.empty();
        return Optional.of(new Document.Parsed(number, root, OptionalInt.empty()));
    }

    private YamlNode node(int depth) {
        Event event = parser.next();
        int start = offsets.of(event.getStartMark());
        if (depth > Limits.DEPTH) {
            throw new Unreadable(
                    start,
                    "collections are nested more than " + Limits.DEPTH + " deep",
                    "no Kubernetes object needs that: flatten it");
        }
        return switch (event) {
            case AliasEvent alias -> alias(alias, start);
            case ScalarEvent scalar -> register(scalar, scalar(scalar, start));
            case SequenceStartEvent sequence -> register(sequence, sequence(sequence, start, depth));
            case MappingStartEvent mapping -> register(mapping, mapping(mapping, start, depth));
            default -> throw new IllegalStateException("unexpected event " + event);
        };
    }

    private YamlNode alias(AliasEvent event, int start) {
        String name = event.getAlias().getValue();
        lastEnd = offsets.of(event.getEndMark());
        YamlNode target = anchors.get(name);
        if (target == null) {
            throw new Unreadable(start, "unknown anchor '" + name + "' referenced", "define &" + name + " before it");
        }
        return new Alias(start, lastEnd, name, target);
    }

    private Scalar scalar(ScalarEvent event, int start) {
        lastEnd = offsets.of(event.getEndMark());
        if (event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED) {
            while (lastEnd > start && isBlank(source.bytes()[lastEnd - 1])) lastEnd--;
        }
        return new Scalar(
                source,
                start,
                lastEnd,
                style(event.getScalarStyle()),
                event.getTag().orElse(""),
                anchor(event),
                event.getValue());
    }

    private Sequence sequence(SequenceStartEvent event, int start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        lastEnd = offsets.of(event.getEndMark());
        while (!parser.checkEvent(Event.ID.SequenceEnd)) items.add(node(depth + 1));
        Event end = parser.next();
        if (event.isFlow()) lastEnd = offsets.of(end.getEndMark());
        return new Sequence(start, lastEnd, event.isFlow(), event.getTag().orElse(""), anchor(event), items);
    }

    private Mapping mapping(MappingStartEvent event, int start, int depth) {
        List<YamlNode> keysAndValues = new ArrayList<>();
        lastEnd = offsets.of(event.getEndMark());
        while (!parser.checkEvent(Event.ID.MappingEnd)) keysAndValues.add(node(depth + 1));
        Event end = parser.next();
        if (event.isFlow()) lastEnd = offsets.of(end.getEndMark());
        return new Mapping(start, lastEnd, event.isFlow(), event.getTag().orElse(""), anchor(event), keysAndValues);
    }

    private YamlNode register(NodeEvent event, YamlNode node) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        return node;
    }

    private static String anchor(NodeEvent event) {
        return event.getAnchor().map(a -> a.getValue()).orElse("");
    }

    private static Scalar.Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> Scalar.Style.PLAIN;
            case SINGLE_QUOTED -> Scalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Scalar.Style.DOUBLE_QUOTED;
            case LITERAL -> Scalar.Style.LITERAL;
            case FOLDED -> Scalar.Style.FOLDED;
        };
    }

    private static boolean isBlank(byte b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }

    /** Where a document cannot be read further, and why. */
    @SuppressWarnings("serial")
    private static final class Unreadable extends RuntimeException {

        private final int offset;
        private final String fact;
        private final String remedy;

        Unreadable(int offset, String fact, String remedy) {
            super(fact, null, false, false);
            this.offset = offset;
            this.fact = fact;
            this.remedy = remedy;
        }
    }

    /** From the engine's code points to bytes of the source. */
    private static final class Offsets {

        private final int base;
        private final int[] byteOffsets;

        Offsets(String text, int base) {
            this.base = base;
            this.byteOffsets = text.chars().allMatch(c -> c < 0x80) ? new int[0] : table(text);
        }

        int of(Optional<Mark> mark) {
            return mark.map(this::of).orElse(base);
        }

        int of(Mark mark) {
            int index = mark.getIndex();
            return base + (byteOffsets.length == 0 ? index : byteOffsets[index]);
        }

        private static int[] table(String text) {
            int[] table = new int[text.codePointCount(0, text.length()) + 1];
            int bytes = 0;
            int index = 0;
            for (int i = 0; i < text.length(); ) {
                int c = text.codePointAt(i);
                table[index++] = bytes;
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                i += Character.charCount(c);
            }
            table[index] = bytes;
            return table;
        }
    }
}
