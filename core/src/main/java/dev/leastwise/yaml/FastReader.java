package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what manifests are made of straight from the bytes, and hands any other document over to {@link EngineReader}.
 *
 * <p>It reads block collections itself. After each value the cursor stands at the next token, whose column tells which
 * collection goes on; a column that fits none is handed over like everything that is unusual or wrong.
 */
final class FastReader {

    private final Cursor cursor;
    private final ScalarReader scalars;
    private final Properties properties;
    private final FlowReader flow;
    private final NodeStack stack = new NodeStack();
    private int depth;

    private FastReader(SourceText source, int start, int end) {
        this.cursor = new Cursor(source.bytes(), start, end);
        this.scalars = new ScalarReader(source, cursor);
        this.properties = new Properties(source, cursor);
        this.flow = new FlowReader(cursor, scalars, properties, stack);
    }

    /** The document between two offsets; empty where nothing is written there. */
    static Optional<Document> read(SourceText source, int start, int end, int number) {
        try {
            return readAlone(source, start, end, number);
        } catch (HandOver e) {
            return EngineReader.read(source, start, end, number);
        }
    }

    /** The same without the engine's help: throws {@link HandOver} where that is needed. */
    static Optional<Document> readAlone(SourceText source, int start, int end, int number) {
        FastReader reader = new FastReader(source, start, end);
        if (!source.isPrintableAscii()) reader.cursor.checkCharacters();
        reader.cursor.start();
        if (reader.cursor.column < 0) return Optional.empty();
        YamlNode root = reader.node(-1, true);
        if (reader.cursor.column >= 0 || !isCollection(root)) throw new HandOver();
        return Optional.of(new Document.Parsed(number, root, OptionalInt.empty()));
    }

    private static boolean isCollection(YamlNode node) {
        return node instanceof Mapping || node instanceof Sequence;
    }

    /** The node at the cursor, which stands in a collection at a column; behind a key it is no block collection. */
    private YamlNode node(int parent, boolean mayBeBlock) {
        return switch (cursor.peek()) {
            case '[', '{' -> flowCollection();
            case '|', '>' -> scalars.block(parent);
            case '&', '!' -> withProperty(parent);
            case '*' -> alias();
            default -> mayBeBlock ? blockOrScalar(parent) : scalars.finish(scalars.start(parent), parent);
        };
    }

    private YamlNode flowCollection() {
        YamlNode collection = flow.collection(depth);
        cursor.nextToken();
        return collection;
    }

    private Alias alias() {
        Alias alias = properties.alias();
        cursor.nextToken();
        return alias;
    }

    private YamlNode blockOrScalar(int parent) {
        int column = cursor.at - cursor.lineStart;
        if (cursor.atDash()) return sequence(column);
        Scalar scalar = scalars.start(parent);
        return cursor.atKeyColon() ? mapping(column, scalar) : scalars.finish(scalar, parent);
    }

    private Mapping mapping(int column, Scalar firstKey) {
        enter();
        int children = stack.size();
        Scalar key = firstKey;
        while (true) {
            stack.push(key);
            cursor.passColon(key.start());
            stack.push(value(column));
            if (cursor.column != column) break;
            key = scalars.start(column);
            if (!cursor.atKeyColon()) throw new HandOver();
        }
        leave(column);
        int end = stack.lastEnd();
        return new Mapping(firstKey.start(), end, false, "", "", stack.pop(children));
    }

    private YamlNode value(int column) {
        int empty = cursor.at;
        cursor.skipBlanks();
        if (!cursor.atLineEnd()) return node(column, false);
        cursor.nextToken();
        if (cursor.column > column) return node(column, true);
        if (cursor.column == column && cursor.atDash()) return sequence(column);
        return scalars.empty(empty);
    }

    private Sequence sequence(int column) {
        enter();
        int start = cursor.at;
        int children = stack.size();
        do {
            cursor.at++;
            stack.push(item(column));
        } while (cursor.column == column && cursor.atDash());
        leave(column);
        int end = stack.lastEnd();
        return new Sequence(start, end, false, "", "", List.of(stack.pop(children)));
    }

    private YamlNode item(int column) {
        int empty = cursor.at;
        cursor.skipSpaces();
        if (!cursor.atLineEnd()) return node(column, true);
        cursor.nextToken();
        return cursor.column > column ? node(column, true) : scalars.empty(empty);
    }

    private void enter() {
        if (++depth >= Limits.DEPTH) throw new HandOver();
    }

    private void leave(int column) {
        if (cursor.column > column) throw new HandOver();
        depth--;
    }

    private YamlNode withProperty(int parent) {
        enter();
        int start = cursor.at;
        String property = properties.property();
        YamlNode node = properties.apply(start, property, behindProperty(parent));
        depth--;
        return node;
    }

    /** The node that an anchor or a tag stands before; one that stands before a key on its line would be the key's. */
    private YamlNode behindProperty(int parent) {
        cursor.skipSpaces();
        if (!cursor.atLineEnd()) return node(parent, false);
        cursor.nextToken();
        if (cursor.column <= parent) throw new HandOver();
        return node(parent, true);
    }
}
