package dev.leastwise.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The inputs that a list of paths names: files as they are, folders walked for YAML and JSON, {@code -} for standard input. */
public final class Inputs {

    private final List<Input> found = new ArrayList<>();
    private final List<InputError> errors = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private int ignored;

    private Inputs() {}

    /**
     * Finds them in the order of the paths, those of a folder by name; hidden folders and what {@code .gitignore} names are
     * left out, links in folders are not followed, and a file that is reached twice is found once.
     */
    public static Inputs of(List<String> paths) {
        Inputs inputs = new Inputs();
        for (String path : paths) inputs.add(path);
        return inputs;
    }

    public List<Input> found() {
        return found;
    }

    /** Paths that do not exist or hold nothing. */
    public List<InputError> errors() {
        return errors;
    }

    /** How many files {@code .gitignore} left out. */
    public int ignored() {
        return ignored;
    }

    private void add(String given) {
        if (given.equals("-")) {
            if (seen.add(Path.of("-"))) found.add(new Input(Input.STDIN, Path.of("-")));
            return;
        }
        String name = given.replace('\\', '/');
        try {
            Path path = Path.of(given).toRealPath();
            if (!Files.isDirectory(path)) {
                if (seen.add(path)) found.add(new Input(name, path));
                return;
            }
            int before = found.size() + ignored + seen.size();
            walk(path, name.endsWith("/") ? name : name + '/', GitIgnore.at(path));
            if (found.size() + ignored + seen.size() == before) {
                errors.add(InputError.of(
                        name, "no .yaml, .yml or .json file in this folder", "name one that holds manifests"));
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            errors.add(InputError.of(name, reason(e, "no such file or folder"), "check the path"));
        }
    }

    private void walk(Path folder, String prefix, GitIgnore ignore) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) entries.add(entry);
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                if (name.startsWith(".")) continue;
                if (!ignore.excludes(name, true)) walkInto(entry, prefix + name + '/', ignore.within(entry));
                continue;
            }
            if (!attributes.isRegularFile() || !isManifest(name)) continue;
            if (ignore.excludes(name, false)) {
                ignored++;
            } else if (seen.add(entry)) {
                found.add(new Input(prefix + name, entry));
            }
        }
    }

    private void walkInto(Path folder, String prefix, GitIgnore ignore) {
        try {
            walk(folder, prefix, ignore);
        } catch (IOException e) {
            errors.add(InputError.of(prefix, reason(e, "cannot be listed"), "check its permissions"));
        }
    }

    private static boolean isManifest(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    /** What the system says of a file that cannot be read. */
    public static String reason(Exception e, String otherwise) {
        return switch (e) {
            case java.nio.file.NoSuchFileException ignored -> "no such file or folder";
            case java.nio.file.AccessDeniedException ignored -> "permission denied";
            case java.nio.file.FileSystemLoopException ignored -> "a link that leads to itself";
            default -> otherwise;
        };
    }
}
