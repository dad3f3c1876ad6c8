package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Mounts;
import dev.leastwise.sandbox.linux.Status;
import java.nio.file.Path;

/**
 * A container's own root file system: an image's files, of which it can change its own.
 *
 * @param root the folder that becomes the container's root
 * @param kind how it came to be
 */
public record RootView(Path root, Kind kind) {

    /** What keeps the container's changes from the image. */
    public enum Kind {
        OVERLAY,
        COPY
    }

    private static final String ROOT = "root";
    private static final String CHANGES = "changes";
    private static final String WORK = "work";

    /**
     * A view of an image in an empty folder of a {@link RunFolder}, which takes it away with all that is in it. Where the
     * kernel or the file system has no overlayfs, it is a copy.
     */
    public static RootView of(UnpackedImage image, Path place) {
        try (Folder files = Folder.open(image.root());
                Folder holder = Folder.open(place)) {
            Status status = files.status();
            for (String name : new String[] {ROOT, CHANGES, WORK}) holder.makeFolder(name, 0700);
            holder.owner(CHANGES, status.uid(), status.gid());
            holder.mode(CHANGES, status.permissions());
            holder.modified(CHANGES, status.modified());
            Path root = place.resolve(ROOT);
            if (overlays(image.root(), place)) return new RootView(root, Kind.OVERLAY);
            try (Folder copy = holder.child(ROOT)) {
                Copying.copy(files, copy);
            }
            return new RootView(root, Kind.COPY);
        } catch (LinuxError e) {
            throw RootfsError.of(e);
        }
    }

    private static boolean overlays(Path lower, Path place) throws LinuxError {
        String options = "lowerdir=" + escaped(lower) + ",upperdir=" + escaped(place.resolve(CHANGES)) + ",workdir="
                + escaped(place.resolve(WORK));
        // volatile: nobody needs the changes after a power cut, and taking the mount away writes nothing to the disk
        return mounts(place, options + ",volatile") || mounts(place, options);
    }

    private static boolean mounts(Path place, String options) throws LinuxError {
        try {
            Mounts.mount("overlay", place.resolve(ROOT), 0, options);
            return true;
        } catch (LinuxError e) {
            if (e.isUnsupported()) return false;
            throw e;
        }
    }

    /** Colons and commas end a path there (Documentation/filesystems/overlayfs.rst). */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }
}
