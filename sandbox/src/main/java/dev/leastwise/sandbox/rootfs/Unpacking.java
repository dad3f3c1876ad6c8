package dev.leastwise.sandbox.rootfs;

import dev.leastwise.image.LayerEntry;
import dev.leastwise.image.LayerEntry.Attributes;
import dev.leastwise.image.LayerEntry.HardLink;
import dev.leastwise.image.LayerEntry.Opaque;
import dev.leastwise.image.LayerEntry.RegularFile;
import dev.leastwise.image.LayerEntry.Special;
import dev.leastwise.image.LayerEntry.SymbolicLink;
import dev.leastwise.image.LayerEntry.Whiteout;
import dev.leastwise.image.LayerReader;
import dev.leastwise.sandbox.linux.FileOutput;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Status;
import dev.leastwise.sandbox.linux.Status.Device;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers as they become files of one folder, each laid over those before it, as containerd unpacks them (pkg/archive/tar.go
 * applyNaive). Links on the way to a file lead within that folder: it is their root.
 */
final class Unpacking {

    private static final int MOST_LINKS = 40;
    /** Folders within folders that one whiteout goes through, each of them held open meanwhile. */
    private static final int MOST_DEPTH = 512;

    private static final String CAPABILITIES = "security.capability";
    /** What overlayfs would take for its own. */
    private static final String OVERLAY = "trusted.overlay.";

    private static final String ROOT = ".";

    /** A name in a folder, which has the inode. */
    private record Place(long folder, String name) {}

    /** What there is above a file: the folder that holds it, and its name there. */
    private record Spot(Folder folder, String name) implements AutoCloseable {

        Place place() throws LinuxError {
            return new Place(folder.status().inode(), name);
        }

        @Override
        public void close() {
            folder.close();
        }
    }

    private final Folder root;
    private final byte[] buffer = new byte[1 << 16];
    /** What the layer has made so far: its own whiteouts leave it. */
    private final Set<Place> own = new HashSet<>();

    private final Map<String, Long> foldersModified = new LinkedHashMap<>();
    private long bytes;

    Unpacking(Folder root) {
        this.root = root;
    }

    /** Lays a layer over what is there. */
    void lay(LayerReader layer) throws IOException {
        own.clear();
        for (Optional<LayerEntry> entry = layer.next(); entry.isPresent(); entry = layer.next()) {
            lay(entry.get(), layer);
        }
    }

    private void lay(LayerEntry entry, LayerReader layer) throws IOException {
        switch (entry) {
            case Whiteout whiteout -> whiteOut(whiteout.path());
            case Opaque opaque -> empty(opaque.path());
            case HardLink link -> link(link);
            case LayerEntry.Folder folder -> folder(folder);
            case RegularFile file -> {
                try (Spot spot = cleared(file.path())) {
                    write(layer.content(), spot);
                    attribute(spot, Status.REGULAR, file.attributes());
                }
            }
            case SymbolicLink link -> {
                try (Spot spot = cleared(link.path())) {
                    spot.folder.symbolicLink(spot.name, link.target());
                    attribute(spot, Status.LINK, link.attributes());
                }
            }
            case Special special -> {
                try (Spot spot = cleared(special.path())) {
                    spot.folder.special(spot.name, special.type(), new Device(special.major(), special.minor()));
                    attribute(spot, special.type(), special.attributes());
                }
            }
        }
    }

    /** Files that take as much as their contents. */
    long bytes() {
        return bytes;
    }

    /** Gives folders their times, which every file put into them has changed. */
    void finish() throws LinuxError {
        for (Map.Entry<String, Long> folder : foldersModified.entrySet()) {
            try (Spot spot = spot(folder.getKey(), false)) {
                if (isFolder(spot)) spot.folder.modified(spot.name, folder.getValue());
            } catch (LinuxError e) {
                if (!e.isMissing() && !e.isNoFolder()) throw e;
            }
        }
    }

    private void write(InputStream content, Spot spot) throws IOException {
        try (FileOutput out = spot.folder.create(spot.name)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                out.write(buffer, 0, read);
                bytes += read;
            }
        }
    }

    private void folder(LayerEntry.Folder folder) throws LinuxError {
        try (Spot spot = spot(folder.path(), true)) {
            if (!isFolder(spot)) {
                spot.folder.removeAll(spot.name);
                spot.folder.makeFolder(spot.name, 0700);
            }
            own.add(spot.place());
            attribute(spot, Status.FOLDER, folder.attributes());
            foldersModified.put(folder.path(), folder.attributes().modified());
        }
    }

    private static boolean isFolder(Spot spot) throws LinuxError {
        return spot.folder.status(spot.name).filter(Status::isFolder).isPresent();
    }

    private void link(HardLink link) throws LinuxError {
        try (Spot target = spot(link.target(), false)) {
            Optional<Status> status = target.folder.status(target.name);
            if (status.isEmpty()) throw missing(link);
            if (status.get().isFolder()) {
                throw RootfsError.hostile("the hard link " + link.path() + " leads to a folder");
            }
            try (Spot spot = spot(link.path(), true)) {
                own.add(spot.place());
                Optional<Status> there = spot.folder.status(spot.name);
                boolean same =
                        there.isPresent() && there.get().inode() == status.get().inode();
                if (same) return;
                spot.folder.removeAll(spot.name);
                spot.folder.hardLink(spot.name, target.folder, target.name);
            }
        } catch (LinuxError e) {
            if (e.isMissing()) throw missing(link);
            throw e;
        }
    }

    private static RootfsError missing(HardLink link) {
        return new RootfsError(
                "the hard link " + link.path() + " leads to " + link.target() + ", which is not there",
                "copy the image again");
    }

    /** The owner first, for that takes away what the others give (chown(2)). */
    private static void attribute(Spot spot, int type, Attributes attributes) throws LinuxError {
        spot.folder.owner(spot.name, attributes.uid(), attributes.gid());
        if (type != Status.LINK) spot.folder.mode(spot.name, attributes.mode());
        for (Map.Entry<String, byte[]> extended : attributes.extended().entrySet()) {
            String name = extended.getKey();
            if (name.startsWith(OVERLAY)) continue;
            try {
                spot.folder.attribute(spot.name, name, extended.getValue());
            } catch (LinuxError e) {
                // containerd passes over those that the file system has none of; without capabilities, another program
                // runs
                if (!e.isUnsupported() || name.equals(CAPABILITIES)) throw e;
            }
        }
        if (type != Status.FOLDER) spot.folder.modified(spot.name, attributes.modified());
    }

    /** The place of a file from which what was there is gone. */
    private Spot cleared(String path) throws LinuxError {
        Spot spot = spot(path, true);
        try {
            if (spot.name.equals(ROOT)) throw RootfsError.hostile("the root is no folder");
            spot.folder.removeAll(spot.name);
            own.add(spot.place());
            return spot;
        } catch (LinuxError | RuntimeException e) {
            spot.close();
            throw e;
        }
    }

    private Spot spot(String path, boolean make) throws LinuxError {
        if (path.equals("/")) return new Spot(root.withinRoot("/"), ROOT);
        int slash = path.lastIndexOf('/');
        String parent = slash <= 0 ? "/" : path.substring(0, slash);
        return new Spot(make ? made(parent, 0) : root.withinRoot(parent), path.substring(slash + 1));
    }

    /** The folder of a path; what is missing on the way is made, also behind links. */
    private Folder made(String path, int links) throws LinuxError {
        try {
            return root.withinRoot(path);
        } catch (LinuxError e) {
            if (e.isEndless() || links > MOST_LINKS) {
                throw RootfsError.hostile("the path " + path + " leads through links without end");
            }
            if (e.isNoFolder()) throw RootfsError.hostile("the path " + path + " leads through what is no folder");
            if (!e.isMissing()) throw e;
        }
        int slash = path.lastIndexOf('/');
        String above = slash <= 0 ? "/" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        try (Folder parent = made(above, links)) {
            Optional<String> target = parent.target(name);
            if (target.isPresent()) {
                boolean absolute = target.get().startsWith("/");
                return made(absolute ? target.get() : above + '/' + target.get(), links + 1);
            }
            // behind a part that has just been made, two dots are there by now
            if (parent.status(name).isEmpty()) {
                parent.makeFolder(name, 0755);
                own.add(new Place(parent.status().inode(), name));
            }
        }
        return root.withinRoot(path);
    }

    private void whiteOut(String path) throws LinuxError {
        try (Spot spot = spot(path, false)) {
            hide(spot.folder, spot.name, 0);
        } catch (LinuxError e) {
            if (!e.isMissing() && !e.isNoFolder()) throw e;
        }
    }

    private void empty(String path) throws LinuxError {
        try (Spot spot = spot(path, false)) {
            hideAllIn(spot.folder, spot.name, 0);
        } catch (LinuxError e) {
            if (!e.isMissing() && !e.isNoFolder()) throw e;
        }
    }

    /** Takes away what lower layers have there, and says whether nothing is left. */
    private boolean hide(Folder folder, String name, int depth) throws LinuxError {
        Optional<Status> status = folder.status(name);
        if (status.isEmpty()) return true;
        boolean stays =
                name.equals(ROOT) || own.contains(new Place(folder.status().inode(), name));
        if (!status.get().isFolder()) {
            if (!stays) folder.remove(name);
            return !stays;
        }
        boolean emptied = hideAllIn(folder, name, depth);
        if (stays || !emptied) return false;
        folder.removeEmpty(name);
        return true;
    }

    private boolean hideAllIn(Folder folder, String name, int depth) throws LinuxError {
        if (depth > MOST_DEPTH) throw RootfsError.hostile("folders lie more than " + MOST_DEPTH + " deep");
        boolean emptied = true;
        try (Folder inner = folder.child(name)) {
            for (String child : inner.names()) emptied &= hide(inner, child, depth + 1);
        }
        return emptied;
    }
}
