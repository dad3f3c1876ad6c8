package dev.leastwise.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The names of a tar as paths of a root file system. */
final class LayerPath {

    /** The path from the root, with a leading slash and without dots. */
    static String of(String name, String what) {
        if (name.indexOf('\0') >= 0) throw ImageError.hostile(what + " has a name with a NUL in it");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (!part.equals("..")) {
                check(part, Limits.NAME_BYTES, name);
                parts.addLast(part);
            } else if (parts.pollLast() == null) {
                throw ImageError.hostile(what + ' ' + TarReader.shown(name) + " leads out of the root file system");
            }
        }
        String path = '/' + String.join("/", parts);
        check(path, Limits.PATH_BYTES, name);
        return path;
    }

    private static void check(String text, int most, String name) {
        boolean fits = text.length() <= most / 3 || text.getBytes(StandardCharsets.UTF_8).length <= most;
        if (!fits)
            throw ImageError.hostile("the path " + TarReader.shown(name) + " is longer than any that Linux takes");
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private LayerPath() {}
}
