package dev.leastwise.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar entry by entry as Go's archive/tar does, with which runtimes unpack layers. Extended attributes stay bytes: a
 * capability set is no text (docs/adr/0004).
 */
final class TarReader {

    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final String SPARSE = "GNU.sparse.";

    /** Types that have no content, whatever size they claim: links, devices, folders and pipes. */
    private static final String HEADER_ONLY = "123456";

    /** What GNU tar says of names beats extended headers, whichever comes last; no key of theirs holds a NUL. */
    private static final String LONG_NAME = "\0path";

    private static final String LONG_LINK = "\0linkpath";

    private final InputStream in;
    private final byte[] skipped = new byte[1 << 16];
    private long contentLeft;
    private int padding;
    private String current = "";
    private boolean sparse;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry; what was not read of the last one's content is passed over. */
    Optional<TarHeader> next() throws IOException {
        Map<String, byte[]> records = new HashMap<>();
        int headerBytes = 0;
        while (true) {
            Optional<TarBlock> block = block();
            if (block.isEmpty()) return Optional.empty();
            TarBlock header = block.get();
            switch (header.type()) {
                case 'x' -> headerBytes += readRecords(header, headerBytes, records);
                case 'L' -> headerBytes += readLong(LONG_NAME, header, headerBytes, records);
                case 'K' -> headerBytes += readLong(LONG_LINK, header, headerBytes, records);
                // a global header is for programs, not for files (containerd pkg/archive/tar.go passes it over), and
                // an entry to Go: what was said before it is said of it
                case 'g' -> {
                    records.clear();
                    begin("", checked(header.size()));
                }
                default -> {
                    return Optional.of(entry(header, records));
                }
            }
        }
    }

    /** The next block that is a header; empty at the end, which two blocks of zeros or nothing at all mark. */
    private Optional<TarBlock> block() throws IOException {
        pass();
        byte[] bytes = new byte[TarBlock.SIZE];
        int read = in.readNBytes(bytes, 0, bytes.length);
        if (read == 0) return Optional.empty();
        if (read < bytes.length) throw ImageError.damaged("a tar ends within the header behind " + shown(current));
        TarBlock block = new TarBlock(bytes);
        if (block.isZero()) {
            in.readNBytes(bytes, 0, bytes.length);
            if (block.isZero()) return Optional.empty();
            throw noTar();
        }
        if (!block.isHeader()) throw noTar();
        return Optional.of(block);
    }

    private ImageError noTar() {
        return ImageError.damaged(current.isEmpty() ? "is no tar" : "is no tar behind " + shown(current));
    }

    private TarHeader entry(TarBlock block, Map<String, byte[]> records) throws IOException {
        String path = text(records, LONG_NAME, text(records, "path", block.name()));
        boolean sparseRecords = isSparse(records);
        String name = sparseRecords ? text(records, SPARSE + "name", path) : path;
        long size = HEADER_ONLY.indexOf(block.type()) >= 0 ? 0 : number(records, "size", block.size());
        begin(name, checked(size));
        sparse = block.type() == 'S' || sparseRecords;
        if (block.type() == 'S') passSparseMap(block);
        Map<String, byte[]> attributes = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : records.entrySet()) {
            if (!entry.getKey().startsWith(ATTRIBUTE)) continue;
            attributes.put(entry.getKey().substring(ATTRIBUTE.length()), entry.getValue());
        }
        return new TarHeader(
                block.type(),
                name,
                text(records, LONG_LINK, text(records, "linkpath", block.linkName())),
                permissions(block, name),
                id(number(records, "uid", block.uid()), name),
                id(number(records, "gid", block.gid()), name),
                size,
                block.modified(),
                (int) block.major(),
                (int) block.minor(),
                attributes);
    }

    private static int permissions(TarBlock block, String name) {
        long mode = block.mode();
        if (mode == TarBlock.NO_NUMBER) throw ImageError.damaged("the mode of " + shown(name) + " is no number");
        return (int) (mode & 07777);
    }

    /** Whether the records are of a version of GNU tar's sparse files that Go knows; it takes no notice of others. */
    private static boolean isSparse(Map<String, byte[]> records) {
        String major = text(records, SPARSE + "major", "");
        String minor = text(records, SPARSE + "minor", "");
        if (major.equals("0")) return minor.equals("0") || minor.equals("1");
        if (major.equals("1")) return minor.equals("0");
        boolean map = records.containsKey(SPARSE + "map") || records.containsKey(SPARSE + "offset");
        return map && major.isEmpty() && minor.isEmpty();
    }

    private void passSparseMap(TarBlock header) throws IOException {
        boolean more = header.sparseContinues();
        byte[] map = new byte[TarBlock.SIZE];
        while (more) {
            if (in.readNBytes(map, 0, map.length) < map.length) throw endsWithin();
            more = map[504] != 0;
        }
    }

    /** The content of the current entry. */
    InputStream content() {
        if (sparse)
            throw new ImageError("the content of " + shown(current) + " is sparse", "pack the layer without --sparse");
        return new Content();
    }

    private void begin(String name, long size) {
        current = name.isEmpty() ? current : name;
        contentLeft = size;
        padding = (int) (-size & (TarBlock.SIZE - 1));
    }

    /** Passes over content and padding; that the padding of the last file is missing is none of its reader's business. */
    private void pass() throws IOException {
        while (contentLeft > 0) readContent(skipped, 0, skipped.length);
        in.readNBytes(skipped, 0, padding);
        padding = 0;
    }

    private int readContent(byte[] into, int from, int length) throws IOException {
        if (contentLeft == 0) return -1;
        int read = in.read(into, from, (int) Math.min(length, contentLeft));
        if (read < 0) throw endsWithin();
        contentLeft -= read;
        return read;
    }

    private ImageError endsWithin() {
        return ImageError.damaged("a tar ends within " + shown(current));
    }

    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return readContent(into, from, length);
        }
    }

    private byte[] extension(TarBlock header, int before) throws IOException {
        long size = header.size();
        if (size < 0 || size + before > Limits.HEADER_BYTES) {
            throw ImageError.hostile("the header of an entry behind " + shown(current) + " claims " + size + " bytes");
        }
        begin("", size);
        sparse = false;
        byte[] bytes = content().readNBytes((int) size);
        if (bytes.length < size) throw new EOFException();
        return bytes;
    }

    private int readLong(String key, TarBlock header, int before, Map<String, byte[]> records) throws IOException {
        byte[] name = extension(header, before);
        int end = 0;
        while (end < name.length && name[end] != 0) end++;
        if (end == 0) records.remove(key);
        else records.put(key, Arrays.copyOf(name, end));
        return name.length;
    }

    /** Records of the form {@code LENGTH KEY=VALUE\n}, in place of earlier ones; an empty value leaves what the header says. */
    private int readRecords(TarBlock header, int before, Map<String, byte[]> records) throws IOException {
        byte[] bytes = extension(header, before);
        records.keySet().removeIf(key -> !key.equals(LONG_NAME) && !key.equals(LONG_LINK));
        int at = 0;
        while (at < bytes.length) {
            int digits = at;
            int length = 0;
            while (digits < bytes.length && bytes[digits] >= '0' && bytes[digits] <= '9' && length < bytes.length) {
                length = length * 10 + bytes[digits++] - '0';
            }
            int end = at + length - 1;
            int equals = digits + 1;
            while (equals < end && equals < bytes.length && bytes[equals] != '=') equals++;
            boolean wellFormed = end < bytes.length && equals < end && bytes[digits] == ' ' && bytes[end] == '\n';
            for (int i = digits + 1; wellFormed && i < equals; i++) wellFormed = bytes[i] != 0;
            if (!wellFormed) throw ImageError.damaged("an extended header behind " + shown(current) + " is malformed");
            String key = new String(bytes, digits + 1, equals - digits - 1, StandardCharsets.UTF_8);
            byte[] value = Arrays.copyOfRange(bytes, equals + 1, end);
            if (value.length == 0) records.remove(key);
            else records.put(key, value);
            at = end + 1;
        }
        return bytes.length;
    }

    private static String text(Map<String, byte[]> records, String key, String otherwise) {
        byte[] value = records.get(key);
        return value == null ? otherwise : FileNames.of(value);
    }

    private static long number(Map<String, byte[]> records, String key, long otherwise) {
        byte[] value = records.get(key);
        if (value == null) return otherwise;
        try {
            return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private long checked(long size) {
        if (size < 0 || size > Limits.LAYER_BYTES) {
            throw ImageError.hostile("an entry behind " + shown(current) + " claims a size of " + size + " bytes");
        }
        return size;
    }

    /** The kernel has no user beyond 32 bits, and none that is all ones. */
    private static long id(long id, String name) {
        if (id < 0 || id >= 0xFFFFFFFFL)
            throw ImageError.hostile(shown(name) + " is of a user or group that cannot be");
        return id;
    }

    static String shown(String name) {
        String start = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return name.isEmpty() ? "its start" : '"' + start + '"';
    }
}
