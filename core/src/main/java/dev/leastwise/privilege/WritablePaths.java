package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import dev.leastwise.privilege.PathWalk.Target.Forbidden;
import dev.leastwise.privilege.PathWalk.Target.Found;
import dev.leastwise.privilege.PathWalk.Target.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an image says that it writes: its declared volumes, and the folder that it starts in. */
public final class WritablePaths {

    /**
     * One of them that a container cannot write.
     *
     * @param volume whether it is declared as a volume
     * @param readOnly whether the read-only root is what keeps it from being written
     * @param madeForIt whether the image's own user could write it, as the image is made
     * @param words why, as a clause
     */
    public record Unwritable(String path, boolean volume, boolean readOnly, boolean madeForIt, String words) {}

    private final ContainerRuntime runtime;
    private final FileTree files;
    private final Credentials who;
    private final Credentials imageUser;
    private final Set<String> mounts;
    private final boolean readOnlyRoot;

    private WritablePaths(
            ContainerRuntime runtime,
            FileTree files,
            Credentials who,
            Credentials imageUser,
            Set<String> mounts,
            boolean readOnlyRoot) {
        this.runtime = runtime;
        this.files = files;
        this.who = who;
        this.imageUser = imageUser;
        this.mounts = mounts;
        this.readOnlyRoot = readOnlyRoot;
    }

    /** Those that the container cannot write; none where its user or the image's files are not known. */
    public static List<Unwritable> unwritable(
            Container container, ImageFacts image, Privileges privileges, Target target) {
        Optional<Credentials> who = Entrypoint.running(privileges);
        Optional<Credentials> imageUser = image.ownUser();
        if (who.isEmpty() || imageUser.isEmpty() || image.files().isEmpty()) return List.of();
        return new WritablePaths(
                        target.runtime(),
                        image.files().get(),
                        who.get(),
                        imageUser.get(),
                        Entrypoint.mounts(container, image.files().get()),
                        privileges.readOnlyRootFilesystem().is(true))
                .of(container, image.config());
    }

    private List<Unwritable> of(Container container, ImageConfig image) {
        List<Unwritable> found = new ArrayList<>();
        Set<String> volumes = new HashSet<>();
        for (String volume : image.volumes()) {
            String path = real(volume);
            if (volumes.add(path)) volume(path).ifPresent(found::add);
        }
        String folder = real(Entrypoint.workingDirectory(container, image));
        if (!folder.equals("/") && !isWithin(folder, volumes))
            workingDirectory(folder).ifPresent(found::add);
        return found;
    }

    private String real(String path) {
        return new PathWalk(files, Credentials.ROOT, Set.of()).real(path);
    }

    private static boolean isWithin(String path, Set<String> folders) {
        for (String folder : folders) {
            if (path.equals(folder) || path.startsWith(FileTree.join(folder, ""))) return true;
        }
        return false;
    }

    /**
     * containerd and podman make a volume of their own, which is written whatever the root is, and copy what the image has
     * there (containerd internal/cri/server/container_create.go volumeMounts, opts/container.go WithVolumes); CRI-O makes
     * a folder of the container's user, where there is none, in the root (server/container_create.go addImageVolumes).
     */
    private Optional<Unwritable> volume(String path) {
        boolean inRoot = runtime == ContainerRuntime.CRI_O;
        PathWalk.Target target = new PathWalk(files, Credentials.ROOT, mounts).find(path, "/");
        if (isWithin(path, mounts) || target instanceof PathWalk.Target.Mounted) return Optional.empty();
        if (inRoot && readOnlyRoot) return Optional.of(readOnly(path, true, true));
        if (target instanceof Found found) return closed(path, true, true, found.file());
        boolean rootsOwn = runtime == ContainerRuntime.CONTAINERD2 || runtime == ContainerRuntime.CONTAINERD1_7;
        return target instanceof Missing && rootsOwn ? closed(path, true, true, ofRoot(path)) : Optional.empty();
    }

    /** runc makes it where there is none, as root's (libcontainer/rootfs_linux.go prepareRootfs). */
    private Optional<Unwritable> workingDirectory(String path) {
        PathWalk.Target own = new PathWalk(files, imageUser, mounts).find(path, "/");
        boolean madeForIt = own instanceof Found found
                ? imageUser.mayWriteIn(found.file())
                : own instanceof Missing && imageUser.mayWriteIn(ofRoot(path));
        PathWalk.Target target = new PathWalk(files, who, mounts).find(path, "/");
        if (isWithin(path, mounts) || target instanceof PathWalk.Target.Mounted) return Optional.empty();
        if (readOnlyRoot) return Optional.of(readOnly(path, false, madeForIt));
        if (target instanceof Found found) return closed(path, false, madeForIt, found.file());
        if (target instanceof Missing) return closed(path, false, madeForIt, ofRoot(path));
        if (target instanceof Forbidden forbidden) return closed(path, false, madeForIt, forbidden.folder());
        return Optional.empty();
    }

    private static ImageFile ofRoot(String path) {
        return ImageFile.folder(path, 0755, 0, 0);
    }

    private static Unwritable readOnly(String path, boolean volume, boolean madeForIt) {
        return new Unwritable(path, volume, true, madeForIt, "the root file system is read-only");
    }

    private Optional<Unwritable> closed(String path, boolean volume, boolean madeForIt, ImageFile folder) {
        if (!folder.isFolder() || who.mayWriteIn(folder)) return Optional.empty();
        String words = (folder.path().equals(path) ? "it" : folder.path()) + " is of uid " + folder.uid() + " and gid "
                + folder.gid() + ", mode " + folder.permissions();
        return Optional.of(new Unwritable(path, volume, false, madeForIt, words));
    }
}
