package dev.leastwise.image;

import dev.leastwise.image.LayerEntry.Attributes;
import dev.leastwise.image.LayerEntry.Folder;
import dev.leastwise.image.LayerEntry.HardLink;
import dev.leastwise.image.LayerEntry.Opaque;
import dev.leastwise.image.LayerEntry.RegularFile;
import dev.leastwise.image.LayerEntry.Special;
import dev.leastwise.image.LayerEntry.SymbolicLink;
import dev.leastwise.image.LayerEntry.Whiteout;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.FileTreeBuilder;
import dev.leastwise.privilege.ImageFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file table that layers laid over each other make, as containerd unpacks them (pkg/archive/tar.go applyNaive). */
final class Overlay {

    private static final int MOST_LINKS = 40;
    /** Parts of links that are followed in all, so that links within links take no time without end. */
    private static final int MOST_STEPS = 20_000_000;

    private static final ImageFile IMPLIED = ImageFile.folder("", 0755, 0, 0);

    private final NameTable names = new NameTable();
    private final Map<ImageFile, ImageFile> owners = new HashMap<>();
    private final Map<Integer, byte[]> contents = new HashMap<>();
    /** The folders that a whiteout has emptied, each with the layer that did: a second one of it changes nothing. */
    private final Map<Integer, Integer> emptied = new HashMap<>();

    private int layer;
    private int entries;
    private int steps;

    Overlay() {
        names.set(NameTable.ROOT, IMPLIED, "", layer);
    }

    /** What comes next is of the layer above. */
    void nextLayer() {
        layer++;
    }

    /** Lays an entry over what is there. */
    void apply(LayerEntry entry) {
        if (++entries > Limits.ENTRIES) {
            throw new ImageError("its layers have more than " + Limits.ENTRIES + " entries", "make it smaller");
        }
        if (entry instanceof Whiteout whiteout) {
            find(whiteout.path()).ifPresent(this::hide);
        } else if (entry instanceof Opaque opaque) {
            find(opaque.path()).ifPresent(this::hideChildren);
        } else if (entry instanceof HardLink link) {
            link(link);
        } else {
            int file = place(entry.path(), entry instanceof Folder);
            names.set(file, owned(entry), target(entry), layer);
            contents.remove(file);
        }
    }

    /** Lays a file over what is there, with what it holds. */
    void apply(RegularFile file, byte[] content) {
        apply(file);
        find(file.path()).ifPresent(number -> contents.put(number, content));
    }

    private static String target(LayerEntry entry) {
        return entry instanceof SymbolicLink link ? link.target() : "";
    }

    private ImageFile owned(LayerEntry entry) {
        if (entry instanceof Folder folder) return owner(ImageFile.FOLDER, folder.attributes(), folder.path());
        if (entry instanceof RegularFile file) return owner(ImageFile.REGULAR, file.attributes(), file.path());
        if (entry instanceof SymbolicLink link) return owner(ImageFile.SYMBOLIC_LINK, link.attributes(), link.path());
        Special special = (Special) entry;
        return owner(special.type(), special.attributes(), special.path());
    }

    /** Files of the same mode and owner share what says so. */
    private ImageFile owner(int type, Attributes attributes, String path) {
        byte[] extended = attributes.extended().get(FileCapabilities.ATTRIBUTE);
        Optional<FileCapabilities> capabilities = Optional.empty();
        if (extended != null && type == ImageFile.REGULAR) {
            capabilities = FileCapabilities.of(extended);
            if (capabilities.isEmpty()) {
                throw ImageError.damaged("the file capabilities of " + TarReader.shown(path) + " are malformed");
            }
        }
        ImageFile owner =
                new ImageFile("", type | attributes.mode(), attributes.uid(), attributes.gid(), capabilities, "");
        return owners.computeIfAbsent(owner, same -> same);
    }

    private void link(HardLink link) {
        Optional<Integer> target = find(link.target());
        if (target.isEmpty()) {
            throw ImageError.damaged("the hard link " + TarReader.shown(link.path()) + " leads to "
                    + TarReader.shown(link.target()) + ", which is not there");
        }
        ImageFile owner = names.owner(target.get());
        if (owner.isFolder()) {
            throw ImageError.damaged("the hard link " + TarReader.shown(link.path()) + " leads to a folder");
        }
        String symbolic = names.target(target.get());
        byte[] content = contents.get(target.get());
        int file = place(link.path(), false);
        names.set(file, owner, symbolic, layer);
        if (content == null) contents.remove(file);
        else contents.put(file, content);
    }

    /** The number of a path, made where it is not there; what it cannot share the place with is gone. */
    private int place(String path, boolean folder) {
        if (path.equals("/")) {
            if (!folder) throw ImageError.hostile("the root is no folder");
            return NameTable.ROOT;
        }
        int parent = folder(LayerPath.parent(path), true).orElseThrow();
        int file = names.child(parent, LayerPath.name(path));
        if (file < 0) return names.add(parent, LayerPath.name(path));
        if (!folder || !names.owner(file).isFolder()) removeChildren(file);
        return file;
    }

    /** The number of a path whose last part is not followed where it is a link. */
    private Optional<Integer> find(String path) {
        if (path.equals("/")) return Optional.of(NameTable.ROOT);
        Optional<Integer> parent = folder(LayerPath.parent(path), false);
        if (parent.isEmpty()) return Optional.empty();
        int file = names.child(parent.get(), LayerPath.name(path));
        return file < 0 ? Optional.empty() : Optional.of(file);
    }

    /** The folder that a path leads to, through links, within the root; missing ones are made where asked for. */
    private Optional<Integer> folder(String path, boolean make) {
        Deque<String> rest = new ArrayDeque<>();
        push(path, rest);
        int here = NameTable.ROOT;
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                if (here == NameTable.ROOT) {
                    throw ImageError.hostile(
                            "the path " + TarReader.shown(path) + " leads out of the root file system");
                }
                here = names.parent(here);
                continue;
            }
            int next = names.child(here, name);
            if (next < 0) {
                if (!make) return Optional.empty();
                next = names.add(here, name);
                names.set(next, IMPLIED, "", layer);
            }
            ImageFile owner = names.owner(next);
            if (owner.isLink()) {
                if (++links > MOST_LINKS) {
                    throw ImageError.hostile("the path " + TarReader.shown(path) + " leads through links without end");
                }
                String target = names.target(next);
                if (target.startsWith("/")) here = NameTable.ROOT;
                push(target, rest);
                steps += rest.size();
                if (steps > MOST_STEPS) throw ImageError.hostile("its paths lead through too many links");
            } else if (owner.isFolder()) {
                here = next;
            } else if (make) {
                throw ImageError.damaged(
                        "the path " + TarReader.shown(path) + " leads through a file that is no folder");
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    private static void push(String path, Deque<String> rest) {
        String[] parts = path.split("/", -1);
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) rest.push(parts[i]);
        }
    }

    /** Takes away what lower layers have there; what its own layer has stays, be it that it came first. */
    private void hide(int file) {
        hideChildren(file);
        boolean own = names.layer(file) == layer && file != NameTable.ROOT;
        if (own || file == NameTable.ROOT || names.hasChildren(file)) return;
        remove(file);
    }

    private void hideChildren(int folder) {
        Integer before = emptied.put(folder, layer);
        if (before != null && before == layer) return;
        for (int child : names.children(folder)) hide(child);
    }

    private void removeChildren(int folder) {
        for (int child : names.children(folder)) {
            removeChildren(child);
            remove(child);
        }
    }

    private void remove(int file) {
        names.remove(file);
        contents.remove(file);
    }

    /** What a file holds, if that was kept; links are followed. */
    Optional<byte[]> content(String path) {
        Optional<Integer> file = real(path);
        return file.isEmpty() ? Optional.empty() : Optional.ofNullable(contents.get(file.get()));
    }

    /** The path of the regular file that a path leads to. */
    Optional<String> realPath(String path) {
        Optional<Integer> file = real(path).filter(number -> names.owner(number).isRegular());
        return file.map(names::path);
    }

    private Optional<Integer> real(String path) {
        String here = path;
        for (int links = 0; links < MOST_LINKS; links++) {
            Optional<Integer> file = find(here);
            if (file.isEmpty() || !names.owner(file.get()).isLink()) return file;
            String target = names.target(file.get());
            String folder = target.startsWith("/") ? "" : names.path(names.parent(file.get()));
            here = "/" + String.join("/", withoutDots(folder + '/' + target));
        }
        return Optional.empty();
    }

    private static List<String> withoutDots(String path) {
        Deque<String> rest = new ArrayDeque<>();
        push(path, rest);
        List<String> parts = new ArrayList<>();
        for (String part : rest) {
            if (!part.equals("..")) parts.add(part);
            else if (!parts.isEmpty()) parts.removeLast();
        }
        return parts;
    }

    /** The table as it is now, for good. */
    FileTree tree() {
        FileTreeBuilder builder = new FileTreeBuilder();
        List<Integer> queue = new ArrayList<>(List.of(NameTable.ROOT));
        builder.add(names.file(NameTable.ROOT));
        for (int i = 0; i < queue.size(); i++) {
            int file = queue.get(i);
            if (!names.owner(file).isFolder()) continue;
            int first = queue.size();
            for (int child : names.sortedChildren(file)) {
                builder.add(names.file(child));
                queue.add(child);
            }
            builder.holds(i, first);
        }
        return builder.build();
    }
}
