package dev.leastwise.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names inputs as those know them that hold a copy of the repository: by their path from its root. */
final class Artifacts {

    private static final String UNRESERVED = "-._~/";
    private static final String HEX = "0123456789ABCDEF";

    private final Path root;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> uris = new HashMap<>();

    /** Those in this folder, which must be absolute. */
    Artifacts(Path root) {
        this.root = root;
    }

    /** Those in the repository that the program runs in; where it runs in none, in its working folder. */
    static Artifacts here() {
        Path working = Path.of("").toAbsolutePath();
        for (Path folder = working; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) return new Artifacts(folder);
        }
        return new Artifacts(working);
    }

    /** The path from the root; of what is not in it, the path from the file system's. */
    String path(String file) {
        return paths.computeIfAbsent(file, this::find);
    }

    private String find(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath().normalize();
            return (path.startsWith(root) ? root.relativize(path) : path)
                    .toString()
                    .replace('\\', '/');
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** A URI reference relative to {@link #base}; of what is not in it, an absolute URI. */
    String uri(String file) {
        return uris.computeIfAbsent(file, this::makeUri);
    }

    private String makeUri(String file) {
        String path = path(file);
        return path.startsWith("/") ? "file://" + encoded(path) : encoded(path);
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
