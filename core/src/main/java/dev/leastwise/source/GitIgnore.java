package dev.leastwise.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the {@code .gitignore} files from a repository's root down to one folder leave out (gitignore(5)): the last
 * pattern that matches decides, and the nearer file comes later.
 *
 * @param folder the folder of this file, absolute
 * @param above the files of the folders above
 */
record GitIgnore(Path folder, List<Pattern> patterns, List<GitIgnore> above) {

    /** A line of the file: its glob, and what it says of what it matches. */
    record Pattern(String glob, boolean negated, boolean folderOnly, boolean anchored) {}

    /** Those that hold in a folder: of its repository, where it lies in one. */
    static GitIgnore at(Path folder) {
        Path root = folder;
        while (root != null && !Files.exists(root.resolve(".git"))) root = root.getParent();
        if (root == null || root.equals(folder)) return read(folder, List.of());
        GitIgnore ignore = read(root, List.of());
        for (Path step : root.relativize(folder)) ignore = ignore.within(ignore.folder.resolve(step));
        return ignore;
    }

    /** Those that hold in a folder of this one. */
    GitIgnore within(Path child) {
        List<GitIgnore> chain = new ArrayList<>(above);
        if (!patterns.isEmpty()) chain.add(this);
        return read(child, chain);
    }

    private static GitIgnore read(Path folder, List<GitIgnore> above) {
        Path file = folder.resolve(".gitignore");
        List<Pattern> patterns = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            try {
                for (String line : Files.readString(file).split("\n", -1)) add(line, patterns);
            } catch (IOException e) {
                patterns.clear(); // git, too, goes on without a file that it cannot read
            }
        }
        return new GitIgnore(folder, patterns, above);
    }

    private static void add(String line, List<Pattern> patterns) {
        String glob = withoutTrailingSpaces(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (glob.isEmpty() || glob.startsWith("#")) return;
        boolean negated = glob.startsWith("!");
        if (negated) glob = glob.substring(1);
        boolean folderOnly = glob.endsWith("/");
        if (folderOnly) glob = glob.substring(0, glob.length() - 1);
        boolean anchored = glob.indexOf('/') >= 0;
        if (glob.startsWith("/")) glob = glob.substring(1);
        if (!glob.isEmpty()) patterns.add(new Pattern(glob, negated, folderOnly, anchored));
    }

    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) end--;
        return line.substring(0, end);
    }

    /** Whether a file or folder in this folder is left out. */
    boolean excludes(String name, boolean isFolder) {
        if (patterns.isEmpty() && above.isEmpty()) return false;
        String path = folder.resolve(name).toString().replace('\\', '/');
        for (Pattern pattern : patterns.reversed()) {
            if (matches(pattern, name, name, isFolder)) return !pattern.negated;
        }
        for (GitIgnore ignore : above.reversed()) {
            String relative = path.substring(ignore.folder.toString().length() + 1);
            for (Pattern pattern : ignore.patterns.reversed()) {
                if (matches(pattern, relative, name, isFolder)) return !pattern.negated;
            }
        }
        return false;
    }

    private static boolean matches(Pattern pattern, String relative, String name, boolean isFolder) {
        if (pattern.folderOnly && !isFolder) return false;
        return pattern.anchored ? glob(pattern.glob, 0, relative, 0) : glob(pattern.glob, 0, name, 0);
    }

    /** Matches as git's wildmatch does with WM_PATHNAME: only {@code **} crosses a slash. */
    private static boolean glob(String glob, int g, String text, int t) {
        int gi = g;
        int ti = t;
        while (gi < glob.length()) {
            char c = glob.charAt(gi);
            if (c == '*') return star(glob, gi, text, ti);
            if (ti == text.length()) return false;
            char actual = text.charAt(ti++);
            if (c == '[') {
                int close = closing(glob, gi);
                if (close < 0 || actual == '/' || !inClass(glob, gi + 1, close, actual)) return false;
                gi = close + 1;
                continue;
            }
            if (c == '\\' && gi + 1 < glob.length()) c = glob.charAt(++gi);
            else if (c == '?' && actual != '/') c = actual;
            if (c != actual) return false;
            gi++;
        }
        return ti == text.length();
    }

    private static boolean star(String glob, int g, String text, int t) {
        boolean several = glob.startsWith("**", g) && (g == 0 || glob.charAt(g - 1) == '/');
        if (several && glob.startsWith("**/", g)) {
            if (glob(glob, g + 3, text, t)) return true;
            for (int slash = text.indexOf('/', t); slash >= 0; slash = text.indexOf('/', slash + 1)) {
                if (glob(glob, g + 3, text, slash + 1)) return true;
            }
            return false;
        }
        if (several && g + 2 == glob.length()) return t < text.length();
        int next = g;
        while (next < glob.length() && glob.charAt(next) == '*') next++;
        for (int i = t; i <= text.length(); i++) {
            if (glob(glob, next, text, i)) return true;
            if (i < text.length() && text.charAt(i) == '/') return false;
        }
        return false;
    }

    private static int closing(String glob, int open) {
        int from = open + 1;
        if (from < glob.length() && (glob.charAt(from) == '!' || glob.charAt(from) == '^')) from++;
        return glob.indexOf(']', from + 1);
    }

    private static boolean inClass(String glob, int from, int close, char actual) {
        boolean negated = glob.charAt(from) == '!' || glob.charAt(from) == '^';
        boolean found = false;
        for (int i = negated ? from + 1 : from; i < close; i++) {
            char low = glob.charAt(i);
            if (i + 2 < close && glob.charAt(i + 1) == '-') {
                found |= low <= actual && actual <= glob.charAt(i + 2);
                i += 2;
            } else {
                found |= low == actual;
            }
        }
        return found != negated;
    }
}
