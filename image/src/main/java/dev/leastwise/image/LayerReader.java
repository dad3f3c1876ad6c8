package dev.leastwise.image;

import dev.leastwise.image.LayerEntry.Attributes;
import dev.leastwise.image.LayerEntry.Folder;
import dev.leastwise.image.LayerEntry.HardLink;
import dev.leastwise.image.LayerEntry.Opaque;
import dev.leastwise.image.LayerEntry.RegularFile;
import dev.leastwise.image.LayerEntry.Special;
import dev.leastwise.image.LayerEntry.SymbolicLink;
import dev.leastwise.image.LayerEntry.Whiteout;
import dev.leastwise.image.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads a layer entry by entry. Nothing of it is written anywhere; it has been verified when {@link #next} says that there
 * is no more.
 */
public final class LayerReader implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_BYTES = 4;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String META = ".wh..wh.";

    // inode(7)
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private final InputStream blob;
    private final Measured plain;
    private final TarReader tar;
    private final String name;

    private LayerReader(InputStream blob, Measured plain, String name) {
        this.blob = blob;
        this.plain = plain;
        this.tar = new TarReader(plain);
        this.name = name;
    }

    /** A layer of an image. */
    public static LayerReader open(OciLayout layout, Descriptor layer) {
        String name = "layer " + layer.digest();
        if (layer.mediaType().contains("encrypted")) {
            throw new ImageError(name + " is encrypted", "copy the image decrypted: skopeo copy --decryption-key");
        }
        return of(layout.blob(layer), name);
    }

    /** A layer of those bytes. */
    static LayerReader of(InputStream blob, String name) {
        return guard(name, () -> new LayerReader(blob, new Measured(decompressed(blob)), name));
    }

    /** What it is compressed with is told by its first bytes, as containerd does (pkg/archive/compression). */
    private static InputStream decompressed(InputStream blob) throws IOException {
        byte[] start = blob.readNBytes(MAGIC_BYTES);
        InputStream whole = new Rejoined(start, blob);
        if (start.length < MAGIC_BYTES) return whole;
        int magic = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if ((magic & 0xFFFF) == GZIPInputStream.GZIP_MAGIC) return new GZIPInputStream(whole, BUFFER);
        return ZstdInputStream.begins(magic) ? new ZstdInputStream(new BufferedInputStream(whole, BUFFER)) : whole;
    }

    /** The next change; empty behind the last. */
    public Optional<LayerEntry> next() {
        return guard(name, () -> {
            while (true) {
                Optional<TarHeader> header = tar.next();
                if (header.isEmpty()) {
                    finish();
                    return Optional.empty();
                }
                Optional<LayerEntry> entry = entry(header.get());
                if (entry.isPresent()) return entry;
            }
        });
    }

    /** The content of the entry that came last. */
    public InputStream content() {
        return tar.content();
    }

    /** The whole content of the entry that came last. */
    byte[] content(int most) {
        return guard(name, () -> {
            byte[] content = content().readNBytes(most + 1);
            if (content.length <= most) return content;
            throw ImageError.hostile("a file that tells users or groups has more than " + most + " bytes");
        });
    }

    /** What follows the tar's end belongs to the blob, and to its digest. */
    private void finish() throws IOException {
        plain.transferTo(OutputStream.nullOutputStream());
        blob.transferTo(OutputStream.nullOutputStream());
    }

    private static Optional<LayerEntry> entry(TarHeader header) {
        String path = LayerPath.of(header.name(), "the entry");
        String file = LayerPath.name(path);
        if (file.startsWith(WHITEOUT)) return whiteout(path, file);
        Attributes attributes =
                new Attributes(header.mode(), header.uid(), header.gid(), header.modified(), header.attributes());
        return Optional.of(
                switch (header.type()) {
                    case '0', '\0', '7', 'S' -> regular(header, path, attributes);
                    case '1' -> new HardLink(path, LayerPath.of(header.linkName(), "the hard link"));
                    case '2' -> link(header, path, attributes);
                    case '3' -> new Special(path, attributes, CHARACTER_DEVICE, header.major(), header.minor());
                    case '4' -> new Special(path, attributes, BLOCK_DEVICE, header.major(), header.minor());
                    case '5' -> new Folder(path, attributes);
                    case '6' -> new Special(path, attributes, PIPE, 0, 0);
                    default ->
                        throw ImageError.damaged("the entry " + TarReader.shown(path) + " is of a type that no runtime"
                                + " unpacks ('" + header.type() + "')");
                });
    }

    /** Tars from before POSIX, which have no type for files, tell a folder by the slash at its end. */
    private static LayerEntry regular(TarHeader header, String path, Attributes attributes) {
        boolean isFolder = header.type() == '\0' && header.name().endsWith("/");
        if (path.equals("/") || isFolder) return new Folder(path, attributes);
        return new RegularFile(path, attributes, header.size());
    }

    private static LayerEntry link(TarHeader header, String path, Attributes attributes) {
        String target = header.linkName();
        if (target.isEmpty() || target.indexOf('\0') >= 0 || target.length() >= Limits.PATH_BYTES) {
            throw ImageError.hostile("the link " + TarReader.shown(path) + " leads to no path that can be");
        }
        return new SymbolicLink(path, attributes, target);
    }

    /** Names that begin with it twice are what AUFS kept for itself. */
    private static Optional<LayerEntry> whiteout(String path, String file) {
        String folder = LayerPath.parent(path);
        if (file.equals(OPAQUE)) return Optional.of(new Opaque(folder));
        if (file.startsWith(META)) return Optional.empty();
        String hidden = file.substring(WHITEOUT.length());
        return Optional.of(new Whiteout(folder.equals("/") ? '/' + hidden : folder + '/' + hidden));
    }

    @Override
    public void close() throws IOException {
        plain.close();
        blob.close();
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    /** Says of which layer an error is. */
    private static <T> T guard(String name, Step<T> step) {
        try {
            return step.take();
        } catch (ImageError e) {
            throw e.fact().startsWith("blob ") ? e : new ImageError(name + ": " + e.fact(), e.remedy());
        } catch (IOException e) {
            throw ImageError.damaged(name + " cannot be decompressed, or ends too early");
        }
    }

    /** Uncompressed bytes, and not more than any layer has. */
    private static final class Measured extends InputStream {

        private final InputStream in;
        private long left = Limits.LAYER_BYTES;

        Measured(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = decompress(into, from, length);
            left -= Math.max(read, 0);
            if (left < 0) throw ImageError.hostile("is uncompressed larger than " + Limits.LAYER_BYTES + " bytes");
            return read;
        }

        /** The decoder of zstd says in many ways that it cannot go on. */
        private int decompress(byte[] into, int from, int length) throws IOException {
            try {
                return in.read(into, from, length);
            } catch (ImageError e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** A stream with the bytes that were taken from its start; it has some available as long as the rest does. */
    private static final class Rejoined extends SequenceInputStream {

        private final InputStream rest;

        Rejoined(byte[] start, InputStream rest) {
            super(new ByteArrayInputStream(start), rest);
            this.rest = rest;
        }

        @Override
        public int available() throws IOException {
            return rest.available();
        }
    }
}
