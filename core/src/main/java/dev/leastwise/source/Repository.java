package dev.leastwise.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The git repository that files lie in. */
public final class Repository {

    /** The root of the repository that a folder lies in, which must be absolute. */
    public static Optional<Path> root(Path folder) {
        for (Path root = folder; root != null; root = root.getParent()) {
            if (isRoot(root)) return Optional.of(root);
        }
        return Optional.empty();
    }

    /** Whether a folder is a repository's root: in work trees and submodules its {@code .git} is a file. */
    static boolean isRoot(Path folder) {
        return Files.exists(folder.resolve(".git"));
    }

    private Repository() {}
}
