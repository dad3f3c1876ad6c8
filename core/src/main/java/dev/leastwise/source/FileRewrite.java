package dev.leastwise.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes a file whole or not at all: at every moment, also that of a kill or a crash, its name leads to all of the old bytes or
 * to all of the new ones. Mode, owner, group, ACLs and extended attributes stay; links stay and lead to what is written.
 */
public final class FileRewrite {

    /** What a file is to hold. */
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file, a new one or in place of what it held. */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        try (BesideFile beside = BesideFile.of(target)) {
            beside.write(content);
            beside.takePlace();
        }
    }

    /**
     * Puts other bytes in the place of those that were read from a file.
     *
     * @param name of the file, for an error
     * @return why it was left as it is; empty where it was replaced
     */
    public static Optional<InputError> replace(String name, Path file, byte[] before, byte[] after) {
        try {
            replace(file, before, after);
            return Optional.empty();
        } catch (RewriteRefused e) {
            return Optional.of(InputError.of(name, e.fact(), e.remedy()));
        } catch (IOException e) {
            return Optional.of(InputError.of(
                    name,
                    "cannot be replaced: " + Inputs.reason(e, inWords(e)),
                    "see that its folder may be written and has room"));
        }
    }

    private static void replace(Path file, byte[] before, byte[] after) throws IOException {
        Path target = target(file);
        FileStanding standing = rewritable(target);
        try (BesideFile beside = BesideFile.of(target)) {
            beside.write(out -> out.write(after));
            // No system call that Java has compares and renames at once: what is written between the two is lost.
            if (!standing.equals(FileStanding.of(target)) || !holds(target, before)) throw changed();
            beside.takePlace();
        }
    }

    private static Path target(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            throw Files.exists(file) ? noFile() : changed(); // a pipe that a shell hands over has no path
        }
    }

    private static FileStanding rewritable(Path target) throws IOException {
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) throw noFile();
        FileStanding standing = FileStanding.of(target);
        if (standing.links() > 1) {
            throw new RewriteRefused(
                    "has " + standing.links() + " hard links, of which all but one would keep the old text",
                    "make the others symbolic links to it");
        }
        if (!Files.isWritable(target)) throw new RewriteRefused("may not be written", "allow it, or run as its owner");
        return standing;
    }

    private static boolean holds(Path target, byte[] bytes) throws IOException {
        try (InputStream in = Files.newInputStream(target, LinkOption.NOFOLLOW_LINKS)) {
            return Arrays.equals(in.readNBytes(bytes.length + 1), bytes);
        }
    }

    private static RewriteRefused noFile() {
        return new RewriteRefused("is no regular file", "name the file itself");
    }

    private static RewriteRefused changed() {
        return new RewriteRefused("has changed since it was read", "run it again");
    }

    private static String inWords(IOException e) {
        String words = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return words == null ? "the system does not say why" : words;
    }

    private FileRewrite() {}
}
