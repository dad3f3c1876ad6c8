package dev.leastwise.source;

import java.util.Optional;

/**
 * A line of a {@code .gitignore} file as git reads it (git: dir.c, wildmatch.c). Text is the bytes of its UTF-8, one a
 * char, since git compares bytes.
 *
 * @param base the file's folder below the repository's root, empty or with a slash at its end
 * @param glob what is left of the line
 * @param literal how many chars of the glob come before its first special one
 * @param negated whether what it matches is kept
 * @param folderOnly whether it matches folders only
 * @param nameOnly whether it is held against names and not against paths
 */
record IgnorePattern(String base, String glob, int literal, boolean negated, boolean folderOnly, boolean nameOnly) {

    /** Reads a line, which may be empty or a comment. */
    static Optional<IgnorePattern> parse(String line, String base) {
        String glob = withoutTrailingSpaces(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (glob.isEmpty() || glob.startsWith("#")) return Optional.empty();
        boolean negated = glob.startsWith("!");
        if (negated) glob = glob.substring(1);
        boolean folderOnly = glob.endsWith("/");
        if (folderOnly) glob = glob.substring(0, glob.length() - 1);
        boolean nameOnly = glob.indexOf('/') < 0;
        if (glob.startsWith("/")) glob = glob.substring(1);
        if (glob.isEmpty()) return Optional.empty();
        return Optional.of(new IgnorePattern(base, glob, literal(glob), negated, folderOnly, nameOnly));
    }

    private static String withoutTrailingSpaces(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') end = Math.min(line.length(), ++i + 1);
            else if (line.charAt(i) != ' ') end = i + 1;
        }
        return line.substring(0, end);
    }

    private static int literal(String glob) {
        int length = 0;
        while (length < glob.length() && "*?[\\".indexOf(glob.charAt(length)) < 0) length++;
        return length;
    }

    /** Whether it matches a file or folder below its own folder, given by its path below the repository's root. */
    boolean matches(String path, boolean isFolder) {
        if (folderOnly && !isFolder) return false;
        int start = nameOnly ? path.lastIndexOf('/') + 1 : base.length();
        if (!path.startsWith(glob.substring(0, literal), start)) return false;
        return matchesFrom(path, start + literal);
    }

    /**
     * Matches what follows the literal beginning. Only the last {@code *} and the last {@code **} are ever tried anew: an
     * earlier one that took more would leave a later one less. So no pattern costs more than its length times the path's.
     */
    private boolean matchesFrom(String path, int from) {
        int g = literal;
        int p = from;
        int afterStar = -1;
        int starEnd = 0;
        int afterDeep = -1;
        int deepEnd = 0;
        while (g < glob.length() || p < path.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                int next = g;
                while (next < glob.length() && glob.charAt(next) == '*') next++;
                if (isDeep(g, next)) {
                    if (next == glob.length()) return true;
                    g = glob.charAt(next) == '/' ? next + 1 : next;
                    afterDeep = g;
                    deepEnd = p;
                    afterStar = -1;
                } else {
                    g = next;
                    afterStar = g;
                    starEnd = p;
                }
                continue;
            }
            int next = p < path.length() ? one(g, path.charAt(p)) : -1;
            if (next >= 0) {
                g = next;
                p++;
            } else if (afterStar >= 0 && starEnd < path.length() && path.charAt(starEnd) != '/') {
                g = afterStar;
                starEnd++;
                p = starEnd;
            } else if (afterDeep >= 0) {
                int slash = glob.charAt(afterDeep - 1) == '/' ? path.indexOf('/', deepEnd) : deepEnd;
                if (slash < 0 || slash == path.length()) return false;
                g = afterDeep;
                deepEnd = slash + 1;
                p = deepEnd;
                afterStar = -1;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Whether stars cross slashes: two or more that make up a whole step, counted from the first special char. */
    private boolean isDeep(int stars, int next) {
        return next - stars > 1
                && (stars == literal || glob.charAt(stars - 1) == '/')
                && (next == glob.length() || glob.startsWith("/", next) || glob.startsWith("\\/", next));
    }

    /** Where the glob goes on if what is at a place in it, no star, takes a char; -1 if it does not. */
    private int one(int g, char actual) {
        if (g == glob.length()) return -1;
        char wanted = glob.charAt(g);
        return switch (wanted) {
            case '?' -> actual == '/' ? -1 : g + 1;
            case '[' -> actual == '/' ? -1 : set(g + 1, actual);
            case '\\' -> g + 1 < glob.length() && glob.charAt(g + 1) == actual ? g + 2 : -1;
            default -> wanted == actual ? g + 1 : -1;
        };
    }

    /** Where the glob goes on after a set of chars, given by the place after its bracket, that holds a char. */
    private int set(int open, char actual) {
        int g = open;
        boolean inverted = at(g) == '!' || at(g) == '^';
        if (inverted) g++;
        boolean found = false;
        char low = 0; // a range may begin at it
        do {
            char c = at(g);
            if (c == '[' && at(g + 1) == ':') {
                int close = glob.indexOf(']', g + 2);
                if (close < 0) return -1;
                if (close > g + 2 && glob.charAt(close - 1) == ':') {
                    Optional<Boolean> inClass = isIn(glob.substring(g + 2, close - 1), actual);
                    if (inClass.isEmpty()) return -1;
                    found |= inClass.get();
                    low = 0;
                    g = close + 1;
                    continue;
                }
            }
            boolean range = c == '-' && low != 0 && at(g + 1) != 0 && at(g + 1) != ']';
            if (range) c = at(++g);
            if (c == '\\') c = at(++g);
            if (c == 0) return -1;
            found |= range ? low <= actual && actual <= c : c == actual;
            low = range ? 0 : c;
            g++;
        } while (at(g) != ']');
        return found == inverted ? -1 : g + 1;
    }

    private char at(int index) {
        return index < glob.length() ? glob.charAt(index) : 0;
    }

    /** Whether a named class holds a char; empty where there is no class of that name. */
    private static Optional<Boolean> isIn(String name, char c) {
        boolean lower = c >= 'a' && c <= 'z';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean graph = c > ' ' && c < 0x7F;
        return switch (name) {
            case "alnum" -> Optional.of(lower || upper || digit);
            case "alpha" -> Optional.of(lower || upper);
            case "blank" -> Optional.of(c == ' ' || c == '\t');
            case "cntrl" -> Optional.of(c < ' ' || c == 0x7F);
            case "digit" -> Optional.of(digit);
            case "graph" -> Optional.of(graph);
            case "lower" -> Optional.of(lower);
            case "print" -> Optional.of(graph || c == ' ');
            case "punct" -> Optional.of(graph && !lower && !upper && !digit);
            case "space" -> Optional.of(c == ' ' || c == '\t' || c == '\n' || c == '\r');
            case "upper" -> Optional.of(upper);
            case "xdigit" -> Optional.of(digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
            default -> Optional.empty();
        };
    }
}
