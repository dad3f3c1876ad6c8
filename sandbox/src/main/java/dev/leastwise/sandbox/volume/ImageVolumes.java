package dev.leastwise.sandbox.volume;

import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.oci.Mount;
import dev.leastwise.sandbox.rootfs.Copying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders that an image declares as {@code VOLUME}: each begins as a copy of what the image has there and goes with the
 * container (containerd internal/cri/server volumeMounts, internal/cri/opts WithVolumes).
 */
public final class ImageVolumes {

    /**
     * Makes those that nothing of the pod's is mounted on.
     *
     * @param root the image's files
     * @param mounted what else the container finds
     * @param folder an empty folder for them
     */
    public static List<Mount> mounts(ImageConfig image, Path root, List<Mount> mounted, Path folder)
            throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (String declared : image.volumes()) {
            Path destination = Path.of("/").resolve(declared).normalize();
            boolean covered = mounted.stream()
                    .anyMatch(mount -> Path.of(mount.destination()).normalize().equals(destination));
            if (covered) continue;
            Path place = Files.createDirectory(folder.resolve(Integer.toString(mounts.size())));
            fill(root, destination.toString(), place);
            mounts.add(new Mount(destination.toString(), "bind", place.toString(), List.of("rbind", "rprivate", "rw")));
        }
        return mounts;
    }

    private static void fill(Path root, String path, Path place) throws LinuxError {
        try (Folder volume = Folder.open(place)) {
            volume.mode(".", 0755);
            try (Folder image = Folder.open(root);
                    Folder there = image.withinRoot(path)) {
                Copying.copy(there, volume);
            } catch (LinuxError e) {
                if (!e.isMissing()) throw e;
            }
        }
    }

    private ImageVolumes() {}
}
