package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The empty folders of an image that are there to be written, by custom or because they are its user's. */
public final class ScratchFolders {

    private static final Set<String> BY_CUSTOM = Set.of("/tmp", "/run", "/var/run", "/var/tmp");
    private static final Set<String> OF_SERVICES = Set.of("/var/cache/", "/var/lib/", "/var/log/");

    /** What package managers and init systems keep in there. */
    private static final Set<String> OF_SYSTEMS = Set.of(
            "apk",
            "apt",
            "debconf",
            "dnf",
            "dpkg",
            "ldconfig",
            "man",
            "misc",
            "pacman",
            "pam",
            "rpm",
            "systemd",
            "udhcpd",
            "yum");

    private final List<Credentials> writers;
    private final Set<String> taken;
    private final String workingDirectory;

    private ScratchFolders(List<Credentials> writers, Set<String> taken, String workingDirectory) {
        this.writers = writers;
        this.taken = taken;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Those that the container, or the image's own user, may write by their modes, and over which, in which or below which
     * nothing is mounted; none where the image's files are not known.
     */
    public static List<String> of(Container container, ImageFacts image, Privileges privileges, Target target) {
        if (image.files().isEmpty()) return List.of();
        FileTree files = image.files().get();
        PathWalk walk = new PathWalk(files, Credentials.ROOT, Set.of());
        Set<String> taken = new HashSet<>(Entrypoint.mounts(container, files));
        // all runtimes but CRI-O mount a volume of their own there, whatever the root is: see WritablePaths
        if (target.runtime() != ContainerRuntime.CRI_O) {
            for (String volume : image.config().volumes()) taken.add(walk.real(volume));
        }
        List<Credentials> writers = new ArrayList<>();
        Entrypoint.running(privileges).ifPresent(writers::add);
        image.ownUser().ifPresent(writers::add);
        String workingDirectory = walk.real(Entrypoint.workingDirectory(container, image.config()));
        return new ScratchFolders(writers, taken, workingDirectory).in(files);
    }

    private List<String> in(FileTree files) {
        List<String> found = new ArrayList<>();
        for (ImageFile folder : files.emptyFolders()) {
            if (isFree(folder.path()) && !isWithinAny(folder.path(), found) && isWritten(folder)) {
                found.add(folder.path());
            }
        }
        return found;
    }

    private boolean isFree(String path) {
        return !isWithinAny(path, taken) && taken.stream().noneMatch(mount -> isWithin(mount, path));
    }

    private static boolean isWithinAny(String path, Iterable<String> folders) {
        for (String folder : folders) {
            if (isWithin(path, folder)) return true;
        }
        return false;
    }

    private static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(FileTree.join(folder, ""));
    }

    private boolean isWritten(ImageFile folder) {
        String path = folder.path();
        Optional<String> service = service(path);
        if (service.isPresent() && OF_SYSTEMS.contains(service.get().replaceAll("/.*", ""))) return false;
        boolean byCustom = BY_CUSTOM.contains(path)
                || path.equals(workingDirectory)
                || service.filter(name -> !name.contains("/")).isPresent();
        for (Credentials writer : writers) {
            // that root may write somewhere says nothing
            boolean asks = byCustom || writer.uid() != 0 || folder.uid() != 0;
            if (asks && writer.mayWriteIn(folder)) return true;
        }
        return false;
    }

    /** What a path is called in the folder of caches, state or logs. */
    private static Optional<String> service(String path) {
        for (String folder : OF_SERVICES) {
            if (path.startsWith(folder)) return Optional.of(path.substring(folder.length()));
        }
        return Optional.empty();
    }
}
