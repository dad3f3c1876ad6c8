package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the {@code .gitignore} files from a repository's root down to one folder leave out (gitignore(5)): the last
 * pattern that matches decides, and the nearer file comes later.
 *
 * @param folder the folder's path below the root, empty or with a slash at its end
 * @param patterns those of the root first
 */
record GitIgnore(String folder, List<IgnorePattern> patterns) {

    /** Bytes of one file; git, too, leaves out one that is too large. */
    static final int FILE_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** Those that hold in a folder, given absolute: of its repository, where it lies in one. */
    static GitIgnore at(Path folder) {
        Path root = Repository.root(folder).orElse(folder);
        if (root.equals(folder)) return ofRoot(folder);
        GitIgnore ignore = ofRoot(root);
        Path step = root;
        for (Path name : root.relativize(folder)) {
            step = step.resolve(name);
            ignore = ignore.within(step);
        }
        return ignore;
    }

    /** Those that hold in a folder of this one, which may be a repository of its own. */
    GitIgnore within(Path child) {
        if (Repository.isRoot(child)) return ofRoot(child);
        return read(child, folder + bytes(child.getFileName()) + '/', patterns);
    }

    /** The same, where the folder has been listed: most have nothing of git's, and need not be asked for it. */
    GitIgnore within(Path child, List<Path> entries) {
        for (Path entry : entries) {
            if (entry.getFileName().toString().startsWith(".git")) return within(child);
        }
        return new GitIgnore(folder + bytes(child.getFileName()) + '/', patterns);
    }

    private static GitIgnore ofRoot(Path root) {
        return read(root, "", List.of());
    }

    private static GitIgnore read(Path place, String folder, List<IgnorePattern> above) {
        Path file = place.resolve(".gitignore");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return new GitIgnore(folder, above);
        List<IgnorePattern> patterns = new ArrayList<>(above);
        for (String line : text(file).split("\n", -1)) {
            IgnorePattern.parse(line, folder).ifPresent(patterns::add);
        }
        return new GitIgnore(folder, patterns);
    }

    /** Its bytes, one a char; nothing where it cannot be read, as git goes on without it. */
    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES + 1);
            if (bytes.length > FILE_BYTES) return "";
            String text = new String(bytes, ISO_8859_1);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether a file or folder in this folder is left out. */
    boolean excludes(Path name, boolean isFolder) {
        if (patterns.isEmpty()) return false;
        String path = folder + bytes(name);
        for (IgnorePattern pattern : patterns.reversed()) {
            if (pattern.matches(path, isFolder)) return !pattern.negated();
        }
        return false;
    }

    private static String bytes(Path name) {
        return new String(name.toString().getBytes(UTF_8), ISO_8859_1);
    }
}
