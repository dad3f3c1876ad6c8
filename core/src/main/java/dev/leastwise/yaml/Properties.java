package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.util.HashMap;
import java.util.Map;

/** Reads anchors, tags and aliases, and knows what the anchors name. */
final class Properties {

    private final SourceText source;
    private final Cursor cursor;
    /** Nodes by the anchor before them, ampersand included. */
    private final Map<String, YamlNode> anchors = new HashMap<>();

    Properties(SourceText source, Cursor cursor) {
        this.source = source;
        this.cursor = cursor;
    }

    /** An anchor or a tag as written, such as {@code &base} or {@code !!str}; the anchor names nothing from here on. */
    String property() {
        int start = cursor.at;
        if (cursor.peek() == '!' && cursor.at(start + 1) == '!') cursor.at++;
        passName();
        if (!cursor.isBlank(cursor.at)) throw new HandOver();
        String property = source.text(start, cursor.at);
        anchors.remove(property);
        return property;
    }

    /** The node that a property stands before, with it: an anchor may stand before a tag. */
    YamlNode apply(int start, String property, YamlNode node) {
        if (!node.anchor().isEmpty()) throw new HandOver();
        if (property.charAt(0) == '!') {
            if (!node.tag().isEmpty()) throw new HandOver();
            return copy(node, start, property, "");
        }
        YamlNode anchored = copy(node, start, node.tag(), property.substring(1));
        anchors.putIfAbsent(
                property, anchored); // an anchor of the same name within the node came later, and so it wins
        return anchored;
    }

    private YamlNode copy(YamlNode node, int start, String tag, String anchor) {
        return switch (node) {
            case Scalar s -> new Scalar(source, start, s.end(), s.style(), tag, anchor, s.value());
            case Mapping m -> new Mapping(start, m.end(), m.flow(), tag, anchor, m.keysAndValues());
            case Sequence s -> new Sequence(start, s.end(), s.flow(), tag, anchor, s.items());
            case Alias ignored -> throw new HandOver();
        };
    }

    /** The alias at the cursor, which is left right behind it. */
    Alias alias() {
        int start = cursor.at;
        passName();
        String name = source.text(start + 1, cursor.at);
        YamlNode target = anchors.get("&" + name);
        if (target == null || cursor.peek() == ':') throw new HandOver();
        return new Alias(start, cursor.at, name, target);
    }

    /** Passes an indicator and the name behind it. */
    private void passName() {
        int name = ++cursor.at;
        while (isNameByte(cursor.peek())) cursor.at++;
        if (cursor.at == name) throw new HandOver();
    }

    private static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }
}
