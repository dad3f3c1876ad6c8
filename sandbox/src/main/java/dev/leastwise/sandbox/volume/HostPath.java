package dev.leastwise.sandbox.volume;

import dev.leastwise.kube.KubeNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A path of this machine (kubernetes pkg/volume/hostpath/host_path.go), links followed as containerd does. */
final class HostPath {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    /** What the kubelet calls the types that a volume may ask for. */
    private static final Map<String, String> EXPECTED = Map.of(
            "Directory", "directory",
            "DirectoryOrCreate", "directory",
            "File", "file",
            "FileOrCreate", "file",
            "Socket", "socket file",
            "CharDevice", "character device",
            "BlockDevice", "block device");

    private static final int TYPE = 0170000;

    /**
     * The path that is mounted; what the kubelet or the runtime would make is made, and that is noted.
     *
     * @param notes takes what has changed on this machine
     */
    static Path of(String volume, KubeNode source, List<String> notes) throws IOException {
        String written = source.get("path").text().orElse("");
        if (List.of(written.split("/", -1)).contains("..")) {
            throw new Failure("invalid HostPath `" + written + "`: must not contain '..'", "write the path without it");
        }
        Path path = Path.of("/").resolve(written);
        String type = source.get("type").text().orElse("");
        if (!Files.exists(path)) {
            boolean file = type.equals("FileOrCreate");
            if (file || type.isEmpty() || type.equals("DirectoryOrCreate")) {
                make(path, file);
                notes.add("volume \"" + volume + "\": made " + path + " on this machine, as a node does; it stays");
            }
        }
        if (!type.isEmpty()) check(path, type);
        return path.toRealPath();
    }

    private static void make(Path path, boolean file) throws IOException {
        if (file) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(FOLDER));
        }
    }

    private static void check(Path path, String type) throws IOException {
        String expected = EXPECTED.get(type);
        if (expected == null) throw new Failure(type + " is an invalid volume type", "name one that there is");
        String wanted = type.replace("OrCreate", "");
        Optional<String> found = type(path);
        if (found.isPresent() && found.get().equals(wanted)) return;
        String remedy = "see what " + path + " is on this machine";
        if (found.isPresent()) {
            throw new Failure(
                    "hostPath type check failed: " + path + " is not a " + expected + ", it's a " + found.get(),
                    remedy);
        }
        String why = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.exists(path)
                ? "only recognise file, directory, socket, block device and character device"
                : "path \"" + path + "\" does not exist";
        throw new Failure(
                "hostPath type check failed, " + path + " is not a " + expected + ", unable to determine its type: "
                        + why,
                remedy);
    }

    private static Optional<String> type(Path path) throws IOException {
        if (!Files.exists(path)) return Optional.empty();
        return switch ((int) Files.getAttribute(path, "unix:mode") & TYPE) {
            case 0040000 -> Optional.of("Directory");
            case 0100000 -> Optional.of("File");
            case 0140000 -> Optional.of("Socket");
            case 0020000 -> Optional.of("CharDevice");
            case 0060000 -> Optional.of("BlockDevice");
            default -> Optional.empty();
        };
    }

    private HostPath() {}
}
