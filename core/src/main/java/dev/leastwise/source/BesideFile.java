package dev.leastwise.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What is to take a file's place, in a folder of its own beside it that nobody else can enter: so nobody reaches it before it has
 * its owner, group and mode. A run that is killed leaves that folder behind. It is hidden, and what it holds has no name of a
 * manifest, so that neither this program, kubectl nor Helm reads it; it is never used again and can be deleted.
 */
final class BesideFile implements AutoCloseable {

    private static final String PREFIX = ".leastwise-rewrite-";

    private final Path target;
    private final Path folder;
    private final Path file;

    private BesideFile(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
        this.file = folder.resolve("new");
    }

    static BesideFile of(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.resolveSibling(PREFIX + Long.toHexString(System.nanoTime()));
        return new BesideFile(absolute, Files.createDirectory(folder, onlyForOwner(folder)));
    }

    private static FileAttribute<?>[] onlyForOwner(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    /** Writes and syncs what it holds, with everything else that is the file's already. */
    void write(FileRewrite.Content content) throws IOException {
        if (Files.notExists(target)) {
            write(content, StandardOpenOption.CREATE_NEW);
        } else {
            // Copying takes extended attributes along, and with them the ACL, which Java has no other way to keep.
            Files.copy(target, file, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            FileStanding standing = FileStanding.of(target);
            standing.giveTo(file);
            write(content, StandardOpenOption.TRUNCATE_EXISTING);
            standing.giveModeTo(file);
        }
        sync(file, StandardOpenOption.WRITE);
    }

    private void write(FileRewrite.Content content, StandardOpenOption how) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS)) {
            content.write(out);
        }
    }

    void takePlace() throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        try {
            sync(folder.resolveSibling(""), StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows syncs no folder. Without it a crash can bring the old file back, but never half of one.
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // then it stays as it would after a kill
        }
    }
}
