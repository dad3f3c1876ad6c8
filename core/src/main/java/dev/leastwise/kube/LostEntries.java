package dev.leastwise.kube;

import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Mapping.Entry;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the entries of an object's mappings that are without effect, in one pass that makes nothing for an entry that is
 * as it should be: a large file has tens of thousands of them.
 *
 * <p>Aliases are not followed: what they name stands elsewhere in the document.
 */
public final class LostEntries {

    private static final int FEW = 12;
    private static final BitSet NONE = new BitSet();

    private final KubeNode root;
    private final byte[] bytes;
    private final List<LostEntry> lost = new ArrayList<>();

    /** The collections from the root to where the scan is, and which of their children it is in. */
    private YamlNode[] path = new YamlNode[16];

    private int[] positions = new int[16];
    private int depth;
    private int[] hashes = new int[64];
    private int[] table = new int[256];

    private LostEntries(KubeNode root) {
        this.root = root;
        this.bytes = root.source().bytes();
    }

    /** Those of an object. */
    public static List<LostEntry> of(KubeNode object) {
        LostEntries entries = new LostEntries(object);
        object.node().ifPresent(entries::scan);
        return entries.lost;
    }

    /** Those of a list around its items. */
    public static List<LostEntry> around(KubeNode list) {
        LostEntries entries = new LostEntries(list);
        if (list.node().orElse(null) instanceof Mapping mapping) entries.scanFields(mapping, true);
        return entries.lost;
    }

    private void scan(YamlNode node) {
        if (node instanceof Mapping mapping) scanFields(mapping, false);
        if (node instanceof Sequence sequence) scanItems(sequence);
    }

    private void scanFields(Mapping mapping, boolean withoutItems) {
        BitSet dead = mayLose(mapping) ? examine(mapping) : NONE;
        enter(mapping);
        for (int i = 0; i < mapping.size(); i++) {
            YamlNode value = mapping.value(i);
            if (!isCollection(value) || dead.get(i)) continue;
            if (withoutItems && mapping.key(i) instanceof Scalar key && key.is("items")) continue;
            positions[depth - 1] = i;
            scan(value);
        }
        depth--;
    }

    private void scanItems(Sequence sequence) {
        enter(sequence);
        List<YamlNode> items = sequence.items();
        for (int i = 0; i < items.size(); i++) {
            positions[depth - 1] = i;
            scan(items.get(i));
        }
        depth--;
    }

    private static boolean isCollection(YamlNode node) {
        return node instanceof Mapping || node instanceof Sequence;
    }

    private void enter(YamlNode collection) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            positions = Arrays.copyOf(positions, depth * 2);
        }
        path[depth++] = collection;
    }

    /** Whether two keys have one hash, or there is a merge. */
    private boolean mayLose(Mapping mapping) {
        int size = mapping.size();
        if (size < 2) return false;
        if (size > hashes.length) hashes = new int[size * 2];
        for (int i = 0; i < size; i++) {
            YamlNode key = mapping.key(i);
            if (Merge.is(key)) return true;
            hashes[i] = hash(key);
        }
        return size <= FEW ? repeatsAmongFew(size) : repeatsAmongMany(size);
    }

    private boolean repeatsAmongFew(int size) {
        for (int i = 1; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (hashes[i] == hashes[j]) return true;
            }
        }
        return false;
    }

    /** Keys that are made to meet in one part of the table are left to the comparison of names. */
    private boolean repeatsAmongMany(int size) {
        long steps = 8L * size;
        int slots = Integer.highestOneBit(size) * 4;
        if (slots > table.length) table = new int[slots];
        Arrays.fill(table, 0, slots, 0);
        for (int i = 0; i < size; i++) {
            int slot = (hashes[i] ^ hashes[i] >>> 15) & (slots - 1);
            for (; table[slot] != 0; slot = (slot + 1) & (slots - 1)) {
                if (hashes[table[slot] - 1] == hashes[i] || --steps < 0) return true;
            }
            table[slot] = i + 1;
        }
        return false;
    }

    /** A number that is the same for keys that become the same name, however they are written. */
    private int hash(YamlNode key) {
        if (!(key instanceof Scalar scalar)
                || !scalar.tag().isEmpty()
                || !scalar.anchor().isEmpty()) {
            return hash(KubeKey.text(KubeNode.follow(key)));
        }
        return switch (scalar.style()) {
            case PLAIN ->
                isName(scalar.start(), scalar.end())
                        ? hash(bytes, scalar.start(), scalar.end())
                        : hash(KubeKey.text(key));
            case SINGLE_QUOTED, DOUBLE_QUOTED ->
                isVerbatim(scalar.start() + 1, scalar.end() - 1)
                        ? hash(bytes, scalar.start() + 1, scalar.end() - 1)
                        : hash(scalar.value());
            case LITERAL, FOLDED, JSON_LITERAL -> hash(KubeKey.text(key));
        };
    }

    private static int hash(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return hash(utf8, 0, utf8.length);
    }

    /** Looks at the length and five bytes: names that differ elsewhere are told apart when they are examined. */
    private static int hash(byte[] text, int start, int end) {
        int length = end - start;
        if (length == 0) return 0;
        int hash = length * 31 + text[start];
        hash = hash * 31 + text[end - 1];
        hash = hash * 31 + text[start + length / 2];
        hash = hash * 31 + text[start + length / 4];
        return hash * 31 + text[start + length - 1 - length / 4];
    }

    /** Whether plain characters are surely no number, boolean or null. */
    private boolean isName(int start, int end) {
        if (start == end) return false;
        byte first = bytes[start];
        boolean letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        if (!letter) return first == '/' || first == '_' || first == '$';
        return end - start > "false".length()
                || !isWord(end - start, first | ' ', bytes[Math.min(start + 1, end - 1)] | ' ');
    }

    /** Whether it may be one of the words for true, false and null, by its first two letters. */
    private static boolean isWord(int length, int first, int second) {
        return switch (length) {
            case 1 -> first == 'y' || first == 'n';
            case 2 -> (first == 'o' && second == 'n') || (first == 'n' && second == 'o');
            case 3 -> (first == 'y' && second == 'e') || (first == 'o' && second == 'f');
            case 4 -> (first == 't' && second == 'r') || (first == 'n' && second == 'u');
            default -> first == 'f' && second == 'a';
        };
    }

    private boolean isVerbatim(int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '\\' || b == '\'' || b == '\n' || b == '\r') return false;
        }
        return true;
    }

    /** Compares the names themselves, and returns the positions of entries that lose. */
    private BitSet examine(Mapping mapping) {
        Map<String, Entry> effective = KubeNode.effective(mapping);
        Set<YamlNode> own = Set.of();
        BitSet dead = new BitSet();
        for (int i = 0; i < mapping.size(); i++) {
            YamlNode key = mapping.key(i);
            Entry winner = Merge.is(key) ? null : effective.get(KubeKey.text(KubeNode.follow(key)));
            if (winner == null || winner.key().equals(key)) continue;
            if (own.isEmpty()) own = keys(mapping);
            KubeNode here = here();
            lost.add(new LostEntry(
                    here.entry(key, mapping.value(i)),
                    here.entry(winner.key(), winner.value()),
                    !own.contains(winner.key())));
            dead.set(i);
        }
        return dead;
    }

    private static Set<YamlNode> keys(Mapping mapping) {
        Set<YamlNode> keys = new HashSet<>();
        for (int i = 0; i < mapping.size(); i++) keys.add(mapping.key(i));
        return keys;
    }

    /** The place where the scan is. */
    private KubeNode here() {
        KubeNode node = root;
        for (int i = 0; i < depth; i++) {
            if (path[i] instanceof Mapping outer) {
                node = node.entry(outer.key(positions[i]), outer.value(positions[i]));
            } else if (path[i] instanceof Sequence outer) {
                node = node.item(positions[i], outer.items().get(positions[i]));
            }
        }
        return node;
    }
}
