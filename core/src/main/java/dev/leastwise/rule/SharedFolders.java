package dev.leastwise.rule;

import dev.leastwise.rule.UidRow.Folder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unites rows of which one can write what the other has of a volume, {@link UidRow#sharedWith} for all pairs at once: a row
 * meets only the folders above its own, and at each of them what has already met counts as one.
 */
final class SharedFolders {

    /** Which pairs are looked at. */
    enum Pairs {
        ALL,
        /** Those in which the uid of one is not known. */
        NOT_BOTH_KNOWN
    }

    private static final Side[] NOBODY = {};

    /** A folder in a volume, with the rows that have it. */
    private static final class Place {

        private final Place above;
        private final Map<String, Place> below = new HashMap<>();
        private Side[] sides = NOBODY;

        /** The place in a volume's root, which is above itself. */
        private Place() {
            this.above = this;
        }

        private Place(Place above) {
            this.above = above;
        }

        private Side side(boolean writable, boolean known) {
            if (sides.length == 0) sides = new Side[] {new Side(), new Side(), new Side(), new Side()};
            return sides[(writable ? 1 : 0) + (known ? 2 : 0)];
        }

        /** Walks down a normalised path. */
        private Place at(String path) {
            Place place = this;
            for (int start = 1; start < path.length(); ) {
                int slash = path.indexOf('/', start);
                int end = slash < 0 ? path.length() : slash;
                Place upper = place;
                place = place.below.computeIfAbsent(path.substring(start, end), ignored -> new Place(upper));
                start = end + 1;
            }
            return place;
        }
    }

    /** Rows alike in whether they can write and whether their uid is known. */
    private static final class Side {

        /** Rows of several objects that hang together, one for all; every row is related to one of them. */
        private final List<Integer> mixed = new ArrayList<>(1);

        private final Map<String, OneObject> objects = new HashMap<>();
    }

    /** Rows of one object, which are related to those of others, and to those of their own pod. */
    private static final class OneObject {

        private final List<Integer> rows = new ArrayList<>(1);
        private final Map<Integer, List<Integer>> byPod = new HashMap<>();
    }

    private final List<UidRow> rows;
    private final Pairs pairs;
    private final Components components;
    private final Map<String, Place> volumes = new HashMap<>();

    private SharedFolders(List<UidRow> rows, Pairs pairs) {
        this.rows = rows;
        this.pairs = pairs;
        this.components = new Components(rows.size());
    }

    /** The groups of two and more, in the order of the rows. */
    static List<List<UidRow>> groups(List<UidRow> rows, Pairs pairs) {
        if (rows.size() < 2) return List.of();
        SharedFolders folders = new SharedFolders(rows, pairs);
        for (int i = 0; i < rows.size(); i++) folders.enter(i);
        for (int i = 0; i < rows.size(); i++) folders.meet(i);
        return folders.components.groups(rows);
    }

    private Place place(Folder folder) {
        return volumes.computeIfAbsent(folder.volume(), ignored -> new Place()).at(folder.path());
    }

    private boolean known(UidRow row) {
        return pairs == Pairs.NOT_BOTH_KNOWN && row.uid().isPresent();
    }

    private void enter(int index) {
        UidRow row = rows.get(index);
        for (Folder folder : row.folders()) {
            OneObject object = place(folder)
                    .side(folder.writable(), known(row))
                    .objects
                    .computeIfAbsent(row.object(), ignored -> new OneObject());
            object.rows.add(index);
            object.byPod
                    .computeIfAbsent(row.pod(), ignored -> new ArrayList<>(1))
                    .add(index);
        }
    }

    private void meet(int index) {
        UidRow row = rows.get(index);
        for (Folder folder : row.folders()) {
            Place place = place(folder);
            while (true) {
                meet(index, row, folder.writable(), place);
                if (place == place.above) break;
                place = place.above;
            }
        }
    }

    private void meet(int index, UidRow row, boolean writable, Place place) {
        for (int side = 0; side < place.sides.length; side++) {
            boolean oneWrites = writable || (side & 1) != 0;
            boolean bothKnown = known(row) && (side & 2) != 0;
            if (oneWrites && !bothKnown) meet(index, row, place.sides[side]);
        }
    }

    private void meet(int index, UidRow row, Side side) {
        uniteAll(index, side.mixed);
        OneObject own = side.objects.remove(row.object());
        for (OneObject other : side.objects.values()) uniteAll(index, other.rows);
        if (side.objects.size() > 1) {
            side.mixed.add(side.objects.values().iterator().next().rows.getFirst());
            uniteAll(index, side.mixed);
            side.objects.clear();
        }
        if (own == null) return;
        List<Integer> pod = own.byPod.get(row.pod());
        if (pod != null) uniteAll(index, pod);
        side.objects.put(row.object(), own);
    }

    /** Unites a row with others, of which one then stands for all. */
    private void uniteAll(int index, List<Integer> others) {
        for (int other : others) components.unite(index, other);
        if (others.size() > 1) others.subList(1, others.size()).clear();
    }
}
