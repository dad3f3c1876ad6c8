package dev.leastwise.sandbox.rootfs;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A folder copied with all that is in it: owners, modes, extended attributes, times, links of both kinds, devices. */
public final class Copying {

    /** A folder to be copied, by its path from the top. */
    private record Pair(Folder from, Folder to) {}

    private final Map<Long, String> linked = new HashMap<>();
    private final Folder top;
    private final Folder copy;

    private Copying(Folder top, Folder copy) {
        this.top = top;
        this.copy = copy;
    }

    /** Copies what is in a folder into an empty one, and its attributes onto that. */
    public static void copy(Folder from, Folder to) throws LinuxError {
        new Copying(from, to).copy();
    }

    private void copy() throws LinuxError {
        Deque<String> waiting = new ArrayDeque<>();
        Deque<String> done = new ArrayDeque<>();
        waiting.push(".");
        while (!waiting.isEmpty()) {
            String path = waiting.pop();
            done.push(path);
            try (Folder from = top.withoutLinks(path);
                    Folder to = copy.withoutLinks(path)) {
                for (String name : from.names()) {
                    if (copied(name, path + '/' + name, new Pair(from, to))) waiting.push(path + '/' + name);
                }
            }
        }
        // the deepest first: what is put into a folder changes its time
        while (!done.isEmpty()) {
            String path = done.pop();
            try (Folder from = top.withoutLinks(path);
                    Folder to = copy.withoutLinks(path)) {
                attribute(".", new Pair(from, to), from.status(".").orElseThrow());
            }
        }
    }

    /** Copies what has a name, and says whether it is a folder. */
    private boolean copied(String name, String path, Pair pair) throws LinuxError {
        Status status = pair.from.status(name).orElseThrow();
        if (status.isWhiteout()) return false;
        if (status.isFolder()) {
            pair.to.makeFolder(name, 0700);
            return true;
        }
        String first = linked.putIfAbsent(status.inode(), path);
        if (first != null) {
            int slash = first.lastIndexOf('/');
            try (Folder holder = copy.withoutLinks(first.substring(0, slash))) {
                pair.to.hardLink(name, holder, first.substring(slash + 1));
            }
            return false;
        }
        Optional<String> target = pair.from.target(name);
        if (target.isPresent()) pair.to.symbolicLink(name, target.get());
        else if (status.isRegular()) pair.from.copy(name, pair.to);
        else pair.to.special(name, status.type(), status.target());
        attribute(name, pair, status);
        return false;
    }

    private static void attribute(String name, Pair pair, Status status) throws LinuxError {
        pair.to.owner(name, status.uid(), status.gid());
        if (!status.isLink()) pair.to.mode(name, status.permissions());
        for (String attribute : pair.from.attributes(name)) {
            pair.to.attribute(name, attribute, pair.from.attribute(name, attribute));
        }
        pair.to.modified(name, status.modified());
    }
}
