package dev.leastwise.source;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The inputs that a list of paths names: files as they are, folders walked for YAML and JSON, {@code -} for standard input. */
public final class Inputs {

    private final List<Input> found = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final List<InputError> errors = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private int met;
    private int ignored;

    private Inputs() {}

    /**
     * Finds them in the order of the paths, those of a folder by name; hidden folders and what {@code .gitignore} names are
     * left out, links in folders are not followed, and a file that is reached twice is found once.
     */
    public static Inputs of(List<String> paths) {
        Inputs inputs = new Inputs();
        for (String path : paths) inputs.add(path);
        if (inputs.found.isEmpty() && inputs.errors.isEmpty() && inputs.ignored > 0) {
            inputs.errors.add(InputError.of(
                    display(paths.getFirst()),
                    "all that it holds is left out by .gitignore",
                    "name the files themselves: a file that is named is read"));
        }
        return inputs;
    }

    public List<Input> found() {
        return found;
    }

    /** The folders that were walked, their links followed; those within them are not listed. */
    public List<Path> folders() {
        return folders;
    }

    /** Leaves out inputs for which nothing is to be said. */
    public void leaveOut(Predicate<Input> unwanted) {
        int before = found.size();
        found.removeIf(unwanted);
        ignored += before - found.size();
    }

    /** Paths that do not exist or hold nothing. */
    public List<InputError> errors() {
        return errors;
    }

    /** How many files and folders were left out. */
    public int ignored() {
        return ignored;
    }

    private void add(String given) {
        if (given.equals("-")) {
            Input input = Input.standardInput();
            if (seen.add(input.path())) found.add(input);
            return;
        }
        String name = display(given);
        try {
            Path path = real(given);
            if (Files.isDirectory(path)) {
                folders.add(path);
                addFolder(path, name);
            } else if (seen.add(path)) {
                found.add(new Input(name, path));
            }
        } catch (IOException | InvalidPathException e) {
            errors.add(InputError.of(name, reason(e, "no such file or folder"), "check the path"));
        }
    }

    private static String display(String given) {
        return File.separatorChar == '/' ? given : given.replace(File.separatorChar, '/');
    }

    /** The path with its links followed, where it has one: a pipe that a shell hands over has none. */
    private static Path real(String given) throws IOException {
        if (given.isEmpty()) throw new NoSuchFileException(given);
        Path path = Path.of(given);
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            if (Files.exists(path)) return path.toAbsolutePath();
            throw e;
        }
    }

    private void addFolder(Path folder, String name) {
        int metBefore = met;
        int errorsBefore = errors.size();
        String prefix = name.endsWith("/") ? name : name + '/';
        visitAll(list(folder, prefix), prefix, GitIgnore.at(folder));
        if (met == metBefore && errors.size() == errorsBefore) {
            errors.add(InputError.of(
                    name, "no .yaml, .yml or .json file in this folder", "name one that holds manifests"));
        }
    }

    private List<Path> list(Path folder, String prefix) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) entries.add(entry);
        } catch (IOException | DirectoryIteratorException e) {
            addUnreadable(prefix, e);
        }
        entries.sort(null);
        return entries;
    }

    private void visitAll(List<Path> entries, String prefix, GitIgnore ignore) {
        for (Path entry : entries) visit(entry, prefix, ignore);
    }

    private void visit(Path entry, String prefix, GitIgnore ignore) {
        Path name = entry.getFileName();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // it is gone since the folder was listed
        } catch (IOException e) {
            addUnreadable(prefix + name, e);
            return;
        }
        boolean isFolder = attributes.isDirectory();
        if (isFolder ? name.toString().startsWith(".") : !attributes.isRegularFile() || !isManifest(name)) return;
        if (ignore.excludes(name, isFolder)) {
            met++;
            ignored++;
        } else if (isFolder) {
            String inner = prefix + name + '/';
            List<Path> entries = list(entry, inner);
            visitAll(entries, inner, ignore.within(entry, entries));
        } else {
            met++;
            if (seen.add(entry)) found.add(new Input(prefix + name, entry));
        }
    }

    private void addUnreadable(String name, Exception e) {
        errors.add(InputError.of(name, reason(e, "cannot be listed"), "check its permissions"));
    }

    private static boolean isManifest(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    /** What the system says of a file that cannot be read. */
    public static String reason(Exception e, String otherwise) {
        return switch (e) {
            case NoSuchFileException ignored -> "no such file or folder";
            case java.nio.file.AccessDeniedException ignored -> "permission denied";
            case java.nio.file.FileSystemLoopException ignored -> "a link that leads to itself";
            case FileNotFoundException opening when isDenied(opening) -> "permission denied";
            default -> otherwise;
        };
    }

    /** FileInputStream tells a file that may not be read from one that is not there by its words alone. */
    private static boolean isDenied(FileNotFoundException e) {
        String message = e.getMessage();
        return message != null && message.endsWith("(Permission denied)");
    }
}
