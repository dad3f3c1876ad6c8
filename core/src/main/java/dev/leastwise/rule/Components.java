package dev.leastwise.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbered things, and which of them hang together; the first of each group is its head. */
final class Components {

    private final int[] above;

    Components(int size) {
        above = new int[size];
        for (int i = 0; i < size; i++) above[i] = i;
    }

    void unite(int one, int other) {
        int first = head(one);
        int second = head(other);
        if (first < second) above[second] = first;
        else above[first] = second;
    }

    private int head(int index) {
        int head = index;
        while (above[head] != head) {
            above[head] = above[above[head]];
            head = above[head];
        }
        return head;
    }

    /** The groups of two and more, in the order of their first. */
    <T> List<List<T>> groups(List<T> things) {
        Map<Integer, List<T>> byHead = new LinkedHashMap<>();
        for (int i = 0; i < above.length; i++) {
            byHead.computeIfAbsent(head(i), ignored -> new ArrayList<>()).add(things.get(i));
        }
        List<List<T>> groups = new ArrayList<>();
        for (List<T> group : byHead.values()) {
            if (group.size() > 1) groups.add(group);
        }
        return groups;
    }
}
