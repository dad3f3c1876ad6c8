package dev.leastwise.kube;

import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Mapping.Entry;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in an object as Kubernetes reads it: merges applied in their order, the last duplicate winning, aliases
 * followed. The place may hold nothing; it then still knows its path and the nearest thing that is written.
 */
public final class KubeNode {

    /** In larger collections an entry is looked up in an index, so that many look-ups take no time in its square. */
    private static final int FEW = 32;

    private static final KubeNode[] NONE = {};

    private final SourceText source;
    private final @Nullable KubeNode parent;
    private final String name;
    private final int index;
    private final @Nullable YamlNode key;
    private final @Nullable YamlNode value;
    private final @Nullable KubeNode beneath;
    private @Nullable String path;
    private KubeNode[] fields = NONE;
    private int known;

    private KubeNode(
            SourceText source,
            @Nullable KubeNode parent,
            String name,
            int index,
            @Nullable YamlNode key,
            @Nullable YamlNode value,
            @Nullable KubeNode beneath) {
        this.source = source;
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.key = key;
        this.value = value;
        this.beneath = beneath;
    }

    /** An object: the root of a document or an item of a List, with paths of its own. */
    public static KubeNode object(SourceText source, YamlNode root) {
        return new KubeNode(source, null, "", -1, null, root, null);
    }

    /** The field of that name; an empty place where this is no mapping or lacks it. */
    public KubeNode get(String field) {
        for (int i = 0; i < known; i++) {
            if (fields[i].name.equals(field)) return fields[i];
        }
        KubeNode found = look(field);
        if (known < FEW) keep(found);
        return found;
    }

    private void keep(KubeNode field) {
        if (known == fields.length) fields = Arrays.copyOf(fields, Math.max(8, known * 2));
        fields[known++] = field;
    }

    private KubeNode look(String field) {
        Entry entry = content() instanceof Mapping mapping ? find(mapping, field) : null;
        KubeNode own = entry == null
                ? new KubeNode(source, this, field, -1, null, null, null)
                : new KubeNode(source, this, field, -1, entry.key(), entry.value(), null);
        return beneath == null ? own : own.completedBy(beneath.get(field));
    }

    /**
     * This, laid over another as a strategic merge patch is: what it lacks is found there, and so are the other items of
     * lists whose items have a key (k8s.io/api core/v1 types.go, patchMergeKey). Its {@link #fields} stay its own.
     */
    public KubeNode over(KubeNode other) {
        return new KubeNode(source, parent, name, index, key, value, other);
    }

    private KubeNode completedBy(KubeNode other) {
        if (!other.exists()) return this;
        return exists() ? over(other) : other;
    }

    /** The field that tells the items of a list from each other; empty where one list replaces the other. */
    private String mergeKey() {
        return switch (name) {
            case "volumes", "env", "initContainers", "sidecars" -> "name";
            case "volumeMounts" -> "mountPath";
            case "volumeDevices" -> "devicePath";
            case "ports" -> "containerPort";
            default -> "";
        };
    }

    private void complete(List<KubeNode> items, List<KubeNode> others) {
        String mergeKey = mergeKey();
        if (mergeKey.isEmpty()) return;
        Map<KubeValue, Integer> own = new HashMap<>();
        for (int i = 0; i < items.size(); i++)
            own.putIfAbsent(items.get(i).get(mergeKey).scalar(), i);
        for (KubeNode other : others) {
            Integer same = own.get(other.get(mergeKey).scalar());
            if (same != null) {
                items.set(same, items.get(same).over(other));
            } else {
                items.add(other);
            }
        }
    }

    /** What this is laid over, as it is written; empty where it stands alone. */
    public Optional<KubeNode> beneath() {
        return Optional.ofNullable(beneath);
    }

    /** The place at the end of several field names. */
    public KubeNode at(String... fields) {
        KubeNode node = this;
        for (String field : fields) node = node.get(field);
        return node;
    }

    /** The items of a sequence; none where this is something else. */
    public List<KubeNode> items() {
        if (!(content() instanceof Sequence sequence)) return List.of();
        List<KubeNode> items = new ArrayList<>(sequence.items().size());
        for (YamlNode item : sequence.items())
            items.add(new KubeNode(source, this, "", items.size(), null, item, null));
        if (beneath != null) complete(items, beneath.items());
        return items;
    }

    /** The first of the {@link #items} whose field {@code name} says that. */
    public Optional<KubeNode> itemNamed(String itemName) {
        if (!(content() instanceof Sequence sequence)) return Optional.empty();
        if (beneath == null) return itemNamed(sequence, itemName);
        return switch (mergeKey()) {
            case "" -> itemNamed(sequence, itemName);
            case "name" -> {
                Optional<KubeNode> own = itemNamed(sequence, itemName);
                Optional<KubeNode> other = beneath.itemNamed(itemName);
                if (own.isEmpty() || other.isEmpty()) yield own.isEmpty() ? other : own;
                yield Optional.of(own.get().over(other.get()));
            }
            default -> {
                for (KubeNode item : items()) {
                    if (item.isNamed(itemName)) yield Optional.of(item);
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<KubeNode> itemNamed(Sequence sequence, String itemName) {
        List<YamlNode> items = sequence.items();
        if (items.size() > FEW) {
            Integer position = positions(sequence).get(itemName);
            return position == null ? Optional.empty() : Optional.of(item(position, items.get(position)));
        }
        for (int i = 0; i < items.size(); i++) {
            KubeNode item = item(i, items.get(i));
            if (item.isNamed(itemName)) return Optional.of(item);
        }
        return Optional.empty();
    }

    private boolean isNamed(String itemName) {
        return get("name").scalar() instanceof KubeValue.Text text
                && text.value().equals(itemName);
    }

    private Map<String, Integer> positions(Sequence sequence) {
        if (sequence.index().isPresent()) return sequence.index().get();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            KubeValue itemName = item(i, sequence.items().get(i)).get("name").scalar();
            if (itemName instanceof KubeValue.Text text) positions.putIfAbsent(text.value(), i);
        }
        sequence.keep(positions);
        return positions;
    }

    /** The fields of a mapping that are in effect, in the order in which they were first written. */
    public List<KubeNode> fields() {
        if (!(content() instanceof Mapping mapping)) return List.of();
        Map<String, Entry> effective = effective(mapping);
        List<KubeNode> fields = new ArrayList<>(effective.size());
        effective.forEach(
                (field, entry) -> fields.add(new KubeNode(source, this, field, -1, entry.key(), entry.value(), null)));
        return fields;
    }

    /** An entry of the mapping here, in effect or not. */
    KubeNode entry(YamlNode entryKey, YamlNode entryValue) {
        return new KubeNode(source, this, KubeKey.text(follow(entryKey)), -1, entryKey, entryValue, null);
    }

    /** An item of the sequence here. */
    KubeNode item(int position, YamlNode item) {
        return new KubeNode(source, this, "", position, null, item, null);
    }

    /** Whether something other than null stands here. */
    public boolean exists() {
        YamlNode content = content();
        return content != null && !(content instanceof Scalar scalar && scalar(scalar) instanceof KubeValue.Null);
    }

    /** Whether the field is written, if only with null. */
    public boolean written() {
        return value != null;
    }

    public boolean isMapping() {
        return content() instanceof Mapping;
    }

    public boolean isSequence() {
        return content() instanceof Sequence;
    }

    public boolean isScalar() {
        return content() instanceof Scalar;
    }

    /** What the scalar here means; null where there is none. */
    public KubeValue scalar() {
        return content() instanceof Scalar scalar ? scalar(scalar) : new KubeValue.Null();
    }

    /** The string here; empty where there is none or something of another type, which Kubernetes would refuse. */
    public Optional<String> text() {
        return scalar() instanceof KubeValue.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The boolean here; empty where there is none or something of another type, which Kubernetes would refuse. */
    public Optional<Boolean> bool() {
        return scalar() instanceof KubeValue.Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    /** Whether true stands here. */
    public boolean isTrue() {
        return scalar() instanceof KubeValue.Bool bool && bool.value();
    }

    /** Whether false stands here. */
    public boolean isFalse() {
        return scalar() instanceof KubeValue.Bool bool && !bool.value();
    }

    /** The whole number here; empty where there is none that an int64 field takes. */
    public Optional<Long> integer() {
        return scalar() instanceof KubeValue.Int number && number.value().bitLength() < Long.SIZE
                ? Optional.of(number.value().longValue())
                : Optional.empty();
    }

    /** The strings of a sequence. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (KubeNode item : items()) item.text().ifPresent(texts::add);
        return texts;
    }

    /** The field's name; empty for an item or an object. */
    public String name() {
        return name;
    }

    /** The place that this is a field or an item of; an object is its own. */
    public KubeNode parent() {
        return parent == null ? this : parent;
    }

    public SourceText source() {
        return source;
    }

    /** The node written here. */
    public Optional<YamlNode> node() {
        return Optional.ofNullable(value);
    }

    /** The node of the field's name. */
    public Optional<YamlNode> key() {
        return Optional.ofNullable(key);
    }

    /** From the key through the value; for what is absent, the nearest thing that is written. */
    public Location location() {
        YamlNode written = value;
        if (written == null) return parent().nearest();
        YamlNode start = key == null ? written : key;
        return source.location(start.start(), Math.max(start.end(), written.end()));
    }

    /** Where its location begins. */
    public Position position() {
        return source.position(value == null ? parent().nearestStart() : (key == null ? value : key).start());
    }

    /** The key alone, or what names an item. */
    private Location nearest() {
        if (value == null) return parent().nearest();
        if (key != null) return source.location(key.start(), key.end());
        KubeNode itemName = get("name");
        if (itemName.written()) return itemName.location();
        YamlNode first = firstOf(value);
        return source.location(first.start(), first.end());
    }

    private int nearestStart() {
        if (value == null) return parent().nearestStart();
        if (key != null) return key.start();
        KubeNode itemName = get("name");
        return itemName.key == null ? firstOf(value).start() : itemName.key.start();
    }

    private static YamlNode firstOf(YamlNode written) {
        return follow(written) instanceof Mapping mapping && mapping.size() > 0 ? mapping.key(0) : written;
    }

    /** The path within its object, such as {@code spec.containers[0].image} or {@code metadata.annotations["a.b/c"]}. */
    public String path() {
        String known = path;
        if (known == null) {
            known = parent == null ? "" : parent.path() + step(false);
            path = known;
        }
        return known;
    }

    /** The path with what names items instead of their indexes: it stays when items move. */
    public String stablePath() {
        return parent == null ? "" : parent.stablePath() + step(true);
    }

    private String step(boolean stable) {
        if (index >= 0) {
            return '[' + (stable ? itemName() : String.valueOf(index)) + ']';
        }
        if (!isSimple(name)) return "[\"" + name + "\"]";
        boolean first = parent == null || parent.parent == null;
        return first ? name : '.' + name;
    }

    /** The name of an item, or the scalar that it is; empty where only its place tells it from the others. */
    private String itemName() {
        return get("name")
                .text()
                .or(this::text)
                .or(() -> integer().map(String::valueOf))
                .orElse("");
    }

    private static boolean isSimple(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '$') return false;
        }
        return !field.isEmpty();
    }

    private @Nullable YamlNode content() {
        return value == null ? null : follow(value);
    }

    static YamlNode follow(YamlNode node) {
        YamlNode followed = node;
        while (followed instanceof Alias alias) followed = alias.target();
        return followed;
    }

    private static KubeValue scalar(Scalar scalar) {
        return KubeScalar.resolve(scalar);
    }

    private static @Nullable Entry find(Mapping mapping, String field) {
        if (mapping.size() > FEW) return effective(mapping).get(field);
        Entry found = null;
        for (int i = 0; i < mapping.size(); i++) {
            if (Merge.is(mapping.key(i))) {
                Entry merged = findMerged(follow(mapping.value(i)), field);
                if (merged != null) found = merged;
            } else if (KubeKey.is(follow(mapping.key(i)), field)) {
                found = new Entry(mapping.key(i), mapping.value(i));
            }
        }
        return found;
    }

    private static @Nullable Entry findMerged(YamlNode merged, String field) {
        if (merged instanceof Mapping mapping) return find(mapping, field);
        if (!(merged instanceof Sequence sequence)) return null;
        for (YamlNode item : sequence.items()) {
            Entry found = findMerged(follow(item), field);
            if (found != null) return found;
        }
        return null;
    }

    /** The entries in effect by their names; nobody changes them. */
    static Map<String, Entry> effective(Mapping mapping) {
        if (mapping.index().isPresent()) return mapping.index().get();
        Map<String, Entry> effective = new LinkedHashMap<>();
        collect(mapping, effective);
        if (mapping.size() > FEW) mapping.keep(effective);
        return effective;
    }

    private static void collect(Mapping mapping, Map<String, Entry> into) {
        for (int i = 0; i < mapping.size(); i++) {
            YamlNode key = mapping.key(i);
            if (Merge.is(key)) {
                collectMerged(follow(mapping.value(i)), into);
            } else {
                into.put(KubeKey.text(follow(key)), new Entry(key, mapping.value(i)));
            }
        }
    }

    private static void collectMerged(YamlNode merged, Map<String, Entry> into) {
        if (merged instanceof Mapping mapping) collect(mapping, into);
        if (!(merged instanceof Sequence sequence)) return;
        for (YamlNode item : sequence.items().reversed()) collectMerged(follow(item), into);
    }
}
