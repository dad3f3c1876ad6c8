package dev.leastwise.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the file of one name that is nearest above others: in their own folder, or else in one around it. */
public final class NearestFile {

    private final String name;
    private final Map<Path, Optional<Path>> byFolder = new HashMap<>();

    public NearestFile(String name) {
        this.name = name;
    }

    /** The one nearest above an input; standard input is taken to lie in the working directory. */
    public Optional<Path> above(Input input) {
        Path folder = input.isStandardInput()
                ? Path.of("").toAbsolutePath()
                : input.path().getParent();
        return folder == null ? Optional.empty() : in(folder);
    }

    private Optional<Path> in(Path folder) {
        Optional<Path> known = byFolder.get(folder);
        if (known != null) return known;
        Path file = folder.resolve(name);
        Path outer = folder.getParent();
        boolean leadsNowhere = Files.isSymbolicLink(file) && !Files.exists(file);
        Optional<Path> found = Files.isRegularFile(file) || leadsNowhere
                ? Optional.of(file)
                : outer == null ? Optional.empty() : in(outer);
        byFolder.put(folder, found);
        return found;
    }
}
