package dev.leastwise.privilege;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a {@link FileTree}, folder by folder: the root is there, and each folder's entries are added at once, in order. */
public final class FileTreeBuilder {

    private record Owner(int mode, long uid, long gid, Optional<FileCapabilities> capabilities) {}

    private int[] files = new int[4 * 1024];
    private int count;
    private final Map<Owner, Integer> ownerNumbers = new HashMap<>();
    private final List<Owner> owners = new ArrayList<>();
    private final List<FileCapabilities> capabilities = new ArrayList<>();
    private final List<Integer> raising = new ArrayList<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();

    public FileTreeBuilder() {}

    /** Adds a file, the root first, the path's last part being its name; says its number. */
    public int add(ImageFile file) {
        String path = file.path();
        int number = count++;
        if (files.length < 4 * count) files = Arrays.copyOf(files, files.length * 2);
        files[4 * number] = text(path.substring(path.lastIndexOf('/') + 1));
        files[4 * number + 1] = owner(file);
        if (file.isLink()) files[4 * number + 2] = text(file.target());
        if (file.raises()) raising.add(number);
        return number;
    }

    /** Says which files are a folder's own: those added from a number on, their names in the order of their bytes. */
    public void holds(int folder, int first) {
        files[4 * folder + 2] = first;
        files[4 * folder + 3] = count - first;
    }

    private int owner(ImageFile file) {
        Owner owner = new Owner(file.mode(), file.uid(), file.gid(), file.capabilities());
        return ownerNumbers.computeIfAbsent(owner, added -> {
            owners.add(added);
            return owners.size() - 1;
        });
    }

    private int text(String text) {
        int offset = names.size();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        names.write(bytes.length >> Byte.SIZE);
        names.write(bytes.length);
        names.writeBytes(bytes);
        return offset;
    }

    public FileTree build() {
        ByteBuffer ownerBytes = ByteBuffer.allocate(owners.size() * FileTree.OWNER);
        for (Owner owner : owners) {
            ownerBytes.putInt(owner.mode).putInt((int) owner.uid).putInt((int) owner.gid);
            ownerBytes.putInt(owner.capabilities.isPresent() ? capabilities.size() : -1);
            owner.capabilities.ifPresent(capabilities::add);
        }
        int size = FileTree.HEADER
                + count * FileTree.FILE
                + ownerBytes.capacity()
                + capabilities.size() * FileTree.CAPABILITIES
                + raising.size() * Integer.BYTES
                + names.size();
        ByteBuffer tree = ByteBuffer.allocate(size);
        tree.putInt(count).putInt(owners.size()).putInt(capabilities.size()).putInt(raising.size());
        for (int i = 0; i < 4 * count; i++) tree.putInt(files[i]);
        tree.put(ownerBytes.flip());
        for (FileCapabilities set : capabilities) {
            tree.putLong(set.permitted().bits()).putLong(set.inheritable().bits());
            tree.putInt((int) set.rootId()).putInt(set.effective() ? 1 : 0);
        }
        for (int file : raising) tree.putInt(file);
        tree.put(names.toByteArray());
        return FileTree.of(tree.array());
    }

    /** Adds files by their paths, with the folders on the way to them. */
    void addAll(List<ImageFile> given) {
        TreeMap<String, ImageFile> byPath = new TreeMap<>();
        byPath.put("/", ImageFile.folder("/", 0755, 0, 0));
        for (ImageFile file : given) {
            for (int slash = file.path().indexOf('/', 1);
                    slash > 0;
                    slash = file.path().indexOf('/', slash + 1)) {
                String folder = file.path().substring(0, slash);
                byPath.putIfAbsent(folder, ImageFile.folder(folder, 0755, 0, 0));
            }
            byPath.put(file.path(), file);
        }
        List<ImageFile> queue = new ArrayList<>(List.of(byPath.get("/")));
        add(queue.getFirst());
        for (int i = 0; i < queue.size(); i++) {
            int first = count;
            String inside = FileTree.join(queue.get(i).path(), "");
            for (ImageFile file : byPath.tailMap(inside, false).values()) {
                if (!file.path().startsWith(inside)) break;
                if (file.path().indexOf('/', inside.length()) > 0) continue;
                add(file);
                queue.add(file);
            }
            if (queue.get(i).isFolder()) holds(i, first);
        }
    }
}
