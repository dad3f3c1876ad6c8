package dev.leastwise.sandbox.rootfs;

import dev.leastwise.image.Descriptor;
import dev.leastwise.image.Digest;
import dev.leastwise.image.ImageManifest;
import dev.leastwise.image.LayerReader;
import dev.leastwise.image.OciLayout;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Lock;
import dev.leastwise.sandbox.linux.Lock.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Images that are unpacked, a folder for each by its digest. Who makes one, uses it or lets go of it holds its lock, so that two
 * runs share it, and one that was killed leaves nothing that another one takes for whole.
 *
 * @param folder only root may enter it: there are programs in it that are setuid
 * @param mostBytes what those that nobody uses may hold together
 */
public record ImageStore(Path folder, long mostBytes) {

    /** What is kept where nobody says how much; docs/limits.md tells users. */
    public static final long MOST_BYTES = 16L << 30;

    private static final String LOCK = ".lock";
    private static final String UNFINISHED = ".new";
    private static final String ROOT = "root";
    private static final String SIZE = "size";

    /** The image's files, unpacked where they are not; they stay until what is returned is closed. */
    public UnpackedImage get(OciLayout layout, ImageManifest manifest) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            UnpackedImage image = taken(layout, manifest);
            trim();
            return image;
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }

    private UnpackedImage taken(OciLayout layout, ImageManifest manifest) throws IOException {
        String name = name(manifest.digest());
        Lock lock = Lock.of(folder.resolve(name + LOCK));
        try {
            lock.take(Kind.SHARED);
            // between two locks somebody else may let go of it
            while (!Files.isDirectory(folder.resolve(name))) {
                lock.take(Kind.EXCLUSIVE);
                if (!Files.isDirectory(folder.resolve(name))) unpack(layout, manifest, name);
                lock.take(Kind.SHARED);
            }
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now()));
            return new UnpackedImage(folder.resolve(name).resolve(ROOT), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static String name(Digest digest) {
        return digest.algorithm() + '-' + digest.hex();
    }

    private void unpack(OciLayout layout, ImageManifest manifest, String name) throws IOException {
        String unfinished = name + UNFINISHED;
        try (Folder store = Folder.open(folder)) {
            store.removeAll(unfinished);
            store.makeFolder(unfinished, 0700);
            try (Folder made = store.child(unfinished)) {
                long bytes = unpack(layout, manifest, made);
                Files.writeString(folder.resolve(unfinished).resolve(SIZE), Long.toString(bytes));
                made.sync();
                store.rename(unfinished, store, name);
            } catch (IOException | RuntimeException e) {
                store.removeAll(unfinished);
                throw e;
            }
        }
    }

    private static long unpack(OciLayout layout, ImageManifest manifest, Folder into) throws IOException {
        into.makeFolder(ROOT, 0755);
        try (Folder root = into.child(ROOT)) {
            Unpacking unpacking = new Unpacking(root);
            for (Descriptor layer : manifest.layers()) {
                try (LayerReader reader = LayerReader.open(layout, layer)) {
                    unpacking.lay(reader);
                }
            }
            unpacking.finish();
            return unpacking.bytes();
        }
    }

    private record Kept(String name, long bytes, FileTime used) {}

    /** Lets go of what was not used for the longest time, and of what killed runs left half done. */
    private void trim() throws IOException {
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) letGo(name.substring(0, name.length() - UNFINISHED.length()), true);
                else if (!name.endsWith(LOCK)) kept(file).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(Kept::used).reversed());
        long sum = 0;
        for (Kept kept : all) {
            sum += kept.bytes;
            if (sum > mostBytes) letGo(kept.name, false);
        }
    }

    private static Optional<Kept> kept(Path image) throws IOException {
        try {
            long bytes = Long.parseLong(Files.readString(image.resolve(SIZE)));
            return Optional.of(new Kept(image.getFileName().toString(), bytes, Files.getLastModifiedTime(image)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Removes an image that nobody uses, or what nobody makes any more. */
    private void letGo(String name, boolean unfinished) throws LinuxError {
        try (Lock lock = Lock.of(folder.resolve(name + LOCK));
                Folder store = Folder.open(folder)) {
            if (!lock.takes(Kind.EXCLUSIVE)) return;
            if (!unfinished && store.status(name).isPresent()) store.rename(name, store, name + UNFINISHED);
            store.removeAll(name + UNFINISHED);
        }
    }
}
