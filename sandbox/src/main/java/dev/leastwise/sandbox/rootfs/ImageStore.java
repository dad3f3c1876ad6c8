package dev.leastwise.sandbox.rootfs;

import dev.leastwise.image.Descriptor;
import dev.leastwise.image.Digest;
import dev.leastwise.image.ImageManifest;
import dev.leastwise.image.LayerReader;
import dev.leastwise.image.OciLayout;
import dev.leastwise.sandbox.linux.Folder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Images that are unpacked, a folder for each by its digest.
 *
 * @param folder only root may enter it: there are programs in it that are setuid
 * @param mostBytes what those that nobody uses may hold together
 */
public record ImageStore(Path folder, long mostBytes) {

    /** What is kept where nobody says how much; docs/limits.md tells users. */
    public static final long MOST_BYTES = 16L << 30;

    private static final String ROOT = "root";

    /** The image's files, unpacked where they are not; they stay until what is returned is closed. */
    public UnpackedImage get(OciLayout layout, ImageManifest manifest) {
        Digest digest = manifest.digest();
        try {
            Shelf.Held held = new Shelf(folder, mostBytes)
                    .get(digest.algorithm() + '-' + digest.hex(), made -> unpack(layout, manifest, made));
            return new UnpackedImage(held.folder().resolve(ROOT), held.lock());
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }

    private static long unpack(OciLayout layout, ImageManifest manifest, Path place) throws IOException {
        try (Folder into = Folder.open(place)) {
            into.makeFolder(ROOT, 0755);
            try (Folder root = into.child(ROOT)) {
                return unpack(layout, manifest, root);
            }
        }
    }

    private static long unpack(OciLayout layout, ImageManifest manifest, Folder root) throws IOException {
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
