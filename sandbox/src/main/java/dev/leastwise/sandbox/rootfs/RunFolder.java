package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.KernelRandom;
import dev.leastwise.sandbox.linux.Lock;
import dev.leastwise.sandbox.linux.Lock.Kind;
import dev.leastwise.sandbox.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where a run keeps what is to go with it: the views of its images, its volumes, its bundles. The run holds the folder's lock
 * for as long as it lives; a folder that nobody holds is of a dead run, and the next run takes it away. What is mounted in it
 * shows in no other namespace.
 */
public final class RunFolder implements AutoCloseable {

    private static final String GATE = "lock";
    private static final String LOCK = ".lock";

    private final Path path;
    private final Lock lock;

    private RunFolder(Path path, Lock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a folder for this run, after those of dead runs are gone.
     *
     * @param runs the folder that all runs have theirs in
     * @param dead what is to be done with the folder of a dead run before it goes: its containers may still live
     */
    public static RunFolder make(Path runs, Consumer<Path> dead) {
        try {
            Path real = Files.createDirectories(runs).toRealPath();
            // while one run makes its folder, no other takes it for dead
            try (Lock gate = Lock.of(real.resolve(GATE));
                    Folder all = Folder.open(real)) {
                gate.take(Kind.EXCLUSIVE);
                all.mode(".", 0700);
                for (Path old : folders(real)) removeIfDead(old, dead);
                String name = KernelRandom.uuid();
                Lock lock = Lock.of(real.resolve(name + LOCK));
                lock.take(Kind.EXCLUSIVE);
                all.makeFolder(name, 0700);
                Mounts.keepPrivate(real.resolve(name));
                return new RunFolder(real.resolve(name), lock);
            }
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }

    private static List<Path> folders(Path runs) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> files = Files.list(runs)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(LOCK)) continue;
                folders.add(runs.resolve(name.substring(0, name.length() - LOCK.length())));
            }
        }
        return folders;
    }

    private static void removeIfDead(Path folder, Consumer<Path> dead) throws IOException {
        try (Lock lock = Lock.of(lockOf(folder))) {
            if (!lock.takes(Kind.EXCLUSIVE)) return;
            if (Files.isDirectory(folder)) dead.accept(folder);
            remove(folder);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static void remove(Path folder) throws IOException {
        Mounts.unmountAll(folder);
        try (Folder runs = Folder.open(folder.resolveSibling("."))) {
            runs.removeAll(folder.getFileName().toString());
            runs.remove(lockOf(folder).getFileName().toString());
        }
    }

    public Path path() {
        return path;
    }

    /** A new folder in it. */
    public Path folder(String name) {
        try (Folder own = Folder.open(path)) {
            own.makeFolder(name, 0700);
            return path.resolve(name);
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            remove(path);
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }
}
