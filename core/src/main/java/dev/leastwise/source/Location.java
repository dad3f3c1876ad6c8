package dev.leastwise.source;

/**
 * A place in an input, its end exclusive.
 *
 * @param file the input as named on the command line
 * @param excerpt the text of the first line, cut around the place where it is very long
 * @param excerptColumn the column that the excerpt begins at
 */
public record Location(
        String file, int line, int column, int endLine, int endColumn, String excerpt, int excerptColumn) {

    /** Cheaper than a record's own, which the JVM makes anew at every start; the excerpt follows from the place. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Location place
                && line == place.line
                && column == place.column
                && endLine == place.endLine
                && endColumn == place.endColumn
                && file.equals(place.file);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * file.hashCode() + line) + column;
    }
}
