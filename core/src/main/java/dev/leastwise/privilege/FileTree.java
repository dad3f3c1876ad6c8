package dev.leastwise.privilege;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files of an image's root file system as one run of bytes, which is also how they are kept on disk: nothing is parsed
 * before it is asked for, and a file takes some thirty bytes besides its name.
 */
public final class FileTree {

    // The header counts files, owners, capabilities and files that raise; then come the files, the owners, the
    // capabilities, the numbers of the files that raise, and the names.
    static final int HEADER = 4 * Integer.BYTES;
    /** Where its name is, its owner, and for a folder its first child and their number, for a link where its target is. */
    static final int FILE = 4 * Integer.BYTES;
    /** Mode, uid, gid, and the number of the capabilities or -1. */
    static final int OWNER = 4 * Integer.BYTES;
    /** Permitted, inheritable, root id, and 1 where they are effective. */
    static final int CAPABILITIES = 2 * Long.BYTES + 2 * Integer.BYTES;

    /** How many files a list of them names at most: each comes with its path. */
    public static final int LISTED = 1000;

    private static final long LOW = 0xFFFFFFFFL;
    private static final int ROOT = 0;

    private final byte[] raw;
    private final ByteBuffer bytes;
    private final int owners;
    private final int capabilities;
    private final int raising;
    private final int names;

    private FileTree(byte[] raw) {
        this.raw = raw;
        this.bytes = ByteBuffer.wrap(raw);
        this.owners = HEADER + bytes.getInt(0) * FILE;
        this.capabilities = owners + bytes.getInt(Integer.BYTES) * OWNER;
        this.raising = capabilities + bytes.getInt(2 * Integer.BYTES) * CAPABILITIES;
        this.names = raising + bytes.getInt(3 * Integer.BYTES) * Integer.BYTES;
    }

    /** The tree that {@link #bytes} gave. */
    public static FileTree of(byte[] bytes) {
        return new FileTree(bytes);
    }

    /** A tree of some files; folders on the way to them are root's. */
    public static FileTree of(List<ImageFile> files) {
        FileTreeBuilder builder = new FileTreeBuilder();
        builder.addAll(files);
        return builder.build();
    }

    /** Its representation; nobody writes to it. */
    public byte[] bytes() {
        return raw;
    }

    /** How many files it has, folders and links among them. */
    public int size() {
        return bytes.getInt(0);
    }

    /** The root folder's number. */
    int root() {
        return ROOT;
    }

    /** The number of a folder's entry of that name; -1 where it has none. */
    int child(int folder, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int low = bytes.getInt(at(folder) + 2 * Integer.BYTES);
        int high = low + bytes.getInt(at(folder) + 3 * Integer.BYTES) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compareName(middle, wanted);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    private int compareName(int file, byte[] wanted) {
        int start = names + bytes.getInt(at(file)) + Short.BYTES;
        int end = start + length(start);
        return Arrays.compareUnsigned(raw, start, end, wanted, 0, wanted.length);
    }

    /** A file by its number; the path is the caller's to know. */
    ImageFile file(int file, String path) {
        int owner = owners + bytes.getInt(at(file) + Integer.BYTES) * OWNER;
        int mode = bytes.getInt(owner);
        ImageFile bare = new ImageFile(
                path,
                mode,
                bytes.getInt(owner + Integer.BYTES) & LOW,
                bytes.getInt(owner + 2 * Integer.BYTES) & LOW,
                capabilities(bytes.getInt(owner + 3 * Integer.BYTES)),
                "");
        if (!bare.isLink()) return bare;
        String target = text(bytes.getInt(at(file) + 2 * Integer.BYTES));
        return new ImageFile(path, mode, bare.uid(), bare.gid(), bare.capabilities(), target);
    }

    private Optional<FileCapabilities> capabilities(int number) {
        if (number < 0) return Optional.empty();
        int at = capabilities + number * CAPABILITIES;
        return Optional.of(new FileCapabilities(
                new CapabilitySet(bytes.getLong(at)),
                new CapabilitySet(bytes.getLong(at + Long.BYTES)),
                bytes.getInt(at + 2 * Long.BYTES + Integer.BYTES) != 0,
                bytes.getInt(at + 2 * Long.BYTES) & LOW));
    }

    /** The programs whose execution gives a process what it did not have, by their paths; some where there are very many. */
    public List<ImageFile> raising() {
        int count = bytes.getInt(3 * Integer.BYTES);
        if (count == 0) return List.of();
        int[] wanted = new int[count];
        for (int i = 0; i < count; i++) wanted[i] = bytes.getInt(raising + i * Integer.BYTES);
        List<ImageFile> files = new ArrayList<>();
        visit(ROOT, file(ROOT, "/"), (number, file, parent) -> {
            if (Arrays.binarySearch(wanted, number) >= 0) files.add(file);
            return files.size() < Math.min(count, LISTED);
        });
        return files;
    }

    /**
     * The folders in which somebody may write who is not root, without those that are as the folder that they are in; some
     * where there are very many.
     */
    public List<ImageFile> openFolders() {
        List<ImageFile> open = new ArrayList<>();
        visit(ROOT, file(ROOT, "/"), (number, file, parent) -> {
            if (file.isFolder() && file.isOpen() && !isAs(file, parent)) open.add(file);
            return open.size() < LISTED;
        });
        return open;
    }

    /** The folders that hold nothing but folders, however deep, each before those in it: a mount there hides no file. */
    public List<ImageFile> emptyFolders() {
        List<ImageFile> empty = new ArrayList<>();
        addEmpty(ROOT, file(ROOT, "/"), empty);
        return empty;
    }

    /** Whether there is any file but folders below a path, which leads through no link. */
    public boolean hasFileIn(String path) {
        int number = ROOT;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty()) continue;
            number = child(number, name);
            if (number < 0) return false;
            if (!file(number, path).isFolder()) return true;
        }
        return !addEmpty(number, file(number, path), new ArrayList<>());
    }

    private boolean addEmpty(int number, ImageFile folder, List<ImageFile> into) {
        int place = into.size();
        into.add(folder);
        boolean empty = true;
        int first = bytes.getInt(at(number) + 2 * Integer.BYTES);
        int count = bytes.getInt(at(number) + 3 * Integer.BYTES);
        for (int i = first; i < first + count; i++) {
            ImageFile file = file(i, join(folder.path(), name(i)));
            empty &= file.isFolder() && addEmpty(i, file, into);
        }
        if (!empty) into.remove(place);
        return empty;
    }

    private static boolean isAs(ImageFile file, ImageFile other) {
        return file.mode() == other.mode() && file.uid() == other.uid() && file.gid() == other.gid();
    }

    /** Every file with its path, folders before what they hold. */
    public List<ImageFile> all() {
        List<ImageFile> files = new ArrayList<>(size());
        files.add(file(ROOT, "/"));
        visit(ROOT, files.getFirst(), (number, file, parent) -> files.add(file));
        return files;
    }

    /** Is shown a file with the folder that it is in; says whether it wants more. */
    private interface Visitor {
        boolean visit(int number, ImageFile file, ImageFile parent);
    }

    private boolean visit(int folder, ImageFile parent, Visitor visitor) {
        int first = bytes.getInt(at(folder) + 2 * Integer.BYTES);
        int count = bytes.getInt(at(folder) + 3 * Integer.BYTES);
        for (int i = first; i < first + count; i++) {
            ImageFile file = file(i, join(parent.path(), name(i)));
            if (!visitor.visit(i, file, parent)) return false;
            if (file.isFolder() && !visit(i, file, visitor)) return false;
        }
        return true;
    }

    static String join(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + '/' + name;
    }

    private String name(int file) {
        return text(bytes.getInt(at(file)));
    }

    private String text(int offset) {
        int start = names + offset + Short.BYTES;
        return new String(raw, start, length(start), StandardCharsets.UTF_8);
    }

    private int length(int start) {
        return bytes.getShort(start - Short.BYTES) & 0xFFFF;
    }

    private static int at(int file) {
        return HEADER + file * FILE;
    }
}
