package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns as in a {@code .gitignore} file: the last that matches decides, and what a folder is, all in it is. */
public final class Globs {

    /** Nothing matches. */
    public static final Globs NONE = new Globs(List.of());

    private final List<IgnorePattern> patterns;

    private Globs(List<IgnorePattern> patterns) {
        this.patterns = patterns;
    }

    /** Those that the lines are; none where a line is no pattern. */
    public static Optional<Globs> of(List<String> lines) {
        List<IgnorePattern> patterns = new ArrayList<>();
        for (String line : lines) {
            Optional<IgnorePattern> pattern = IgnorePattern.parse(bytes(line), "");
            if (pattern.isEmpty()) return Optional.empty();
            patterns.add(pattern.get());
        }
        return Optional.of(new Globs(List.copyOf(patterns)));
    }

    /** Whether a file, by its path with slashes, is meant, or a folder that it lies in. */
    public boolean match(String path) {
        if (patterns.isEmpty()) return false;
        String file = bytes(path);
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
            if (match(file.substring(0, slash), true)) return true;
        }
        return match(file, false);
    }

    /** Whether what the path names is meant, whatever it lies in. */
    public boolean matchItself(String path) {
        return match(bytes(path), false);
    }

    private boolean match(String path, boolean isFolder) {
        for (IgnorePattern pattern : patterns.reversed()) {
            if (pattern.matches(path, isFolder)) return !pattern.negated();
        }
        return false;
    }

    /** Whether each of them can match one path alone. */
    public boolean literal() {
        for (IgnorePattern pattern : patterns) {
            if (pattern.nameOnly()
                    || pattern.folderOnly()
                    || pattern.literal() < pattern.glob().length()) return false;
        }
        return true;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
