package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;

/** Reads one document through snakeyaml-engine's events, with go-yaml's meaning: the tokens are {@link EngineScanner}'s. */
final class EngineReader {

    private static final String CORE_TAGS = "tag:yaml.org,2002:";

    /** How many bytes go-yaml takes at once; a forbidden character in them is refused even behind the document's end. */
    private static final int GO_BUFFER = 512;

    // Versions are judged here: the engine knows 1.2, which go-yaml refuses.
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setVersionFunction(version -> version).build();

    private final SourceText source;
    private final int start;
    private final int end;
    private final TokenCursor cursor;
    private final ParserImpl parser;
    private final Map<String, YamlNode> anchors = new HashMap<>();

    /** The anchors of the nodes that are being read. */
    private final Set<String> openAnchors = new HashSet<>();

    private int lastEnd;

    private EngineReader(SourceText source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.cursor = new TokenCursor(source.bytes(), start, end);
        cursor.skipByteOrderMarks();
        this.parser = new ParserImpl(SETTINGS, new EngineScanner(cursor));
    }

    static Optional<Document> read(SourceText source, int start, int end, int number) {
        return new EngineReader(source, start, end).read(number);
    }

    private Optional<Document> read(int number) {
        int forbidden = ForbiddenCharacters.find(source.bytes(), start, end);
        Optional<Document> document = parse(number);
        if (forbidden >= 0 && forbidden < start + (cursor.at - start + GO_BUFFER) / GO_BUFFER * GO_BUFFER) {
            return Optional.of(
                    ForbiddenCharacters.refused(source.bytes(), forbidden).document(number));
        }
        return document;
    }

    private Optional<Document> parse(int number) {
        try {
            return document(number);
        } catch (Unreadable e) {
            return Optional.of(e.document(number));
        } catch (MarkedYamlEngineException e) {
            int offset = e.getProblemMark().map(Mark::getIndex).orElse(start);
            return Optional.of(new Document.Broken(number, offset, e.getProblem(), "correct the YAML there"));
        } catch (YamlEngineException e) {
            return Optional.of(new Document.Broken(number, start, String.valueOf(e.getMessage()), "correct the YAML"));
        }
    }

    private Optional<Document> document(int number) {
        parser.next(); // stream start
        if (parser.checkEvent(Event.ID.StreamEnd)) return Optional.empty();
        checkVersion((DocumentStartEvent) parser.next());
        YamlNode root = node(0);
        DocumentEndEvent documentEnd = (DocumentEndEvent) parser.next();
        OptionalInt ignored = documentEnd.getEndMark().map(this::ignored).orElse(OptionalInt.empty());
        if (isNull(root) && ignored.isEmpty()) return Optional.empty();
        return Optional.of(new Document.Parsed(number, root, ignored));
    }

    private void checkVersion(DocumentStartEvent event) {
        SpecVersion version = event.getSpecVersion().orElse(null);
        if (version == null || (version.getMajor() == 1 && version.getMinor() == 1)) return;
        throw new Unreadable(
                offset(event.getStartMark()),
                "the document asks for YAML " + version.getRepresentation() + ", and Kubernetes reads 1.1",
                "drop the %YAML line");
    }

    private static boolean isNull(YamlNode node) {
        if (!(node instanceof Scalar scalar) || !scalar.plain()) return false;
        return switch (scalar.value()) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    /** Where text begins that go-yaml does not look at; empty where only comments and blank lines follow. */
    private OptionalInt ignored(Mark from) {
        TokenCursor rest = new TokenCursor(source.bytes(), from.getIndex(), end);
        rest.column = from.getColumn();
        while (true) {
            while (rest.isBlank(0) || rest.isBreak()) {
                if (rest.isBreak()) rest.skipBreak();
                else rest.skip();
            }
            if (rest.isDocumentMarker('.')) rest.skip(3);
            else if (rest.peek() == '#') rest.skipComment();
            else return rest.isEnd() ? OptionalInt.empty() : OptionalInt.of(rest.at);
        }
    }

    private YamlNode node(int depth) {
        Event event = parser.next();
        int start = offset(event.getStartMark());
        if (depth > Limits.DEPTH) {
            throw new Unreadable(
                    start,
                    "collections are nested more than " + Limits.DEPTH + " deep",
                    "no Kubernetes object needs that: flatten it");
        }
        return switch (event) {
            case AliasEvent alias -> alias(alias, start);
            case NodeEvent node -> anchored(node, start, depth);
            default -> throw new IllegalStateException("unexpected event " + event);
        };
    }

    private YamlNode alias(AliasEvent event, int start) {
        String name = event.getAlias().getValue();
        lastEnd = offset(event.getEndMark());
        @Nullable YamlNode target = anchors.get(name);
        if (openAnchors.contains(name)) {
            throw new Unreadable(
                    start, "anchor '" + name + "' contains itself", "write out what *" + name + " stands for");
        }
        if (target == null) {
            throw new Unreadable(start, "unknown anchor '" + name + "' referenced", "define &" + name + " before it");
        }
        return new Alias(start, lastEnd, name, target);
    }

    private Scalar scalar(ScalarEvent event, int start) {
        lastEnd = offset(event.getEndMark());
        if (event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED) {
            while (lastEnd > start && isBlank(source.bytes()[lastEnd - 1])) lastEnd--;
        }
        return new Scalar(
                source,
                start,
                lastEnd,
                style(event.getScalarStyle()),
                tag(event.getTag()),
                anchor(event),
                event.getValue());
    }

    private Sequence sequence(SequenceStartEvent event, int start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        lastEnd = offset(event.getEndMark());
        while (!parser.checkEvent(Event.ID.SequenceEnd)) items.add(node(depth + 1));
        Event end = parser.next();
        if (event.isFlow()) lastEnd = offset(end.getEndMark());
        return new Sequence(start, lastEnd, event.isFlow(), tag(event.getTag()), anchor(event), items);
    }

    private Mapping mapping(MappingStartEvent event, int start, int depth) {
        List<YamlNode> keysAndValues = new ArrayList<>();
        lastEnd = offset(event.getEndMark());
        while (!parser.checkEvent(Event.ID.MappingEnd)) keysAndValues.add(node(depth + 1));
        Event end = parser.next();
        if (event.isFlow()) lastEnd = offset(end.getEndMark());
        return new Mapping(start, lastEnd, event.isFlow(), tag(event.getTag()), anchor(event), keysAndValues);
    }

    private YamlNode anchored(NodeEvent event, int start, int depth) {
        String anchor = anchor(event);
        if (!anchor.isEmpty()) openAnchors.add(anchor);
        YamlNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar, start);
            case SequenceStartEvent sequence -> sequence(sequence, start, depth);
            case MappingStartEvent mapping -> mapping(mapping, start, depth);
            default -> throw new IllegalStateException("unexpected event " + event);
        };
        // An anchor of the same name within it came later, and so it wins.
        if (openAnchors.remove(anchor)) anchors.put(anchor, node);
        return node;
    }

    private static String tag(Optional<String> tag) {
        String text = tag.orElse("");
        return text.startsWith(CORE_TAGS) ? "!!" + text.substring(CORE_TAGS.length()) : text;
    }

    private int offset(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(start);
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
}
