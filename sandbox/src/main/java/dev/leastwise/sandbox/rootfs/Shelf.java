package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Lock;
import dev.leastwise.sandbox.linux.Lock.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of folders that were made once, each under a name. Two runs share what one of them makes, and one that was killed
 * leaves nothing that another one takes for whole.
 *
 * @param folder only root may enter it
 * @param mostBytes what those that nobody uses may hold together
 */
record Shelf(Path folder, long mostBytes) {

    /** Held, with others, by whoever uses what is kept or waits for it; held alone by whoever lets go of it. */
    private static final String LOCK = ".lock";

    private static final String MAKING = ".making" + LOCK;
    private static final String UNFINISHED = ".new";
    private static final String SIZE = "size";

    /** A folder that is there for as long as its lock is held. */
    record Held(Path folder, Lock lock) {}

    /** Fills a new folder and says how many bytes it has become. */
    interface Maker {
        long make(Path folder) throws IOException;
    }

    /** What is kept under a name, made where it is not there. */
    Held get(String name, Maker maker) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Lock lock = Lock.of(folder.resolve(name + LOCK));
        try {
            lock.take(Kind.SHARED);
            if (!Files.isDirectory(folder.resolve(name))) make(name, maker);
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now()));
            trim();
            return new Held(folder.resolve(name), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whoever waits here for another maker does not wait for it to end, too: that is what the other lock is for. */
    private void make(String name, Maker maker) throws IOException {
        try (Lock making = Lock.of(folder.resolve(name + MAKING));
                Folder shelf = Folder.open(folder)) {
            making.take(Kind.EXCLUSIVE);
            if (Files.isDirectory(folder.resolve(name))) return;
            shelf.removeAll(name + UNFINISHED);
            shelf.makeFolder(name + UNFINISHED, 0700);
            make(shelf, name, maker);
        }
    }

    private void make(Folder shelf, String name, Maker maker) throws IOException {
        Path unfinished = folder.resolve(name + UNFINISHED);
        try (Folder made = shelf.child(name + UNFINISHED)) {
            long bytes = maker.make(unfinished);
            Files.writeString(unfinished.resolve(SIZE), Long.toString(bytes));
            made.sync();
            shelf.rename(name + UNFINISHED, shelf, name);
        } catch (IOException | RuntimeException e) {
            shelf.removeAll(name + UNFINISHED);
            throw e;
        }
    }

    /** Lets go of what is kept under a name unless somebody uses it. */
    void drop(String name) throws LinuxError {
        letGo(name, false);
    }

    private record Kept(String name, long bytes, FileTime used) {}

    /** Lets go of what was not used for the longest time, and of what killed runs left half done. */
    private void trim() throws IOException {
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) letGo(name.substring(0, name.length() - UNFINISHED.length()), true);
                else if (!name.endsWith(LOCK)) kept(file).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(Kept::used).reversed());
        long sum = 0;
        for (Kept kept : all) {
            sum += kept.bytes;
            if (sum > mostBytes) letGo(kept.name, false);
        }
    }

    private static Optional<Kept> kept(Path made) throws IOException {
        try {
            long bytes = Long.parseLong(Files.readString(made.resolve(SIZE)));
            return Optional.of(new Kept(made.getFileName().toString(), bytes, Files.getLastModifiedTime(made)));
        } catch (NumberFormatException | NoSuchFileException e) {
            // another run lets go of it right now
            return Optional.empty();
        }
    }

    /** Removes what nobody uses, or what nobody makes any more. */
    private void letGo(String name, boolean unfinished) throws LinuxError {
        try (Lock lock = Lock.of(folder.resolve(name + LOCK));
                Folder shelf = Folder.open(folder)) {
            if (!lock.takes(Kind.EXCLUSIVE)) return;
            if (!unfinished && shelf.status(name).isPresent()) shelf.rename(name, shelf, name + UNFINISHED);
            shelf.removeAll(name + UNFINISHED);
        }
    }
}
