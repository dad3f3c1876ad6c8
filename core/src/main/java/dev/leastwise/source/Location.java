package dev.leastwise.source;

/**
 * A place in an input, its end exclusive.
 *
 * @param file the input as named on the command line
 * @param excerpt the text of the first line, cut where it is very long
 */
public record Location(String file, int line, int column, int endLine, int endColumn, String excerpt) {}
