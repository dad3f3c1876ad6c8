package dev.leastwise.sandbox.volume;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Mounts;
import dev.leastwise.sandbox.linux.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a volume (kubernetes pkg/volume/util/subpath). It is held open while it is mounted beside the volume, so that no
 * container can put a link in its place; links in the volume that lead out of it are refused.
 */
final class SubPath {

    private static final int PERMISSIONS = 0777;
    private static final int SET_GROUP = 02000;

    /** Which mount of which container is to show it. */
    record Use(String container, String volume) {

        private Failure failure(String what) {
            return new Failure(
                    "failed to " + what + " for volumeMount \"" + volume + "\" of container \"" + container + '"',
                    "name a part that lies in the volume");
        }
    }

    /** Mounts a part of a volume at a place that is not there yet; missing folders are made like the volume's own. */
    static void mount(Path volume, String part, Path place, Use use) throws IOException {
        if (part.startsWith("/")) {
            throw new Failure(
                    "error SubPath `" + part + "` must not be an absolute path", "write it without the slash");
        }
        for (String step : part.split("/", -1)) {
            if (!step.equals("..")) continue;
            throw new Failure("unable to provision SubPath `" + part + "`: must not contain '..'", "write it without");
        }
        try (Folder root = Folder.open(volume)) {
            make(root, part, use);
            show(root, part, place, use);
        }
    }

    private static void make(Folder root, String part, Use use) {
        try {
            open(root, part, root.status()).close();
        } catch (LinuxError e) {
            // what is there but leads out of the volume is refused when it is to be shown
            if (!e.isOutside()) throw use.failure("create subPath directory");
        }
    }

    private static Folder open(Folder root, String part, Status status) throws LinuxError {
        try {
            return root.beneath(part);
        } catch (LinuxError e) {
            if (!e.isMissing()) throw e;
        }
        int slash = part.lastIndexOf('/');
        try (Folder parent = slash <= 0 ? root.beneath(".") : open(root, part.substring(0, slash), status)) {
            String name = part.substring(slash + 1);
            if (!name.isEmpty() && !name.equals(".")) {
                parent.makeFolder(name, status.mode() & (PERMISSIONS | SET_GROUP));
            }
        }
        return root.beneath(part);
    }

    private static void show(Folder root, String part, Path place, Use use) throws IOException {
        try (Folder opened = root.beneath(part)) {
            if (opened.status().isFolder()) Files.createDirectory(place);
            else Files.createFile(place);
            Mounts.bind(opened.path(), place);
        } catch (LinuxError e) {
            throw use.failure("prepare subPath");
        }
    }

    private SubPath() {}
}
