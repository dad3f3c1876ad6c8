package dev.leastwise.change;

import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlNode;

/**
 * What belongs to an entry of a mapping or an item of a sequence, with its comments.
 *
 * @param head where its first line begins, or the entry if something else begins its line
 * @param start where it begins itself
 * @param end where its text ends
 * @param comment where the comment behind it begins, which is its foot where there is none
 * @param foot where its last comment ends, or its text
 */
record Extent(int head, int start, int end, int comment, int foot) {

    /** An entry or item of a block collection; what stands before it ends at an offset. */
    static Extent ofBlock(Layout layout, int start, int end, int floor) {
        int head = layout.beginsLine(start) ? layout.head(start, floor) : start;
        int foot = layout.foot(end, layout.column(start));
        return new Extent(head, start, end, Math.min(layout.commentBehind(end), foot), foot);
    }

    /** An entry or item of a flow collection: the comment on its line is its own if nothing else stands before that. */
    static Extent ofFlow(Layout layout, int start, int end, int floor) {
        int head = layout.beginsLine(start) ? layout.skipBlanks(layout.head(start, floor)) : start;
        int comma = layout.skip(end);
        boolean commaHere = layout.at(comma) == ',' && layout.sameLine(comma, end);
        int comment = layout.skipBlanks(commaHere ? comma + 1 : end);
        if (layout.at(comment) != '#') return new Extent(head, start, end, end, end);
        return new Extent(head, start, end, comment, layout.lineEnd(comment));
    }

    static Extent of(Layout layout, Mapping mapping, YamlNode key, YamlNode value) {
        int end = Math.max(key.end(), layout.end(value));
        int floor = mapping.start() - 1;
        for (int i = 0; i < mapping.size() && !mapping.key(i).equals(key); i++) {
            floor = Math.max(mapping.key(i).end(), layout.end(mapping.value(i)));
        }
        if (mapping.flow()) return ofFlow(layout, key.start(), end, Math.max(floor, mapping.start()));
        return ofBlock(layout, layout.entryStart(key), end, floor < mapping.start() ? -1 : floor);
    }
}
