package dev.leastwise.report;

import dev.leastwise.source.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names inputs as those know them that hold a copy of the repository: by their path from its root. */
final class Artifacts {

    private static final String UNRESERVED = "-._~/";
    private static final String HEX = "0123456789ABCDEF";

    /** What stands before the name of a file. */
    private record Folder(String path, String uri) {}

    private final Path root;
    private final Map<String, Folder> folders = new HashMap<>();
    private final Map<String, String> uris = new HashMap<>();

    /** Those in this folder, which must be absolute. */
    Artifacts(Path root) {
        this.root = root;
    }

    /** Those in the repository that the program runs in; where it runs in none, in its working folder. */
    static Artifacts here() {
        Path working = Path.of("").toAbsolutePath();
        return new Artifacts(Repository.root(working).orElse(working));
    }

    /** The path from the root; of what is not in it, the path from the file system's. */
    String path(String file) {
        return in(file).path + name(file);
    }

    /** A URI reference relative to {@link #base}; of what is not in it, an absolute URI. */
    String uri(String file) {
        String known = uris.get(file);
        if (known != null) return known;
        String uri = in(file).uri + encoded(name(file));
        uris.put(file, uri);
        return uri;
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private Folder in(String file) {
        String written = file.substring(0, file.lastIndexOf('/') + 1);
        Folder known = folders.get(written);
        if (known != null) return known;
        Folder folder = find(written);
        folders.put(written, folder);
        return folder;
    }

    private Folder find(String written) {
        String path = written;
        try {
            Path folder = Path.of(written).toAbsolutePath().normalize();
            path = (folder.startsWith(root) ? root.relativize(folder) : folder)
                    .toString()
                    .replace('\\', '/');
        } catch (InvalidPathException e) {
            // it stays as it is written
        }
        if (!path.isEmpty() && !path.endsWith("/")) path += '/';
        return new Folder(path, path.startsWith("/") ? "file://" + encoded(path) : encoded(path));
    }

    /** Whether a URI is relative. */
    static boolean isRelative(String uri) {
        return !uri.startsWith("file://");
    }

    /** The root's URI, which ends with a slash. */
    String base() {
        String path = root.toString().replace('\\', '/');
        return "file://" + (path.startsWith("/") ? "" : "/") + encoded(path) + (path.endsWith("/") ? "" : "/");
    }

    /** Everything that RFC 3986 does not let stand in any segment of a path is percent-encoded. */
    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (letter || UNRESERVED.indexOf(b) >= 0) uri.append((char) b);
            else uri.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
        }
        return uri.toString();
    }
}
