package dev.leastwise.image;

import dev.leastwise.privilege.ImageFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Files by folder and name, in arrays: some fifty bytes each besides the name. A name that is removed keeps its number. */
final class NameTable {

    static final int ROOT = 0;

    private static final int NONE = -1;
    private static final int UNLINKED = -2;
    private static final int FIRST_SIZE = 1024;

    private static final ImageFile NOTHING = ImageFile.regular("", 0, 0, 0);

    private int count;
    private int[] parents = new int[FIRST_SIZE];
    private int[] firstChildren = new int[FIRST_SIZE];
    private int[] nextSiblings = new int[FIRST_SIZE];
    private int[] nextInBucket = new int[FIRST_SIZE];
    private int[] nameOffsets = new int[FIRST_SIZE];
    private int[] targetOffsets = new int[FIRST_SIZE];
    private int[] layers = new int[FIRST_SIZE];
    private int[] buckets = new int[FIRST_SIZE];
    private final List<ImageFile> owners = new ArrayList<>();
    private final BitSet there = new BitSet();
    private byte[] text = new byte[FIRST_SIZE];
    private int textEnd;

    NameTable() {
        Arrays.fill(buckets, NONE);
        insert(ROOT, "");
    }

    /** The number of an entry that is there; -1 where there is none. */
    int child(int folder, String name) {
        int file = slot(folder, name.getBytes(StandardCharsets.UTF_8));
        return file >= 0 && isThere(file) ? file : NONE;
    }

    /** A new entry, or one that was removed; nothing is known of it yet. */
    int add(int folder, String name) {
        int file = slot(folder, name.getBytes(StandardCharsets.UTF_8));
        if (file < 0) return insert(folder, name);
        if (nextSiblings[file] == UNLINKED) link(file);
        return file;
    }

    private void link(int file) {
        nextSiblings[file] = firstChildren[parents[file]];
        firstChildren[parents[file]] = file;
    }

    private int slot(int folder, byte[] name) {
        int file = buckets[bucket(folder, name)];
        while (file >= 0 && !(parents[file] == folder && isNamed(file, name))) file = nextInBucket[file];
        return file;
    }

    private boolean isNamed(int file, byte[] name) {
        int start = nameOffsets[file] + Short.BYTES;
        int length = length(nameOffsets[file]);
        return Arrays.equals(text, start, start + length, name, 0, name.length);
    }

    private int bucket(int folder, byte[] name) {
        int hash = 31 * folder + Arrays.hashCode(name);
        return (hash ^ hash >>> 16) & (buckets.length - 1);
    }

    private int insert(int folder, String name) {
        if (count == parents.length) grow();
        int file = count++;
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        parents[file] = folder;
        nameOffsets[file] = keep(bytes);
        targetOffsets[file] = NONE;
        firstChildren[file] = NONE;
        owners.add(NOTHING);
        if (file != ROOT) {
            link(file);
            int bucket = bucket(folder, bytes);
            nextInBucket[file] = buckets[bucket];
            buckets[bucket] = file;
        }
        return file;
    }

    private boolean isThere(int file) {
        return there.get(file);
    }

    private void grow() {
        int size = count * 2;
        parents = Arrays.copyOf(parents, size);
        firstChildren = Arrays.copyOf(firstChildren, size);
        nextSiblings = Arrays.copyOf(nextSiblings, size);
        nextInBucket = Arrays.copyOf(nextInBucket, size);
        nameOffsets = Arrays.copyOf(nameOffsets, size);
        targetOffsets = Arrays.copyOf(targetOffsets, size);
        layers = Arrays.copyOf(layers, size);
        buckets = new int[size];
        Arrays.fill(buckets, NONE);
        for (int file = 1; file < count; file++) {
            int start = nameOffsets[file] + Short.BYTES;
            int bucket = bucket(parents[file], Arrays.copyOfRange(text, start, start + length(nameOffsets[file])));
            nextInBucket[file] = buckets[bucket];
            buckets[bucket] = file;
        }
    }

    private int keep(byte[] bytes) {
        int offset = textEnd;
        textEnd += Short.BYTES + bytes.length;
        if (textEnd > Limits.NAMES_BYTES) {
            throw new ImageError("its names have more than " + Limits.NAMES_BYTES + " bytes", "make it smaller");
        }
        if (textEnd > text.length) text = Arrays.copyOf(text, textEnd * 2);
        text[offset] = (byte) (bytes.length >> Byte.SIZE);
        text[offset + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, text, offset + Short.BYTES, bytes.length);
        return offset;
    }

    private int length(int offset) {
        return (text[offset] & 0xFF) << Byte.SIZE | (text[offset + 1] & 0xFF);
    }

    private String text(int offset) {
        return new String(text, offset + Short.BYTES, length(offset), StandardCharsets.UTF_8);
    }

    /** Says what an entry is, and which layer says so. */
    void set(int file, ImageFile owner, String target, int layer) {
        owners.set(file, owner);
        there.set(file);
        targetOffsets[file] = target.isEmpty() ? NONE : keep(target.getBytes(StandardCharsets.UTF_8));
        layers[file] = layer;
    }

    void remove(int file) {
        owners.set(file, NOTHING);
        there.clear(file);
    }

    int parent(int file) {
        return parents[file];
    }

    /** Its mode and owner, without a path. */
    ImageFile owner(int file) {
        return owners.get(file);
    }

    /** Where a link leads; empty for anything else. */
    String target(int file) {
        return targetOffsets[file] == NONE ? "" : text(targetOffsets[file]);
    }

    int layer(int file) {
        return layers[file];
    }

    boolean hasChildren(int folder) {
        return !children(folder).isEmpty();
    }

    /** A folder's entries; the removed ones are passed over once, and never again. */
    List<Integer> children(int folder) {
        List<Integer> children = new ArrayList<>();
        int last = NONE;
        int next;
        for (int file = firstChildren[folder]; file >= 0; file = next) {
            next = nextSiblings[file];
            if (!isThere(file)) {
                nextSiblings[file] = UNLINKED;
                continue;
            }
            if (last < 0) firstChildren[folder] = file;
            else nextSiblings[last] = file;
            children.add(file);
            last = file;
        }
        if (last < 0) firstChildren[folder] = NONE;
        else nextSiblings[last] = NONE;
        return children;
    }

    /** A folder's entries in the order of their names' bytes. */
    List<Integer> sortedChildren(int folder) {
        List<Integer> children = children(folder);
        children.sort((a, b) -> {
            int one = nameOffsets[a];
            int other = nameOffsets[b];
            return Arrays.compareUnsigned(
                    text,
                    one + Short.BYTES,
                    one + Short.BYTES + length(one),
                    text,
                    other + Short.BYTES,
                    other + Short.BYTES + length(other));
        });
        return children;
    }

    String path(int file) {
        StringBuilder path = new StringBuilder();
        for (int part = file; part != ROOT; part = parents[part]) path.insert(0, '/' + text(nameOffsets[part]));
        return path.isEmpty() ? "/" : path.toString();
    }

    /** An entry with its name for a path. */
    ImageFile file(int file) {
        ImageFile owner = owners.get(file);
        return new ImageFile(
                '/' + text(nameOffsets[file]),
                owner.mode(),
                owner.uid(),
                owner.gid(),
                owner.capabilities(),
                target(file));
    }
}
