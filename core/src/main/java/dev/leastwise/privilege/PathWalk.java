package dev.leastwise.privilege;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Follows paths through the files of an image as the kernel does (path_resolution(7)).
 *
 * @param who whose permission is asked on the way
 * @param mounts where something else is mounted: what lies there is not the image's
 */
public record PathWalk(FileTree files, Credentials who, Set<String> mounts) {

    /** As many links as the kernel follows. */
    private static final int MOST_LINKS = 40;

    /** Where a path leads. */
    public sealed interface Target {

        /** A file that is no link. */
        record Found(ImageFile file) implements Target {}

        /**
         * No such file.
         *
         * @param path up to the part that is missing
         * @param whole the path with what would follow
         */
        record Missing(String path, String whole) implements Target {}

        /** A folder on the way may not be searched. */
        record Forbidden(ImageFile folder) implements Target {}

        /** A part that is no folder, or links without end. */
        record NoFolder(String path) implements Target {}

        /** Something that a mount decides. */
        record Mounted(String path) implements Target {}
    }

    /** The path that a path comes to, links followed as far as there are files. */
    String real(String path) {
        Target target = new PathWalk(files, Credentials.ROOT, Set.of()).find(path, "/");
        if (target instanceof Target.Found found) return found.file().path();
        return target instanceof Target.Missing missing ? missing.whole() : path;
    }

    private record Step(int number, ImageFile file) {}

    /** Where a path leads; one that does not begin with a slash does so from a folder. */
    public Target find(String path, String from) {
        Deque<Step> here = new ArrayDeque<>();
        Deque<String> rest = new ArrayDeque<>();
        push(path, rest);
        if (!path.startsWith("/")) push(from, rest);
        here.push(new Step(files.root(), files.file(files.root(), "/")));
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            Step folder = here.getFirst();
            if (!folder.file.isFolder()) return new Target.NoFolder(folder.file.path());
            if (!who.maySearch(folder.file)) return new Target.Forbidden(folder.file);
            if (name.equals("..")) {
                if (here.size() > 1) here.pop();
                continue;
            }
            String next = FileTree.join(folder.file.path(), name);
            if (mounts.contains(next)) return new Target.Mounted(next);
            int child = files.child(folder.number, name);
            if (child < 0) return new Target.Missing(next, rest.isEmpty() ? next : next + '/' + String.join("/", rest));
            ImageFile file = files.file(child, next);
            if (!file.isLink()) {
                here.push(new Step(child, file));
                continue;
            }
            if (++links > MOST_LINKS) return new Target.NoFolder(next);
            if (file.target().startsWith("/")) {
                while (here.size() > 1) here.pop();
            }
            push(file.target(), rest);
        }
        return new Target.Found(here.getFirst().file);
    }

    private static void push(String path, Deque<String> rest) {
        List<String> names = new ArrayList<>(List.of(path.split("/", -1)));
        names.removeIf(name -> name.isEmpty() || name.equals("."));
        for (String name : names.reversed()) rest.push(name);
    }
}
