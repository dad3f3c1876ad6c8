package dev.leastwise.yaml;

import java.util.List;

/** Reads collections that are written in brackets and braces, and leaves the cursor right behind them. */
final class FlowReader {

    private final Cursor cursor;
    private final ScalarReader scalars;
    private final Properties properties;
    private final NodeStack stack;

    FlowReader(Cursor cursor, ScalarReader scalars, Properties properties, NodeStack stack) {
        this.cursor = cursor;
        this.scalars = scalars;
        this.properties = properties;
        this.stack = stack;
    }

    YamlNode collection(int depth) {
        if (depth + 1 >= Limits.DEPTH) throw new HandOver();
        return cursor.peek() == '[' ? sequence(depth + 1) : mapping(depth + 1);
    }

    private Sequence sequence(int depth) {
        int start = open();
        int children = stack.size();
        while (!closed(']')) {
            stack.push(node(depth));
            separate(']');
        }
        return new Sequence(start, cursor.at, true, "", "", List.of(stack.pop(children)));
    }

    private Mapping mapping(int depth) {
        int start = open();
        int children = stack.size();
        while (!closed('}')) {
            YamlNode key = node(depth);
            stack.push(key);
            stack.push(value(key, depth));
            separate('}');
        }
        return new Mapping(start, cursor.at, true, "", "", stack.pop(children));
    }

    private int open() {
        int start = cursor.at++;
        cursor.skip();
        return start;
    }

    private boolean closed(char bracket) {
        if (cursor.peek() != bracket) return false;
        cursor.at++;
        return true;
    }

    private void separate(char bracket) {
        byte b = cursor.peek();
        if (b == bracket) return;
        if (b != ',') throw new HandOver();
        cursor.at++;
        cursor.skip();
    }

    private YamlNode value(YamlNode key, int depth) {
        if (cursor.peek() != ':') return scalars.empty(cursor.at);
        cursor.passColon(key.start());
        int empty = cursor.at;
        cursor.skip();
        byte b = cursor.peek();
        return b == ',' || b == '}' ? scalars.empty(empty) : node(depth);
    }

    /** A node and the blanks, line breaks and comments behind it. */
    private YamlNode node(int depth) {
        YamlNode node = switch (cursor.peek()) {
            case '[', '{' -> collection(depth);
            case '&', '!' -> withProperty(depth);
            case '*' -> properties.alias();
            default -> scalars.inFlow();
        };
        cursor.skip();
        return node;
    }

    private YamlNode withProperty(int depth) {
        if (depth >= Limits.DEPTH) throw new HandOver();
        int start = cursor.at;
        String property = properties.property();
        cursor.skipSpaces();
        return properties.apply(start, property, node(depth + 1));
    }
}
